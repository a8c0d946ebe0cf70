import type { Truth, WhyNode } from "../../engine/wire";

/** The colour of a part: whether its answer works towards a match. Its shape says what the answer is. */
export type Tone = "good" | "bad" | "open";

export function towards(truth: Truth, favours: boolean): Tone {
  if (truth === "unknown") return "open";
  return (truth === "true") === favours ? "good" : "bad";
}

/** Whether the query wants the parts of a group true, where it wants the group true or not: below `not` it does not. */
export function favoursBelow(node: WhyNode, favours: boolean): boolean {
  return node.text === "not" && node.children.length > 0 ? !favours : favours;
}
