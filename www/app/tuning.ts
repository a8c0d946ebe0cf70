import type { EventsText, Label, Labels, Range } from "../engine/wire";
import type { State } from "./state";
import type { Store } from "./store";

/** Views of the Tune tab, in their order. */
export const TUNE = ["compare", "labels", "cases", "coverage", "rules", "text"] as const;
export type TuneView = (typeof TUNE)[number];

const MEMBERS = { true_positive: "truePositive", false_positive: "falsePositive" } as const;

/** Records are added, or where `count` is negative removed, at an event's number. */
export interface Move {
  readonly at: number;
  readonly count: number;
  /** Labels of the records that are added. */
  readonly labels?: Labels;
}

/** What a rule is tuned with, besides the events: an older version, labels, test cases, other rules. */
export class Tuning {
  readonly #store: Store<State>;

  constructor(store: Store<State>) {
    this.#store = store;
  }

  /** Opens a view of the tab. */
  show(tune: TuneView): void {
    this.#store.set({ tab: "tune", pane: "answer", tune });
  }

  /** Replaces the version to compare with; empty: there is none. */
  setPrevious(previous: string): void {
    if (previous !== this.#store.value.previous) this.#store.set({ previous });
  }

  /** Takes the rule as it stands for the older version. */
  startFromHere(): void {
    this.setPrevious(this.#store.value.rule);
  }

  /** Replaces the text of the test cases; empty: there are none. */
  setCases(cases: string): void {
    if (cases !== this.#store.value.cases) this.#store.set({ cases });
  }

  /** Shows a place of the test cases. */
  seekCase(sought: Range): void {
    this.show("cases");
    this.#store.set({ soughtCase: sought });
  }

  /** Opens many rules, to be run over the same events. */
  setRules(rules: readonly EventsText[]): void {
    this.#store.set({ rules });
    this.show("rules");
  }

  /** Gives events a label, or takes it away. */
  label(events: readonly number[], label: Label): void {
    const given = new Set(events);
    const of = (member: Label) => {
      const others = eventsWith(this.#store.value.labels, member).filter((event) => !given.has(event));
      return label === member ? [...others, ...given].sort((one, other) => one - other) : others;
    };
    this.#store.set({ labels: { truePositive: of("true_positive"), falsePositive: of("false_positive") } });
  }

  /** Labels stay with their records when some are added or removed. */
  move({ at, count, labels: back = {} }: Move): void {
    const { labels } = this.#store.value;
    const moved = (member: keyof Labels) => {
      const stay = (labels[member] ?? []).filter((event) => count > 0 || event < at || event >= at - count);
      const now = stay.map((event) => (event < at ? event : event + count));
      return [...now, ...(back[member] ?? [])].sort((one, other) => one - other);
    };
    this.#store.set({ labels: { truePositive: moved("truePositive"), falsePositive: moved("falsePositive") } });
  }

  /** What takes a move back, with the labels of the records that go now. */
  inverse({ at, count }: Move): Move {
    const { labels } = this.#store.value;
    const gone = (member: keyof Labels) => (labels[member] ?? []).filter((event) => event >= at && event < at - count);
    return { at, count: -count, labels: { truePositive: gone("truePositive"), falsePositive: gone("falsePositive") } };
  }

  /** The numbers of all events the table lists, which the engine tells only of a window of rows. */
  listed(): Promise<readonly number[]> {
    const { window, table, events } = this.#store.value;
    const total = this.#store.value.answer?.rows.total ?? 0;
    const wanted = { from: 0, count: total };
    return new Promise((resolve) => {
      const stop = this.#store.subscribe(({ answer, table: now, events: texts, window: rows, engine }) => {
        const isOther = now !== table || texts !== events || rows !== wanted || engine === "stopped";
        if (!isOther && answer?.workload.rows !== wanted) return;
        stop();
        resolve(isOther ? [] : (answer?.rows.rows ?? []).map(({ event }) => event));
        if (!isOther) this.#store.set({ window });
      });
      this.#store.set({ window: wanted });
    });
  }
}

/** The events with a label, ascending. */
export function eventsWith(labels: Labels, label: Label): readonly number[] {
  return label === "none" ? [] : (labels[MEMBERS[label]] ?? []);
}

export function labelOf(labels: Labels, event: number): Label {
  if (labels.truePositive?.includes(event)) return "true_positive";
  return labels.falsePositive?.includes(event) ? "false_positive" : "none";
}

/** How many events have a label. */
export function labelled(labels: Labels): number {
  return (labels.truePositive ?? []).length + (labels.falsePositive ?? []).length;
}

/** Whether a value is the number of a text or an event, as the engine counts them. */
export function isNumber(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value >>> 0 === value;
}

/** Labels from storage; only event numbers are taken. */
export function labelsOf(saved: unknown): Labels {
  const of = (events: unknown): number[] => (Array.isArray(events) ? events.filter(isNumber) : []);
  const { truePositive, falsePositive } = (saved ?? {}) as Partial<Record<keyof Labels, unknown>>;
  return { truePositive: of(truePositive), falsePositive: of(falsePositive) };
}

/** How a label is shown. */
export const LABELS: Record<Label, { readonly word: string; readonly short: string; readonly key: string }> = {
  true_positive: { word: "True positive", short: "TP", key: "t" },
  false_positive: { word: "False positive", short: "FP", key: "f" },
  none: { word: "No label", short: "–", key: "n" },
};

/** The label a key of the event table stands for. */
export function labelOfKey(key: string): Label | undefined {
  return (Object.keys(LABELS) as Label[]).find((label) => LABELS[label].key === key.toLowerCase());
}
