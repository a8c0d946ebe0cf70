import type { Severity, Truth, Verdict } from "../../engine/wire";
import type { IconName } from "../../shell/icons";

/** How an answer is shown: never by colour alone. */
export interface Look {
  readonly word: string;
  readonly icon: IconName;
  /** `good`, `bad`, `open` or `broken`: the colour. */
  readonly tone: "good" | "bad" | "open" | "broken";
}

export const VERDICTS: Record<Verdict, Look> = {
  match: { word: "Match", icon: "check", tone: "good" },
  no_match: { word: "No match", icon: "cross", tone: "bad" },
  undecided: { word: "Undecided", icon: "question", tone: "open" },
  invalid: { word: "Invalid", icon: "warning", tone: "broken" },
};

export const TRUTHS: Record<Truth, Look> = {
  true: { word: "true", icon: "check", tone: "good" },
  false: { word: "false", icon: "cross", tone: "bad" },
  unknown: { word: "unknown", icon: "question", tone: "open" },
};

export const SEVERITIES: Record<Severity, Look> = {
  error: { word: "Error", icon: "cross", tone: "bad" },
  warning: { word: "Warning", icon: "warning", tone: "open" },
  info: { word: "Note", icon: "info", tone: "broken" },
};
