import { html } from "lit";
import { PageElement } from "../app/element";
import { icon } from "./icons";

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const MOD = MAC ? "⌘" : "Ctrl";

const FOLD = MAC
  ? [
      ["⌘", "⌥", "["],
      ["⌘", "⌥", "]"],
    ]
  : [
      ["Ctrl", "Shift", "["],
      ["Ctrl", "Shift", "]"],
    ];

const SHORTCUTS: readonly (readonly [readonly string[], string])[] = [
  [["?"], "Show this sheet, outside the editors"],
  [["Esc"], "Leave the editor; Tab then moves on"],
  [["↑", "↓"], "Choose an event in the table, a part in the tree"],
  [["Delete"], "Remove the selected event from its text"],
  [["T", "F", "N"], "In the table: mark the event a true positive, a false positive, neither"],
  [["←", "→"], "Fold and unfold a part; move a divider"],
  [["Enter"], "Show a part in both texts; go to a problem"],
  [["Ctrl", "Space"], "What may be written here; Enter takes it, Esc closes the list"],
  [[MOD, "I"], "What stands at the cursor: its meaning, the values seen"],
  [[MOD, "."], "Fixes for the problem at the cursor"],
  [["F8"], "Next problem in the editor"],
  [[MOD, "F"], "Search and replace in the editor"],
  [[MOD, "Alt", "G"], "Go to a line"],
  [FOLD.at(0) ?? [], "Fold what begins on this line"],
  [FOLD.at(1) ?? [], "Unfold it"],
  [[MOD, "Z"], "Undo, in editors and table, fixes included; with Shift: make it again"],
];

/** The sheet of shortcuts. */
export class HelpSheet extends PageElement {
  override render() {
    return html`
      <button class="button button-icon" aria-label="Help" @click=${() => this.open()}>${icon("help")}</button>
      <dialog class="sheet" aria-labelledby="help-title" @click=${this.#outside}>
        <div class="sheet-body">
          <h2 id="help-title" tabindex="-1">How it works</h2>
          <p>Paste a detection rule on the left and CloudTrail JSON on the right, or drop files anywhere.
            The answer follows as you type. Underlines in both texts show what decided it: the
            line tells the answer of a part, the colour what it leads to.</p>
          <p class="legend">
            <span class="mark mark-true for-match">true: match</span><span class="mark mark-false for-match">false, below not: match</span>
            <span class="mark mark-false for-no_match">false: no match</span><span class="mark mark-unknown for-undecided">unknown: undecided</span>
          </p>
          <h3>Shortcuts</h3>
          <dl class="keys">${SHORTCUTS.map(
            ([keys, text]) => html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${text}</dd>`,
          )}</dl>
          <form method="dialog"><button class="button button-primary">Close</button></form>
        </div>
      </dialog>
    `;
  }

  /** Starts at the top; `autofocus` would be an error inside a frame of another origin. */
  open(): void {
    this.querySelector("dialog")?.showModal();
    this.querySelector("h2")?.focus();
  }

  readonly #outside = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) event.target.close();
  };
}

customElements.define("rp-help", HelpSheet);
