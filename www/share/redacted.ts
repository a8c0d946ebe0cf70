import { KNOWN, PASTED } from "../app/supply";
import type { EventsText, RedactAnswer } from "../engine/wire";
import { readTable } from "../views/addresses/address";
import type { Shared } from "./shared";

/** What is shared, with the texts the engine redacted in place of the reader's own. */
export function redacted(shared: Shared, answer: RedactAnswer): Shared {
  const replaced: Partial<Record<string, unknown>> = {
    rule: answer.rule,
    previous: answer.previous,
    cases: answer.cases,
    events: answer.events.map(unnamed("events")),
    supplied: {
      history: answer.history.map(unnamed("history")),
      indicators: answer.indicators.map(unnamed("indicators")),
    },
    addresses: answer.enrichment ? readTable(answer.enrichment) : [],
  };
  return Object.fromEntries(
    Object.entries(shared).map(([key, value]) => [key, key in replaced ? replaced[key] : value]),
  );
}

/** Names of log files hold account ids and regions; the page's own names say nothing and stay. */
function unnamed(word: string): (source: EventsText, index: number) => EventsText {
  return ({ name, text }, index) => ({
    name: [PASTED, KNOWN, "events"].includes(name) ? name : `${word}-${index + 1}`,
    text,
  });
}
