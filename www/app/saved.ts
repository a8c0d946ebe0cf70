import { addressOf } from "../views/addresses/address";
import { LAYOUT, type State, TABS } from "./state";
import { suppliedOf } from "./supply";
import { tableOf } from "./table";
import { isNumber, labelsOf } from "./tuning";

/** The parts of the state that outlive the page: between visits, in a link, in a file. */
export const KEPT = [
  "rule",
  "events",
  "shown",
  "selected",
  "addresses",
  "now",
  "supplied",
  "previous",
  "labels",
  "cases",
  "tab",
  "theme",
  "layout",
  "table",
  "sample",
] as const satisfies readonly (keyof State)[];

/** As a form's time is; it becomes a part of a command line. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;

export type Saved = Pick<State, (typeof KEPT)[number]>;

/** What was kept may come from another version of the page, or from somebody else: only parts of the right form are taken. */
export function readSaved(saved: Partial<Record<keyof Saved, unknown>>): Partial<State> {
  const state: { -readonly [K in keyof State]?: State[K] } = {};
  if (typeof saved.rule === "string") state.rule = saved.rule;
  if (Array.isArray(saved.events)) {
    const events = saved.events.filter((e) => typeof e?.name === "string" && typeof e?.text === "string");
    if (events.length > 0) state.events = events.map(({ name, text }) => ({ name, text }));
  }
  const count = state.events?.length ?? 1;
  if (isNumber(saved.shown) && saved.shown < count) state.shown = saved.shown;
  if (isNumber(saved.selected)) state.selected = saved.selected;
  const tab = TABS.find((known) => known === saved.tab);
  if (tab) state.tab = tab;
  if (Array.isArray(saved.addresses))
    state.addresses = saved.addresses.map(addressOf).filter((row) => row !== undefined);
  if (typeof saved.now === "string" && TIME.test(saved.now)) state.now = saved.now;
  if (saved.supplied) state.supplied = suppliedOf(saved.supplied);
  if (typeof saved.previous === "string") state.previous = saved.previous;
  if (saved.labels) state.labels = labelsOf(saved.labels);
  if (typeof saved.cases === "string") state.cases = saved.cases;
  if (saved.theme === "light" || saved.theme === "dark") state.theme = saved.theme;
  if (saved.table) state.table = tableOf(saved.table);
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
