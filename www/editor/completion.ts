import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeCompletion,
  pickedCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
import { type Extension, Prec } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import type { Workspace } from "../app/workspace";
import type { CompletionItem, CompletionKind } from "../engine/wire";

/** What kind of thing an option is: the letter of its badge, and the words for those who cannot see its colour. */
const KINDS: Record<CompletionKind, readonly [letter: string, title: string]> = {
  key: ["K", "key"],
  constant: ["=", "value"],
  seen_field: ["F", "field in the events"],
  field: ["F", "field"],
  seen_value: ["V", "value in the events"],
  value: ["V", "value"],
  keyword: ["·", "keyword"],
  function: ["ƒ", "function"],
};

/** The engine says what may be written where the cursor stands; it also chooses and ranks, for it knows the place. */
export function completion(app: Workspace): Extension {
  return [
    // What scrolls takes the focus in some browsers: Tab leaves editor and list.
    Prec.high(keymap.of([{ key: "Tab", run: leaveList }])),
    autocompletion({
      override: [(context) => find(app, context)],
      icons: false,
      maxRenderedOptions: 100,
      optionClass: ({ type = "" }) => `option option-${type}`,
      addToOptions: [{ render: badge, position: 20 }],
    }),
  ];
}

function leaveList(view: EditorView): boolean {
  closeCompletion(view);
  return false;
}

async function find(app: Workspace, context: CompletionContext): Promise<CompletionResult | null> {
  const { pos, explicit, state } = context;
  const found = (await app.ask({ complete: { offset: pos } }))?.complete;
  if (!found || context.aborted || found.range.from > pos || found.range.to > state.doc.length) return null;
  const typed = state.sliceDoc(found.range.from, pos).replace(/^"/, "");
  if (!explicit && (found.whole || (!typed && !found.eager))) return null;
  return {
    from: found.range.from,
    to: found.range.to,
    filter: false,
    options: found.items.map(option),
    getMatch: ({ label }) => {
      const at = label.toLowerCase().indexOf(typed.toLowerCase());
      return typed && at >= 0 ? [at, at + typed.length] : [];
    },
  };
}

function option({ label, kind, detail, info, insert, cursor }: CompletionItem): Completion {
  return {
    label,
    type: kind,
    ...(detail ? { detail } : {}),
    ...(info ? { info } : {}),
    apply(view: EditorView, chosen: Completion, from: number, to: number) {
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + (cursor ?? insert.length) },
        userEvent: "input.complete",
        annotations: pickedCompletion.of(chosen),
        scrollIntoView: true,
      });
      // A key's value is chosen next.
      if (kind === "key" && insert !== label) startCompletion(view);
    },
  };
}

function badge({ type }: Completion): Node | null {
  const known = KINDS[type as CompletionKind];
  if (!known) return null;
  const element = document.createElement("span");
  element.className = "option-kind";
  element.title = known[1];
  element.setAttribute("aria-hidden", "true");
  element.textContent = known[0];
  return element;
}
