import { KEPT, readSaved, type Saved } from "./saved";
import { INITIAL, MAX_EDITED, type State } from "./state";
import type { Store } from "./store";

const KEY = "rule-playground";
/** Holds `off` where the reader wants nothing kept. */
const SWITCH = "rule-playground.saving";
/** Browsers allow about five million characters for all keys together. */
const MAX_SAVED = MAX_EDITED;
const DELAY = 400;

/** Whether the texts are kept between visits; `refused`: the browser gives no storage, as in a sandboxed frame. */
export type Saving = "on" | "off" | "refused";

/** What a reader can decide about what is kept. */
export interface Keeper {
  /** Writes at once what was not written yet. */
  flush(): void;
  /** Keeps the last visit as it is until the reader changes a text that is shown now. `released` is told then. */
  hold(released: () => void): void;
}

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

/** Whether the texts are to be kept, as the reader said last. */
export function saving(): Saving {
  try {
    return localStorage.getItem(SWITCH) === "off" ? "off" : "on";
  } catch {
    return "refused";
  }
}

/** Removes everything this page ever stored in the browser, the page's own files for offline use included. */
export async function forget(): Promise<void> {
  try {
    localStorage.removeItem(KEY);
    localStorage.removeItem(SWITCH);
    for (const name of await caches.keys()) await caches.delete(name);
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  } catch {
    // No storage: there is nothing to forget.
  }
}

/** Keeps the texts and the page's settings, a moment after each change. */
export function autosave(store: Store<State>): Keeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held: { readonly shown: State; readonly released: () => void } | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (store.value.saving === "on" && !held) save(store.value);
  };
  store.subscribe((state, before) => {
    if (state.saving !== before.saving) remember(state.saving);
    if (held && (state.rule !== held.shown.rule || state.events !== held.shown.events)) {
      held.released();
      held = undefined;
    }
    if (timer !== undefined || !differs(state, before)) return;
    timer = setTimeout(write, DELAY);
  });
  return {
    flush: () => {
      if (timer !== undefined) write();
    },
    hold: (released) => {
      held = { shown: store.value, released };
    },
  };
}

function differs(state: State, before: State): boolean {
  return state.saving !== before.saving || KEPT.some((key) => state[key] !== before[key]);
}

function remember(saving: Saving): void {
  try {
    if (saving === "off") {
      localStorage.setItem(SWITCH, "off");
      localStorage.removeItem(KEY);
    } else localStorage.removeItem(SWITCH);
  } catch {
    // No storage: nothing is kept anyway.
  }
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
