import type { Move } from "../app/tuning";
import type { Edit, Range } from "../engine/wire";

/** What the rest of the page may ask of an editor. */
export interface EditorPort {
  /** Scrolls the range into view; `focus` also puts the cursor at its start. */
  reveal(range: Range, focus: boolean): void;
  /** Makes all edits as one step of the undo history, with what they do to the events' labels. */
  apply(edits: readonly Edit[], move?: Move): void;
  /** Takes the last step back, or makes it again. */
  undo?(again: boolean): void;
}
