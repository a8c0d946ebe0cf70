import { invertedEffects, redo, undo } from "@codemirror/commands";
import { EditorState, type Extension, StateEffect } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { html } from "lit";
import { partOf, placesOf } from "../app/counterparts";
import { PageElement } from "../app/element";
import { type Answer, MAX_EDITED, type State } from "../app/state";
import type { Move } from "../app/tuning";
import type { Edit, EventsText, Place, Range } from "../engine/wire";
import { unixLines } from "../input/open";
import { folding } from "./folding";
import { jsonColours } from "./json-colours";
import { foldable } from "./json-folds";
import { marks, setMarked } from "./marks";
import type { EditorPort } from "./port";
import { problemsOf } from "./problems";
import { shifted, within } from "./ranges";
import { applyEdits, type Editable, revealRange } from "./reveal";
import { createState, createView, setText } from "./setup";
import { touches } from "./touches";

/**
 * One events text with the bytes that decided.
 *
 * A text too long for an editor is not put into it: its selected record is, and cannot be edited. What is pasted
 * there replaces the whole text.
 */
export class EventsEditor extends PageElement implements EditorPort {
  #view: EditorView | undefined;
  /** Which text the editor holds, and whether it is only a record of it. */
  #key = "";
  /** Each text has its own undo history. */
  readonly #states = new Map<string, EditorState>();
  /** Where the editor's text begins in the source. */
  #base = 0;
  #drawn: Answer | undefined;
  /** Whether what decided is to be scrolled into view, for it has just come. */
  #arrived = false;
  #active: number | undefined;
  #hovered: readonly Place[] = [];

  override render() {
    return html`<div class="editor" tabindex="-1"></div>`;
  }

