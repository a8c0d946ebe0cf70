import type { Detail, WhyNode } from "../../engine/wire";

/** The address of the selected event that something must be known about for the event to be decided; nothing where that is not it. */
export function wantedAddress(detail: Detail | undefined): string | undefined {
  if (detail?.verdict !== "undecided" || !detail.why) return undefined;
  return asksForAddress(detail.why) ? addressOfSource(detail) : undefined;
}

/** The address a field is looked up for, where the field is one of those. */
export function addressFor(field: string, detail: Detail | undefined): string | undefined {
  return /^source\.(geo|as)\b/.test(field) ? detail && addressOfSource(detail) : undefined;
}

function asksForAddress(node: WhyNode): boolean {
  const own =
    node.decides && node.truth === "unknown" && node.found.some(({ field }) => /^source\.(geo|as)\b/.test(field));
  return own || node.children.some(asksForAddress);
}

function addressOfSource(detail: Detail): string | undefined {
  return detail.ecs.find(({ field }) => field === "source.ip")?.value;
}
