import type { State } from "../app/state";
import { labelled } from "../app/tuning";
import { counted } from "../app/words";
import { SHARED, type Shared } from "./shared";

/** A part of the state the reader ticks or not. */
export interface Part {
  readonly id: string;
  readonly label: (state: State) => string;
  readonly keys: readonly (keyof Shared)[];
  /** Whether it can hold what comes from somebody's logs. */
  readonly sensitive: boolean;
  /** Whether there is anything of it. */
  readonly present: (state: State) => boolean;
}

/** Everything that can be shared, in the order of the dialog. Each key of `SHARED` is in one row; the compiler sees to it. */
export const PARTS = [
  {
    id: "rule",
    label: () => "The rule",
    keys: ["rule"],
    sensitive: false,
    present: ({ rule }) => rule.trim() !== "",
  },
  {
    id: "events",
    label: ({ answer }) => (answer ? `The events (${counted(answer.verdict.events, "event")})` : "The events"),
    keys: ["events", "shown", "selected"],
    sensitive: true,
    present: ({ events }) => events.some(({ text }) => text.trim() !== ""),
  },
  {
    id: "supplied",
    label: () => "What you supplied: addresses, time of the run, older events, indicators",
    keys: ["addresses", "now", "supplied"],
    sensitive: true,
    present: ({ addresses, now, supplied }) =>
      addresses.length > 0 || now !== "" || supplied.history.length + supplied.indicators.length > 0,
  },
  {
    id: "tuning",
    label: () => "Labels, test cases, older version",
    keys: ["previous", "labels", "cases"],
    sensitive: true,
    present: ({ previous, labels, cases }) => previous !== "" || cases !== "" || labelled(labels) > 0,
  },
  { id: "view", label: () => "Which view is open", keys: ["tab"], sensitive: false, present: () => true },
] as const satisfies readonly Part[];

/** No key may be forgotten: a part of the state that is kept and in no row stops the build here. */
type Listed = (typeof PARTS)[number]["keys"][number];
const everything: readonly Listed[] = SHARED satisfies readonly Listed[];

/** The ticked parts of what is open. */
export function share(state: State, ticked: ReadonlySet<string>): Shared {
  const parts: readonly Part[] = PARTS.filter(({ id, present }) => ticked.has(id) && present(state));
  const keys = everything.filter((key) => parts.some((part) => part.keys.includes(key)));
  return Object.fromEntries(keys.map((key) => [key, state[key]]));
}
