import { MergeView as Merge } from "@codemirror/merge";
import { EditorView } from "@codemirror/view";
import { html } from "lit";
import { PageElement } from "../../app/element";
import type { State } from "../../app/state";
import { colours, setColours } from "../../editor/colours";
import { revealRange } from "../../editor/reveal";
import { type EditorSetup, extensionsOf, setText } from "../../editor/setup";
import type { Range } from "../../engine/wire";

/** Unchanged lines shown around a change, and the fewest that are folded away. */
const COLLAPSE = { margin: 3, minSize: 6 };

const mergeTheme = EditorView.theme({
  "& .cm-collapsedLines": { background: "var(--plain-soft)", color: "var(--text-soft)", padding: "2px 12px" },
  "& .cm-collapsedLines::before, & .cm-collapsedLines::after": { content: "none !important" },
  "&.cm-merge-a .cm-changedLine": { backgroundColor: "var(--bad-soft)" },
  "&.cm-merge-b .cm-changedLine": { backgroundColor: "var(--good-soft)" },
  "&.cm-merge-a .cm-changedText": { background: "none", boxShadow: "inset 0 -2px var(--bad)" },
  "&.cm-merge-b .cm-changedText": { background: "none", boxShadow: "inset 0 -2px var(--good)" },
});

/** The older version, which can be edited, beside the rule, which is edited in its own editor. */
export class MergeView extends PageElement {
  #merge: Merge | undefined;
  #all = false;
  /** The older text whose colours are drawn or asked for. */
  #coloured = "";

  protected override concerns(state: State, before: State): boolean {
    return (
      state.previous !== before.previous || state.rule !== before.rule || state.answer?.rule !== before.answer?.rule
    );
  }

  override render() {
    return html`<div class="merge-heads"><span>Older version</span><span>The rule</span>
      <button class="button button-small" aria-pressed=${this.#all} @click=${this.#toggle}>All lines</button></div><div class="merge" tabindex="-1"></div>`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#merge?.destroy();
    this.#merge = undefined;
  }

  protected override firstUpdated(): void {
    const parent = this.querySelector<HTMLElement>(".merge");
    const root = this.getRootNode();
    if (!parent) return;
    const { previous, rule } = this.state;
    const common = { hint: "", leave: () => parent.focus(), extensions: [colours, mergeTheme] };
    const older: EditorSetup = {
      ...common,
      label: "Older version, compared",
      changed: (text) => this.app.tuning.setPrevious(text),
    };
    const newer: EditorSetup = { ...common, label: "The rule, compared", readOnly: true, changed: () => {} };
    this.#merge = new Merge({
      a: { doc: previous, extensions: extensionsOf(older) },
      b: { doc: rule, extensions: extensionsOf(newer) },
      parent,
      collapseUnchanged: COLLAPSE,
      diffConfig: { scanLimit: 2000, timeout: 200 },
      ...(root instanceof ShadowRoot ? { root } : {}),
    });
  }

  protected override updated(): void {
    const merge = this.#merge;
    const { previous, rule, answer } = this.state;
    if (!merge) return;
    setText(merge.a, previous);
    setText(merge.b, rule);
    if (answer?.workload.rule === rule) merge.b.dispatch({ effects: setColours.of(answer.rule?.tokens ?? []) });
    void this.#colour(merge, previous);
  }

  /** Scrolls a range of the older version into view and selects it. */
  reveal({ from, to }: Range): void {
    const view = this.#merge?.a;
    if (!view) return;
    this.scrollIntoView({ block: "nearest" });
    revealRange(view, { from, to }, true);
    if (to <= view.state.doc.length)
      view.dispatch({
        selection: { anchor: from, head: to },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
  }

  readonly #toggle = (): void => {
    this.#all = !this.#all;
    this.#merge?.reconfigure({ collapseUnchanged: this.#all ? undefined : COLLAPSE });
    this.requestUpdate();
  };

  async #colour(merge: Merge, text: string): Promise<void> {
    if (text === this.#coloured) return;
    this.#coloured = text;
    const tokens = (await this.app.ask({ tokens: text }))?.tokens;
    if (tokens && this.#merge === merge && this.state.previous === text)
      merge.a.dispatch({ effects: setColours.of(tokens) });
  }
}

customElements.define("rp-merge", MergeView);
