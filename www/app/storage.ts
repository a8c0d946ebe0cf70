import { addressOf } from "../views/addresses/address";
import { INITIAL, LAYOUT, MAX_EDITED, type State, TABS } from "./state";
import type { Store } from "./store";

/** What is kept between visits. */
const KEPT = [
  "rule",
  "events",
  "shown",
  "selected",
  "addresses",
  "now",
  "tab",
  "theme",
  "layout",
  "sample",
] as const satisfies readonly (keyof State)[];
type Saved = Pick<State, (typeof KEPT)[number]>;

const KEY = "rule-playground";
/** Browsers allow about five million characters for all keys together. */
const MAX_SAVED = MAX_EDITED;
const DELAY = 400;

/** The state of the last visit; nothing on the first one, or where the browser gives no storage. */
export function restore(): Partial<State> | undefined {
  try {
    const text = localStorage.getItem(KEY);
    if (!text) return undefined;
    return checked(JSON.parse(text));
  } catch {
    // A sandboxed frame has no storage, and what is stored may not be ours.
    return undefined;
  }
}

/** Keeps the texts and the page's settings, a moment after each change. Returns the function that writes at once. */
export function autosave(store: Store<State>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    save(store.value);
  };
  store.subscribe((state, before) => {
    if (timer !== undefined || !differs(state, before)) return;
    timer = setTimeout(write, DELAY);
  });
  return () => {
    if (timer !== undefined) write();
  };
}

function differs(state: State, before: State): boolean {
  return KEPT.some((key) => state[key] !== before[key]);
}

function save(state: State): void {
  const { rule, events } = state;
  const size = events.reduce((sum, source) => sum + source.text.length, rule.length);
  const saved = Object.fromEntries(KEPT.map((key) => [key, state[key]])) as unknown as Saved;
  const kept = size <= MAX_SAVED ? saved : { ...saved, events: INITIAL.events, shown: 0, selected: 0 };
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // No storage, or it is full: the page works without.
  }
}

/** What is stored may come from an older version of the page: only parts of the right form are taken. */
function checked(saved: Partial<Record<keyof Saved, unknown>>): Partial<State> {
  const state: { -readonly [K in keyof State]?: State[K] } = {};
  if (typeof saved.rule === "string") state.rule = saved.rule;
  if (Array.isArray(saved.events)) {
    const events = saved.events.filter((e) => typeof e?.name === "string" && typeof e?.text === "string");
    if (events.length > 0) state.events = events.map(({ name, text }) => ({ name, text }));
  }
  const count = state.events?.length ?? 1;
  if (typeof saved.shown === "number" && saved.shown >= 0 && saved.shown < count) state.shown = saved.shown;
  if (typeof saved.selected === "number" && saved.selected >= 0) state.selected = saved.selected;
  const tab = TABS.find((known) => known === saved.tab);
  if (tab) state.tab = tab;
  if (Array.isArray(saved.addresses))
    state.addresses = saved.addresses.map(addressOf).filter((row) => row !== undefined);
  if (typeof saved.now === "string") state.now = saved.now;
  if (saved.theme === "light" || saved.theme === "dark") state.theme = saved.theme;
  if (typeof saved.sample === "string") state.sample = saved.sample;
  const layout = saved.layout as Partial<typeof LAYOUT> | null | undefined;
  if (layout && typeof layout === "object") {
    const part = (value: unknown, fallback: number) =>
      typeof value === "number" && value >= 10 && value <= 90 ? value : fallback;
    state.layout = {
      columns: part(layout.columns, LAYOUT.columns),
      rows: part(layout.rows, LAYOUT.rows),
      events: part(layout.events, LAYOUT.events),
    };
  }
  return state;
}
