import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import type { EditorState, TransactionSpec } from "@codemirror/state";
import type { Fix, Problem } from "../engine/wire";
import { shifted, within } from "./ranges";

/** The problems of one text as inline diagnostics, `base` being where the editor's text begins in it. */
export function problemsOf(
  state: EditorState,
  problems: readonly Problem[],
  base: number,
  applyFix: (fix: Fix) => void,
): TransactionSpec {
  const diagnostics: Diagnostic[] = [];
  for (const problem of problems) {
    const range = problem.place && within(shifted(problem.place.range, base), state.doc.length);
    if (range) diagnostics.push({ ...range, ...said(problem, applyFix) });
  }
  return setDiagnostics(state, diagnostics);
}

function said(problem: Problem, applyFix: (fix: Fix) => void): Omit<Diagnostic, "from" | "to"> {
  const { fix } = problem;
  return {
    severity: problem.severity,
    source: problem.code,
    message: problem.message,
    renderMessage: () => message(problem),
    actions: fix ? [{ name: fix.title, apply: () => applyFix(fix) }] : [],
  };
}

function message({ message: fact, label, notes, explanation }: Problem): HTMLElement {
  const root = document.createElement("div");
  for (const [text, name] of [
    [fact, "said-fact"],
    [label ?? "", "said-label"],
    ...notes.map((n) => [n, "said-note"]),
    [explanation, "said-why"],
  ]) {
    if (!text) continue;
    const line = document.createElement("div");
    line.className = name ?? "";
    line.textContent = text;
    root.append(line);
  }
  return root;
}
