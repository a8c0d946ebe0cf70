import type { EditorPort } from "../editor/port";
import { type AnswerTo, type CrashReason, EngineClient, type Workload } from "../engine/client";
import type { DatabaseFile, Detail, Edit, EventsText, Fix, PartFilter, Place, Question, Report } from "../engine/wire";
import { type Address, merged, toOptions } from "../views/addresses/address";
import { partInEvents, partInRule, partOf, placesOf } from "./counterparts";
import { KEPT } from "./saved";
import { INITIAL, MAX_EDITED, type Notice, type State } from "./state";
import { autosave, forget, type Keeper, restore, saving } from "./storage";
import { Store } from "./store";
import { Supply } from "./supply";
import { type FilterChanges, filtered, unfiltered } from "./table";
import { type Move, Tuning } from "./tuning";
import { counted } from "./words";

const CRASHES: Record<CrashReason, string> = {
  crashed: "The engine crashed",
  silent: "The engine did not answer",
  unavailable: "The engine could not be started",
};

/** What a drop or the file dialog brought. */
export interface Opened {
  readonly files: number;
  /** Whether there are events among them. */
  readonly events: boolean;
  /** Says which files could not be read; empty where all could. */
  readonly unread: string;
}

/** One rule with its events: the state of the page and everything a reader can do to it. */
export class Workspace {
  readonly store: Store<State>;
  readonly supply: Supply;
  readonly tuning: Tuning;
  /** Whether there was something to restore from the last visit. */
  readonly restored: boolean;
  readonly #engine: EngineClient;
  readonly #keeper: Keeper;
  readonly #guest: boolean;
  #ruleEditor: EditorPort | undefined;
  #eventsEditor: EditorPort | undefined;
  /** Events to be scrolled into view as soon as the engine says where they are. */
  #revealing: { event: number } | undefined;
  /** Whether the query is to be scrolled into view as soon as the engine says where it is. */
  #revealingQuery = false;
  /** What was said about the last crash, taken back when the engine answers again. */
  #crashNotice: Notice | undefined;
  /** Files that were opened and not reported yet. */
  #opened: Opened | undefined;

