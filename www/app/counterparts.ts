import type { Detail, Place, WhyNode } from "../engine/wire";

// What belongs together: a part of the query, the bytes of the events it was decided by, and fields of the ECS document.

/** A part and all below it, each before its own parts. */
export function flat(node: WhyNode): WhyNode[] {
  return [node, ...node.children.flatMap(flat)];
}

/** The comparisons of the query, in its order. */
export function leaves({ why }: Detail): WhyNode[] {
  return why ? flat(why).filter((node) => node.children.length === 0) : [];
}

export function partOf({ why }: Detail, id: number | undefined): WhyNode | undefined {
  return why && id !== undefined ? flat(why).find((node) => node.id === id) : undefined;
}

/** Where the values stand that a part, or the parts in it, found. */
export function placesOf(node: WhyNode | undefined): Place[] {
  return node ? flat(node).flatMap(({ found }) => found.flatMap(({ places }) => places)) : [];
}

/** The fields that a part, or the parts in it, looked at. */
export function fieldsOf(node: WhyNode | undefined): string[] {
  return node ? flat(node).flatMap(({ found }) => found.map(({ field }) => field)) : [];
}

/** The part whose text stands at an offset of the rule. */
export function partInRule(detail: Detail, offset: number): WhyNode | undefined {
  return first(leaves(detail).filter(({ range }) => range.from <= offset && offset <= range.to));
}

/** The part that was decided by the value at an offset of an events text. */
export function partInEvents(detail: Detail, index: number, offset: number): WhyNode | undefined {
  const isHere = ({ source, range }: Place) =>
    source.kind === "events" && source.index === index && range.from <= offset && offset <= range.to;
  return first(leaves(detail).filter((node) => placesOf(node).some(isHere)));
}

/** The part that looked at a field. */
export function partOfField(detail: Detail, field: string): WhyNode | undefined {
  return first(leaves(detail).filter((node) => fieldsOf(node).includes(field)));
}

/** Of several, the one that decided. */
function first(nodes: readonly WhyNode[]): WhyNode | undefined {
  return nodes.find(({ decisive }) => decisive) ?? nodes.find(({ decides }) => decides) ?? nodes[0];
}
