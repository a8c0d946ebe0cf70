import type { EditorView } from "@codemirror/view";
import { html } from "lit";
import { partOf } from "../app/counterparts";
import { PageElement } from "../app/element";
import type { Answer, State } from "../app/state";
import type { Edit, Range } from "../engine/wire";
import { colours, setColours } from "./colours";
import { completion } from "./completion";
import { ruleFolding, setFolds } from "./folding";
import { hover } from "./hover";
import { marks, setMarked } from "./marks";
import type { EditorPort } from "./port";
import { problemsOf } from "./problems";
import { applyEdits, revealRange } from "./reveal";
import { createState, createView, setText } from "./setup";

/** The rule's text, with the engine's colours, problems and the parts of the query that decided. */
export class RuleEditor extends PageElement implements EditorPort {
  #view: EditorView | undefined;
  /** The answer that is drawn in the editor; none after the text changed. */
  #drawn: Answer | undefined;
  #active: number | undefined;

  override render() {
    return html`<div class="editor" tabindex="-1"></div>`;
  }

  protected override firstUpdated(): void {
    const host = this.querySelector<HTMLElement>(".editor");
    if (!host) return;
    const state = createState({
      label: "Rule",
      hint: "Paste a detection rule (TOML), or a bare query.",
      leave: () => host.focus(),
      changed: (text) => {
        this.#drawn = undefined;
        this.app.setRule(text);
      },
      extensions: [
        colours,
        ruleFolding,
        marks(
          (node) => this.app.choose(node, "rule"),
          (offset) => this.app.chooseAt("rule", offset),
        ),
        completion(this.app),
        hover(this.app),
      ],
    });
    this.#view = createView(host, state);
    this.app.connectEditor("rule", this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.app.connectEditor("rule", undefined);
  }

  protected override updated(): void {
    const view = this.#view;
    if (!view) return;
    const { state } = this;
    setText(view, state.rule);
    this.#draw(view, state);
  }

  reveal(range: Range, focus: boolean): void {
    if (this.#view) revealRange(this.#view, range, focus);
  }

  apply(edits: readonly Edit[]): void {
    // A fix is about the text that was answered; offsets in another text mean something else.
    const isCurrent = this.state.answer?.workload.rule === this.state.rule;
    if (this.#view && isCurrent) applyEdits(this.#view, edits);
  }

  #draw(view: EditorView, { answer, rule, pointed, chosen }: State): void {
    if (!answer || answer.workload.rule !== rule) return;
    const active = pointed ?? chosen;
    if (answer === this.#drawn && active === this.#active) return;
    const isNew = answer !== this.#drawn;
    this.#drawn = answer;
    this.#active = active;
    const own = (answer.detail?.ruleMarks ?? []).filter((mark) => mark.place.source.kind === "rule");
    const marked = own.map(({ place, node, truth }) => ({ ...place.range, node, truth }));
    const part = answer.detail && partOf(answer.detail, active);
    view.dispatch({
      effects: [
        setMarked.of({
          marks: marked,
          record: undefined,
          // A part that decided nothing has no mark of its own.
          hovered: part && !marked.some(({ node }) => node === active) ? [part.range] : [],
          unmapped: [],
          verdict: answer.detail?.verdict ?? "no_match",
          active,
        }),
        ...(isNew ? [setColours.of(answer.rule?.tokens ?? []), setFolds.of(answer.rule?.folds ?? [])] : []),
      ],
    });
    if (!isNew) return;
    const problems = answer.problems.filter((problem) => problem.place?.source.kind === "rule");
    view.dispatch(problemsOf(view.state, problems, 0, (fix) => this.app.applyFix(fix)));
  }
}

customElements.define("rp-rule-editor", RuleEditor);