  protected override firstUpdated(): void {
    const host = this.querySelector<HTMLElement>(".editor");
    if (!host) return;
    this.#view = createView(host, EditorState.create({}));
    this.app.connectEditor("events", this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.app.connectEditor("events", undefined);
  }

  protected override updated(): void {
    this.#sync();
  }

  reveal(range: Range, focus: boolean): void {
    this.#sync();
    const { answer, chosen } = this.state;
    const marks = answer?.formatted?.marks ?? [];
    const place = this.#isFormatted
      ? (marks.find(({ node }) => node === chosen) ?? marks[0])?.range
      : shifted(range, this.#base);
    if (this.#view && place) revealRange(this.#view, place, focus);
  }

  apply(edits: readonly Edit[], move?: Move): void {
    const text = this.#text();
    if (text) applyEdits(text, edits, move ? [moved.of(move)] : []);
  }

  undo(again: boolean): void {
    const text = this.#text();
    if (text) (again ? redo : undo)(text);
  }

  /** Whether the selected record is shown laid out anew, in place of the text. */
  get #isFormatted(): boolean {
    const { recordView, answer } = this.state;
    return recordView === "formatted" && (answer?.verdict.events ?? 0) > 0;
  }

  /** The shown text with its history, also while the editor shows a formatted record; nothing where it is too long to edit. */
  #text(): Editable | undefined {
    this.#sync();
    const { shown, events } = this.state;
    const source = events[shown];
    if (!this.#view || !source || source.text.length > MAX_EDITED) return undefined;
    if (!this.#isFormatted) return this.#view;
    const key = keyOf(shown, source);
    const kept = this.#states.get(key) ?? this.#create(shown, "text", source.text);
    const isCurrent = kept.doc.toString() === source.text;
    const whole = { from: 0, to: kept.doc.length, insert: source.text };
    return {
      state: isCurrent ? kept : kept.update({ changes: whole }).state,
      dispatch: ({ state, effects }) => {
        this.#states.set(key, state);
        this.#move(effects);
        this.app.setEventsText(shown, state.doc.toString());
      },
    };
  }

  /** Labels follow their records, also when a change is undone. */
  #move(effects: readonly StateEffect<unknown>[]): void {
    for (const effect of effects) if (effect.is(moved)) this.app.tuning.move(effect.value);
  }

  #sync(): void {
    const view = this.#view;
    const source = this.state.events[this.state.shown];
    if (!view || !source) return;
    this.#show(view, source);
    this.#draw(view, this.state);
  }

  #show(view: EditorView, source: EventsText): void {
    const { shown, answer } = this.state;
    const large = source.text.length > MAX_EDITED;
    const formatted = this.#isFormatted;
    const key = formatted ? "formatted" : keyOf(shown, source);
    if (key !== this.#key) {
      if (this.#key) this.#states.set(this.#key, view.state);
      this.#key = key;
      this.#arrived = true;
      this.#drawn = undefined;
      const kind = formatted ? "formatted" : large ? "record" : "text";
      view.setState(this.#states.get(key) ?? this.#create(shown, kind, kind === "text" ? source.text : ""));
    }
    this.#base = 0;
    if (formatted) {
      const { text = "" } = answer?.formatted ?? {};
      this.#arrived ||= text !== view.state.doc.toString();
      if (text) setText(view, text);
      return;
    }
    if (!large) {
      setText(view, source.text);
      return;
    }
    if (answer?.workload.events !== this.state.events) return;
    const place = answer.detail?.record;
    if (!place) setText(view, "");
    if (place?.source.kind !== "events" || place.source.index !== shown) return;
    this.#base = place.range.from;
    setText(view, source.text.slice(place.range.from, place.range.to));
  }

  #create(index: number, kind: "text" | "record" | "formatted", text: string): EditorState {
    const readOnly = kind !== "text";
    const setup = {
      label: readOnly ? "Selected event" : "Events",
      hint: readOnly
        ? "This text is too long to edit. Paste another to replace it."
        : "Paste CloudTrail JSON, or drop files here.",
      readOnly,
      leave: () => this.querySelector<HTMLElement>(".editor")?.focus(),
      changed: (changed: string) => {
        this.#drawn = undefined;
        if (!readOnly) this.app.setEventsText(index, changed);
      },
      extensions: [
        jsonColours,
        folding(foldable),
        invertedEffects.of(({ effects }) =>
          effects.flatMap((effect) => (effect.is(moved) ? [moved.of(this.app.tuning.inverse(effect.value))] : [])),
        ),
        EditorView.updateListener.of(({ transactions }) => this.#move(transactions.flatMap(({ effects }) => effects))),
        marks(
          (node) => this.app.choose(node, "events"),
          (offset) => this.app.chooseAt("events", offset + this.#base),
        ),
        touches((offset) => this.app.touch(offset === undefined ? undefined : offset + this.#base)),
        kind === "record" ? pasting((pasted) => this.app.replaceEvents(index, pasted)) : [],
        readOnly
          ? keymap.of([{ key: "Mod-z", run: this.#undo }, ...REDO.map((key) => ({ key, run: this.#redo }))])
          : [],
      ],
    };
    return createState(setup, text);
  }

  /** Of the text of which the editor shows a record. */
  readonly #undo = (): boolean => {
    this.app.undoEvents();
    return true;
  };

  readonly #redo = (): boolean => {
    this.app.undoEvents(true);
    return true;
  };

  #draw(view: EditorView, { answer, events, shown, pointed, chosen, hovered }: State): void {
    if (!answer || answer.workload.events !== events) return;
    const active = pointed ?? chosen;
    if (answer === this.#drawn && active === this.#active && hovered === this.#hovered) return;
    const isNew = answer !== this.#drawn;
    this.#drawn = answer;
    this.#active = active;
    this.#hovered = hovered;
    const { detail } = answer;
    const decisive = detail?.eventMarks[0]?.place ?? detail?.record;
    if (this.#arrived && (!this.#isFormatted || answer.formatted) && decisive) {
      this.#arrived = false;
      if (decisive.source.kind === "events" && decisive.source.index === shown) this.reveal(decisive.range, false);
    }
    if (this.#isFormatted) {
      const marks = (answer.formatted?.marks ?? []).map(({ range, node, truth }) => ({ ...range, node, truth }));
      const verdict = detail?.verdict ?? "no_match";
      const nothing = { record: undefined, hovered: [], unmapped: [] };
      view.dispatch({ effects: setMarked.of({ marks, verdict, active, ...nothing }) });
      if (isNew) view.dispatch(problemsOf(view.state, [], 0, () => {}));
      return;
    }
    const { length } = view.state.doc;
    const here = (place: Place): Range[] => {
      if (place.source.kind !== "events" || place.source.index !== shown) return [];
      const range = within(shifted(place.range, this.#base), length);
      return range ? [range] : [];
    };
    // A part that decided nothing has no mark of its own.
    const isMarked = detail?.eventMarks.some(({ node }) => node === active);
    view.dispatch({
      effects: setMarked.of({
        marks: (detail?.eventMarks ?? []).flatMap(({ place, node, truth }) =>
          here(place).map((range) => ({ ...range, node, truth })),
        ),
        record: detail && answer.verdict.events > 1 ? here(detail.record)[0] : undefined,
        hovered: (hovered.length > 0 || isMarked || !detail ? hovered : placesOf(partOf(detail, active))).flatMap(here),
        unmapped: (detail?.unmapped ?? []).flatMap(here),
        verdict: detail?.verdict ?? "no_match",
        active,
      }),
    });
    if (!isNew) return;
    const problems = answer.problems.filter(
      ({ place }) => place?.source.kind === "events" && place.source.index === shown,
    );
    view.dispatch(problemsOf(view.state, problems, this.#base, (fix) => this.app.applyFix(fix)));
  }
}

const REDO = ["Mod-y", "Mod-Shift-z"];

/** Records come or go. */
const moved = StateEffect.define<Move>();

/** Which text an editor's state belongs to. */
function keyOf(index: number, { name, text }: EventsText): string {
  return `${index} ${text.length > MAX_EDITED} ${name}`;
}

/** What is pasted into a text that cannot be edited replaces it. */
function pasting(replace: (text: string) => void): Extension {
  return EditorView.domEventHandlers({
    paste(event) {
      const text = event.clipboardData?.getData("text/plain");
      if (!text) return false;
      replace(unixLines(text));
      return true;
    },
  });
}

customElements.define("rp-events-editor", EventsEditor);
