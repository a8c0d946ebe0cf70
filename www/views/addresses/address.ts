import type { State } from "../../app/state";
import type { Options } from "../../engine/wire";

/** What a row of the form holds besides the address. */
export const FACTS = ["country", "city", "asn", "organization"] as const;
export type Fact = (typeof FACTS)[number];

/** What is known about an address or a CIDR block; a fact that is absent is known to be absent. */
export type Address = { readonly address: string } & { readonly [K in Fact]?: string } & {
  /** What a file says besides, as it says it. */
  readonly more?: Readonly<Record<string, unknown>>;
};

/** Where a file in the long form, as it stands below `source`, has the facts. */
const LONG: readonly (readonly [Fact, readonly string[]])[] = [
  ["country", ["geo", "country_iso_code"]],
  ["city", ["geo", "city_name"]],
  ["asn", ["as", "number"]],
  ["organization", ["as", "organization", "name"]],
];

/** Whether a text is a table of addresses: an object whose first key is one. */
export function isTable(text: string): boolean {
  return /^\s*\{\s*"[0-9a-f]*[.:][0-9a-f.:]*(\/\d{1,3})?"\s*:/i.test(text);
}

/** The rows of a table. Throws where it is no JSON. */
export function readTable(text: string): Address[] {
  const table: unknown = JSON.parse(text);
  if (!isObject(table)) return [];
  return Object.entries(table).map(([address, known]) => rowOf(address, isObject(known) ? known : {}));
}

/** The table as a file; rows without an address are not part of it. */
export function writeTable(addresses: readonly Address[]): string {
  const rows = addresses.filter(({ address }) => address.trim() !== "");
  if (rows.length === 0) return "";
  return `${JSON.stringify(Object.fromEntries(rows.map((row) => [row.address.trim(), written(row)])), null, 2)}\n`;
}

/** `rows` with those of `others` behind them, in place of rows for the same address that say less. */
export function merged(rows: readonly Address[], others: readonly Address[]): Address[] {
  const all = new Map(rows.map((row) => [row.address, row]));
  for (const row of others) all.set(row.address, { ...all.get(row.address), ...row });
  return [...all.values()];
}

/** A row from storage; nothing where it is none. */
export function addressOf(saved: unknown): Address | undefined {
  if (!isObject(saved)) return undefined;
  const { address, more } = saved;
  if (typeof address !== "string") return undefined;
  const facts = FACTS.flatMap((fact) => (typeof saved[fact] === "string" ? [[fact, saved[fact]] as const] : []));
  return { address, ...Object.fromEntries(facts), ...(isObject(more) && isShallow(more) ? { more } : {}) };
}

/** Whether values nest as facts about addresses do; to write very deep ones would overflow the stack. */
function isShallow(value: unknown, levels = 32): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}

/** What the engine is told besides the texts. */
export function toOptions({ now, addresses }: Pick<State, "now" | "addresses">): Options {
  const enrichment = writeTable(addresses.filter((row) => FACTS.some((fact) => row[fact]) || row.more));
  const seconds = now.length === "2026-01-01T00:00".length ? ":00" : "";
  return { ...(now ? { now: `${now}${seconds}Z` } : {}), ...(enrichment ? { enrichment } : {}) };
}

function rowOf(address: string, known: Record<string, unknown>): Address {
  const rest = structuredClone(known);
  const facts: [Fact, string][] = [];
  for (const [fact, path] of [...FACTS.map((fact) => [fact, [fact]] as const), ...LONG]) {
    const value = take(rest, path);
    if (value !== undefined) facts.push([fact, value]);
  }
  const more = Object.keys(rest).length > 0 ? { more: rest } : {};
  return { address, ...Object.fromEntries(facts), ...more };
}

/** Takes the text or number at `path` out, and objects that are empty then. */
function take(from: Record<string, unknown>, [key = "", ...path]: readonly string[]): string | undefined {
  const value = from[key];
  if (path.length === 0) {
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    delete from[key];
    return `${value}`;
  }
  if (!isObject(value)) return undefined;
  const taken = take(value, path);
  if (Object.keys(value).length === 0) delete from[key];
  return taken;
}

function written(row: Address): Record<string, unknown> {
  const facts = FACTS.flatMap((fact) => {
    const value = row[fact]?.trim();
    return value ? [[fact, fact === "asn" ? number(value) : value] as const] : [];
  });
  return { ...Object.fromEntries(facts), ...row.more };
}

/** `AS64500` and `64500` as a number; what is none stays a text, which the engine reports. */
function number(asn: string): number | string {
  const digits = /^(?:AS)?(\d{1,10})$/i.exec(asn)?.[1];
  return digits ? Number(digits) : asn;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
