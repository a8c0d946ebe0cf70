import type { State } from "../app/state";
import { readShared, type Shared } from "./shared";

/** The first key of a shared file; its value is the file's version. */
const MARK = "rulePlayground";

/** What a shared file is called. */
export const FILE_NAME = "rule-playground.json";

/** A file that opens by drop, for what is too long for a link. */
export function writeShared(shared: Shared): string {
  return `${JSON.stringify({ [MARK]: 1, ...shared }, null, 2)}\n`;
}

/** Whether a text is a shared file. */
export function isShared(text: string): boolean {
  return new RegExp(`^\\s*\\{\\s*"${MARK}"\\s*:`).test(text);
}

/** What a shared file holds. Throws, in a sentence, where that is nothing. */
export function openShared(text: string): Partial<State> {
  const value: unknown = JSON.parse(text);
  const version = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[MARK] : undefined;
  if (version !== 1) throw new Error("it was saved by a newer Rule Playground");
  return readShared(value);
}
