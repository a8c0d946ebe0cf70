import type { Buttons, InvestigateButton, OsqueryButton } from "../../engine/wire";
import type { Card } from "./block";

// Kibana's plugins of a guide, and the placeholders the rules repository writes instead.
// https://www.elastic.co/docs/solutions/security/detect-and-alert/launch-timeline-from-investigation-guides

const PLACEHOLDER = /^\$(investigate|osquery)_(\d{1,4})(?!\d)/;
const OPENING = /^!\{(investigate|osquery)(?=\{)/;
/** The longest literal plugin that is read, in UTF-16 units. */
export const LONGEST = 16_384;

/** Where a plugin ends that starts at `text`'s start, or -1. */
export function pluginEnd(text: string): number {
  const placeholder = PLACEHOLDER.exec(text);
  if (placeholder) return placeholder[0].length;
  const opening = OPENING.exec(text);
  if (!opening) return -1;
  const end = closingBrace(text, opening[0].length);
  return text[end] === "}" && fieldsOf(text.slice(opening[0].length, end)) ? end + 1 : -1;
}

/** The card of a plugin that `pluginEnd` found. */
export function card(text: string, buttons: Buttons): Card {
  const [, plugin = "", number] = PLACEHOLDER.exec(text) ?? OPENING.exec(text) ?? [];
  if (number !== undefined) {
    const all: readonly Partial<InvestigateButton & OsqueryButton>[] =
      plugin === "osquery" ? buttons.osquery : buttons.investigate;
    const button = all[Number(number)];
    return button ? cardOf(plugin, button) : { ...cardOf(plugin, {}), missing: text };
  }
  return cardOf(plugin, fieldsOf(text.slice(text.indexOf("{", 2), -1)) ?? {});
}

function cardOf(plugin: string, button: { readonly [key: string]: unknown }): Card {
  const alternatives = Array.isArray(button.providers) ? button.providers : [];
  return {
    kind: "card",
    plugin,
    label: string(button.label),
    description: string(button.description),
    query: string(button.query),
    providers: alternatives
      .filter((all) => Array.isArray(all))
      .map((all: readonly { readonly [key: string]: unknown }[]) =>
        all.map((provider) => ({
          field: string(provider?.field),
          value: string(provider?.value),
          excluded: provider?.excluded === true,
        })),
      ),
  };
}

function fieldsOf(json: string): { readonly [key: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === "object" ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function string(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? `${value}` : "";
}

/** One past the brace that closes the one at `start`; braces in JSON strings do not count. */
function closingBrace(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  const end = Math.min(text.length, start + LONGEST);
  for (let at = start; at < end; at += 1) {
    const char = text[at];
    if (inString && char === "\\") at += 1;
    else if (char === '"') inString = !inString;
    else if (!inString && char === "{") depth += 1;
    else if (!inString && char === "}" && --depth === 0) return at + 1;
  }
  return -1;
}
