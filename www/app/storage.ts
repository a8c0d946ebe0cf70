import { KEPT, readSaved, type Saved } from "./saved";
import { INITIAL, MAX_EDITED, type State } from "./state";
import type { Store } from "./store";

const KEY = "rule-playground";
/** Browsers allow about five million characters for all keys together. */
const MAX_SAVED = MAX_EDITED;
const DELAY = 400;

/** The state of the last visit; nothing on the first one, or where the browser gives no storage. */
export function restore(): Partial<State> | undefined {
  try {
    const text = localStorage.getItem(KEY);
    if (!text) return undefined;
    return readSaved(JSON.parse(text));
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
