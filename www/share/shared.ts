import { KEPT, readSaved, type Saved } from "../app/saved";
import type { State } from "../app/state";

/** What belongs to the reader's own page and not to what is shown on it. */
const OWN = ["theme", "layout", "table", "sample"] as const;

/** Everything a link or a file can carry; parts left out are as on a fresh page. */
export type Shared = Partial<Omit<Saved, (typeof OWN)[number]>>;

/** The parts of the state that can be shared. */
export const SHARED: readonly (keyof Shared)[] = KEPT.filter(
  (key): key is Exclude<(typeof KEPT)[number], (typeof OWN)[number]> => !OWN.some((own) => own === key),
);

/** Reads what somebody else's page wrote; whatever has not the right form is left out. */
export function readShared(value: unknown): Partial<State> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const entries = Object.entries(value).filter(([key]) => SHARED.some((shared) => shared === key));
  return readSaved(Object.fromEntries(entries));
}
