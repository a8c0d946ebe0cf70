import type { EventsText, SuppliedTexts } from "../engine/wire";
import { gunzip } from "../input/gunzip";
import type { State } from "./state";
import type { Store } from "./store";

/** Sections of the form of what can be supplied. */
export const SECTIONS = ["addresses", "now", "history", "indicators", "anomalies"] as const;
export type Section = (typeof SECTIONS)[number];

/** What some rule types need besides the events. */
export type SuppliedKind = keyof SuppliedTexts;

/** Names of the texts that the page writes itself. */
export const PASTED = "pasted";
export const KNOWN = "known terms";

/** What the reader supplies besides rule and events, and the ways to change it. */
export class Supply {
  readonly #store: Store<State>;

  constructor(store: Store<State>) {
    this.#store = store;
  }

  /** Opens the form at a section. */
  show(sought: Section): void {
    this.#store.set({ tab: "supply", pane: "answer", sought });
  }

  /** Replaces the text of this name, or removes it where it is empty. */
  put(kind: SuppliedKind, name: string, text: string): void {
    const { supplied } = this.#store.value;
    const others = supplied[kind].filter((source) => source.name !== name);
    const texts = text.trim() === "" ? others : [...others, { name, text }];
    this.#store.set({ supplied: { ...supplied, [kind]: texts } });
  }

  text(kind: SuppliedKind, name: string): string {
    return this.#store.value.supplied[kind].find((source) => source.name === name)?.text ?? "";
  }

  /** Adds files, also gzip. */
  async open(kind: SuppliedKind, files: readonly File[]): Promise<void> {
    for (const file of files) {
      try {
        let bytes: Uint8Array<ArrayBuffer> = new Uint8Array(await file.arrayBuffer());
        if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = await gunzip(bytes);
        this.put(kind, file.name, new TextDecoder().decode(bytes));
      } catch (error) {
        const why = error instanceof Error ? error.message : "unreadable";
        this.#store.set({ notice: { kind: "error", text: `Not opened: ${file.name} (${why}).` } });
      }
    }
  }

  /** Says that a term was seen before. */
  know(term: readonly string[]): void {
    const { terms, since } = this.known();
    this.#write([...terms, [...term]], since);
  }

  /** Says from which day on the list of known terms is complete; empty: it is not. */
  completeSince(since: string): void {
    this.#write(this.known().terms, since);
  }

  /** The list of known terms. */
  known(): { readonly terms: readonly string[][]; readonly since: string } {
    try {
      const { terms, since } = JSON.parse(this.text("history", KNOWN));
      return { terms: Array.isArray(terms) ? terms : [], since: typeof since === "string" ? since : "" };
    } catch {
      return { terms: [], since: "" };
    }
  }

  /** Adds records of a job to the events, which they are. */
  addEvents(text: string): void {
    const { events } = this.#store.value;
    const others = events.filter((source) => source.text.trim() !== "");
    const name = "anomaly records";
    this.#store.set({ events: [...others, { name, text }], shown: others.length, sample: "" });
  }

  #write(terms: readonly string[][], since: string): void {
    const empty = terms.length === 0 && since === "";
    this.put("history", KNOWN, empty ? "" : JSON.stringify({ terms, ...(since ? { since } : {}) }));
  }
}

/** Supplied texts from storage; only parts of the right form are taken. */
export function suppliedOf(saved: unknown): SuppliedTexts {
  const of = (texts: unknown): EventsText[] =>
    Array.isArray(texts)
      ? texts
          .filter((text) => typeof text?.name === "string" && typeof text?.text === "string")
          .map(({ name, text }) => ({ name, text }))
      : [];
  const { history, indicators } = (saved ?? {}) as Partial<Record<SuppliedKind, unknown>>;
  return { history: of(history), indicators: of(indicators) };
}