  /** `guest`: nothing is restored and nothing kept, as in the frame of somebody's page. */
  /** `guest`: in a frame of somebody's page, where nothing of the reader's own visits is read or kept. */
  constructor(startEngine: () => Worker, guest = false) {
    this.#guest = guest;
    const saved = guest ? undefined : restore();
    this.restored = saved?.rule !== undefined;
    const state = { ...INITIAL, ...saved, saving: guest ? ("refused" as const) : saving() };
    this.store = new Store<State>({ ...state, options: toOptions(state) });
    this.supply = new Supply(this.store);
    this.tuning = new Tuning(this.store);
    this.#keeper = autosave(this.store);
    this.#engine = new EngineClient(startEngine, {
      loading: (loading) => this.store.set({ loading }),
      ready: (versions) => this.store.set({ versions }),
      report: (report, workload) => this.#answer(report, workload),
      phase: (engine) => this.store.set({ engine }),
      crash: (reason, stopped) => this.#crash(reason, stopped),
    });
    this.store.subscribe((state, before) => {
      if (WORKLOAD.some((key) => state[key] !== before[key])) this.#engine.update(workload(state));
    });
    this.#engine.update(workload(this.store.value));
  }

  /** Writes what was not saved yet; for the moment the page is left. */
  flush(): void {
    this.#keeper.flush();
  }

  close(): void {
    this.#keeper.flush();
    this.#engine.close();
  }

  setRule(rule: string): void {
    if (rule !== this.store.value.rule) this.store.set({ rule, sample: "", notice: this.#lasting() });
  }

  /** Replaces the text of one events source. */
  setEventsText(index: number, text: string): void {
    const { events } = this.store.value;
    if (events[index]?.text === text) return;
    this.store.set({
      events: events.map((source, i) => (i === index ? { ...source, text } : source)),
      sample: "",
      notice: this.#lasting(),
    });
  }

  /** Replaces what is known about addresses. */
  setAddresses(addresses: readonly Address[]): void {
    this.store.set({ addresses, options: toOptions({ ...this.store.value, addresses }) });
  }

  setDatabases(databases: readonly DatabaseFile[]): void {
    this.store.set({ databases });
  }

  /** Runs the rule at a UTC time; empty: as each event arrived. */
  setNow(now: string): void {
    this.store.set({ now, options: toOptions({ ...this.store.value, now }) });
  }

  /** Opens the form of addresses at the row of one of them, which is added where there is none. */
  askAbout(address: string): void {
    this.setAddresses(merged(this.store.value.addresses, [{ address }]));
    this.store.set({ tab: "supply", pane: "answer", asked: address });
  }

  /** Replaces rule or events or both by what was opened, and adds what it says about addresses. */
  open(texts: {
    rule?: string;
    events?: readonly EventsText[];
    addresses?: readonly Address[];
    databases?: readonly DatabaseFile[];
    cases?: string;
    sample?: string;
    opened?: Opened;
  }): void {
    const { addresses = [], databases = [] } = texts;
    if (addresses.length > 0) this.setAddresses(merged(this.store.value.addresses, addresses));
    if (databases.length > 0) this.setDatabases([...this.store.value.databases, ...databases]);
    if (addresses.length > 0 || databases.length > 0) this.store.set({ tab: "supply", sought: "addresses" });
    const changes: { -readonly [K in keyof State]?: State[K] } = { sample: texts.sample ?? "", notice: undefined };
    // A sample is a new beginning.
    if (texts.sample) Object.assign(changes, { previous: "", cases: "" });
    this.#opened = texts.opened;
    if (texts.cases !== undefined) Object.assign(changes, { cases: texts.cases, tab: "tune", tune: "cases" });
    if (texts.rule !== undefined) {
      changes.rule = texts.rule;
      this.#revealingQuery = true;
    }
    if (texts.events) {
      Object.assign(changes, {
        events: texts.events,
        shown: 0,
        selected: 0,
        window: INITIAL.window,
        undo: [],
        redo: [],
        labels: {},
        table: unfiltered(this.store.value.table),
      });
      this.#revealing = { event: 0 };
    }
    Object.assign(changes, { pointed: undefined, chosen: undefined, hovered: [], touched: undefined });
    this.store.set(changes);
  }

  /** Shows what somebody shared, in place of everything. */
  openShared(shared: Partial<State>, changed: () => void): void {
    const before = restore();
    this.#replace(shared);
    this.keepLastSession(before, changed);
  }

  /** Keeps the last visit, `before`, until a text that is shown now is changed; `changed` is told then. */
  keepLastSession(before: Partial<State> | undefined, changed: () => void): void {
    this.#keeper.hold(changed);
    if (!before || this.#guest) return;
    const action = { label: "Back to my last session", run: () => this.#replace(before) };
    this.notify({ kind: "info", text: "Your last session is kept until you change a text.", action });
  }

  /** Empties the page and removes everything it keeps in the browser. */
  async forgetEverything(): Promise<void> {
    const { theme, layout, table } = INITIAL;
    this.#replace({ theme, layout, table });
    this.#keeper.hold(() => {});
    await forget();
    this.notify({ kind: "info", text: "Everything this page kept in the browser is gone." });
  }

  /** Puts other texts and choices in place of all there are; the look of the page stays unless it is named. */
  #replace(state: Partial<State>): void {
    const { theme, layout } = this.store.value;
    const fresh = Object.fromEntries(KEPT.map((key) => [key, INITIAL[key]]));
    const look = { theme, layout, table: unfiltered(this.store.value.table) };
    const next = { ...INITIAL, ...this.store.value, ...fresh, ...look, ...state };
    const unseen = {
      window: INITIAL.window,
      undo: [],
      redo: [],
      databases: [],
      rules: [],
      hovered: [],
      notice: undefined,
    };
    const pointers = { pointed: undefined, chosen: undefined, touched: undefined, asked: undefined };
    this.#revealing = { event: next.selected };
    this.#revealingQuery = true;
    this.store.set({ ...next, ...unseen, ...pointers, options: toOptions(next) });
  }

  selectEvent(event: number): void {
    const { answer, events, selected } = this.store.value;
    const { detail } = answer ?? {};
    if (event === selected && detail && answer?.workload.events === events) this.#revealEvent(detail);
    if (event === selected) return;
    this.#revealing = { event };
    this.store.set({ selected: event, hovered: [], pointed: undefined });
  }

  /** Lists only the events for which a part of the query has an answer; nothing: all again. */
  filterPart(part: PartFilter | undefined): void {
    this.filter({ part });
    if (part) this.store.set({ pane: "events" });
  }

  /** Changes which events the table lists. */
  filter(changes: FilterChanges): void {
    this.store.set({ table: filtered(this.store.value.table, changes) });
  }

  /** Gives up an evaluation that takes long; the texts stay. */
  stopEngine(): void {
    this.#engine.stop();
    const text = "Evaluating was stopped. Your texts are kept; the next change of rule or events starts it again.";
    this.#crashNotice = { kind: "error", text };
    this.store.set({ notice: this.#crashNotice });
  }

  showSource(shown: number): void {
    this.store.set({ shown });
  }

  /** Points at a part of the query while the pointer or the focus is on it. */
  point(pointed: number | undefined): void {
    if (pointed !== this.store.value.pointed) this.store.set({ pointed });
  }

  /** Chooses a part of the query and scrolls its counterparts into view, but not in the text it was chosen `from`. */
  choose(node: number, from?: "rule" | "events"): void {
    this.store.set({ chosen: node });
    const detail = this.store.value.answer?.detail;
    const part = detail && partOf(detail, node);
    if (!part) return;
    if (from !== "rule") this.#ruleEditor?.reveal(part.range, false);
    const place = detail.eventMarks.find((mark) => mark.node === node)?.place ?? placesOf(part)[0];
    if (place && from !== "events") this.reveal(place, false);
  }

  /** Chooses the part of the query that stands at an offset of the rule or was decided there in the shown events text. */
  chooseAt(from: "rule" | "events", offset: number): void {
    const { answer, shown } = this.store.value;
    const detail = answer?.detail;
    const part = detail && (from === "rule" ? partInRule(detail, offset) : partInEvents(detail, shown, offset));
    if (part) this.choose(part.id, from);
  }

  hover(hovered: readonly Place[]): void {
    if (hovered.length > 0 || this.store.value.hovered.length > 0) this.store.set({ hovered });
  }

  /** Points at a place of the shown events text, where the view has a counterpart for it. */
  touch(offset: number | undefined): void {
    const touched = this.store.value.tab === "ecs" ? offset : undefined;
    if (touched !== this.store.value.touched) this.store.set({ touched });
  }

  /** Scrolls a place into view; `focus` also goes there. */
  reveal(place: Place, focus: boolean): void {
    if (place.source.kind === "enrichment") this.supply.show("addresses");
    if (place.source.kind === "cases") this.tuning.seekCase(place.range);
    if (place.source.kind === "rule") {
      if (focus) this.store.set({ pane: "rule" });
      this.#ruleEditor?.reveal(place.range, focus);
      return;
    }
    if (place.source.kind !== "events") return;
    const { shown } = this.store.value;
    if (shown !== place.source.index) this.store.set({ shown: place.source.index });
    if (focus) this.store.set({ pane: "events" });
    this.#eventsEditor?.reveal(place.range, focus);
  }

  /** Makes a mechanical change, as one undo step of the editor it belongs to. */
  applyFix(fix: Fix): void {
    const place = fix.edits[0]?.place;
    if (!place) return;
    this.reveal(place, true);
    const editor = place.source.kind === "rule" ? this.#ruleEditor : this.#eventsEditor;
    editor?.apply(fix.edits);
  }

  /** Adds or removes records of one events text: in its editor, or where that is too large for one in the text itself. */
  editEvents(edits: readonly Edit[], move: Move): void {
    const place = edits[0]?.place;
    if (place?.source.kind !== "events") return;
    const { index } = place.source;
    const { events, shown } = this.store.value;
    const before = events[index]?.text ?? "";
    if (shown !== index) this.store.set({ shown: index });
    if (before.length <= MAX_EDITED) {
      this.#eventsEditor?.apply(edits, move);
      return;
    }
    this.replaceEvents(index, edited(before, edits), move);
  }

  /** Replaces a text too large for an editor, which has no history of its own. */
  replaceEvents(index: number, text: string, move: Move = { at: 0, count: 0 }): void {
    const { events, undo } = this.store.value;
    const step = { index, text: events[index]?.text ?? "", move: this.tuning.inverse(move) };
    this.store.set({ undo: [...undo, step].slice(-MAX_UNDO), redo: [] });
    this.tuning.move(move);
    this.setEventsText(index, text);
  }

  /** Takes the last change of the shown events text back, or makes it `again`. */
  undoEvents(again = false): void {
    const { events, shown, undo, redo } = this.store.value;
    const [from, to] = again ? [redo, undo] : [undo, redo];
    const step = from.findLast(({ index }) => index === shown);
    if (!step) {
      this.#eventsEditor?.undo?.(again);
      return;
    }
    const rest = from.filter((other) => other !== step);
    const more = [...to, { ...step, text: events[shown]?.text ?? "", move: this.tuning.inverse(step.move) }];
    this.store.set(again ? { undo: more, redo: rest } : { undo: rest, redo: more });
    this.tuning.move(step.move);
    this.setEventsText(shown, step.text);
  }

  /** Asks the engine about the texts as they are now; `undefined` where it fell over. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q> | undefined> {
    return this.#engine.ask(question);
  }

  notify(notice: Notice | undefined): void {
    this.store.set({ notice });
  }

  /** Editors come and go with their elements. */
  connectEditor(kind: "rule" | "events", port: EditorPort | undefined): void {
    if (kind === "rule") this.#ruleEditor = port;
    else this.#eventsEditor = port;
  }

  #answer(report: Report, answered: Workload): void {
    const before = this.store.value.answer;
    const { rule = before?.rule, events = before?.events, ...rest } = report;
    const total = report.verdict.events;
    const selected = total > 0 ? Math.min(this.store.value.selected, total - 1) : 0;
    this.store.set({ answer: { ...rest, rule, events, workload: answered }, selected });
    if (this.#crashNotice?.kind === "error" && this.store.value.notice === this.#crashNotice) this.notify(undefined);
    if (answered.events === this.store.value.events) this.#tellOpened(events?.count ?? 0);
    if (this.#revealingQuery && answered.rule === this.store.value.rule) {
      this.#revealingQuery = false;
      if (rule?.query) this.#ruleEditor?.reveal(rule.query, false);
    }
    const { detail } = report;
    if (detail && this.#revealing?.event === detail.event && answered.events === this.store.value.events) {
      this.#revealing = undefined;
      this.#revealEvent(detail);
    }
  }

  #revealEvent({ eventMarks, record }: Detail): void {
    this.reveal(eventMarks[0]?.place ?? record, false);
  }

  /** The notice that stays when a text is changed: what went well needs no more saying. */
  #lasting(): Notice | undefined {
    const { notice } = this.store.value;
    return notice?.kind === "info" ? undefined : notice;
  }

  #tellOpened(events: number): void {
    const opened = this.#opened;
    if (!opened) return;
    this.#opened = undefined;
    if (this.store.value.notice?.action) return;
    const found = opened.events ? `, ${counted(events, "event")}` : "";
    const text = `Opened ${counted(opened.files, "file")}${found}. ${opened.unread}`.trim();
    this.store.set({ notice: { kind: opened.unread ? "warning" : "info", text } });
  }

  #crash(reason: CrashReason, stopped: boolean): void {
    const text = stopped
      ? `${CRASHES[reason]} twice on these texts. They are kept; it is tried again when you change them.`
      : `${CRASHES[reason]} and was started again. Your texts are kept.`;
    this.#crashNotice = { kind: stopped ? "error" : "warning", text };
    this.store.set({ notice: this.#crashNotice });
  }
}

/** Changes of texts too large for an editor that can be taken back; each keeps the whole text. */
const MAX_UNDO = 5;

/** A text with some ranges replaced. */
function edited(text: string, edits: readonly Edit[]): string {
  const last = [...edits].sort((one, other) => other.place.range.from - one.place.range.from);
  return last.reduce(
    (changed, { place: { range }, text: piece }) => changed.slice(0, range.from) + piece + changed.slice(range.to),
    text,
  );
}

const WORKLOAD = [
  "rule",
  "events",
  "selected",
  "table",
  "recordView",
  "window",
  "options",
  "supplied",
  "databases",
  "previous",
  "labels",
  "cases",
  "tab",
] as const;

function workload({
  rule,
  events,
  options,
  supplied,
  databases,
  previous,
  labels,
  cases,
  selected,
  table,
  recordView,
  window,
  tab,
}: State): Workload {
  const view = {
    document: tab === "ecs" || tab === "guide",
    request: tab === "elastic",
    findings: tab === "why",
    tuning: tab === "tune",
    formatted: recordView === "formatted",
  };
  return { rule, events, options, supplied, databases, previous, labels, cases, view, selected, table, rows: window };
}
