import { type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { EditorView, keymap, showTooltip, type Tooltip } from "@codemirror/view";

/** Shows a popup that the reader asked for with the keyboard, or takes it away. */
const setPopup = StateEffect.define<Tooltip | null>();

const field = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setPopup)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (self) => showTooltip.from(self),
});

/** One popup at a time; Escape, a change and a move of the cursor close it. */
export const popup: Extension = [field, Prec.high(keymap.of([{ key: "Escape", run: closePopup }]))];

/** Shows `dom` at a place and says `said` to those who cannot see it. */
export function openPopup(view: EditorView, pos: number, dom: HTMLElement, said: string, mounted?: () => void): void {
  const tooltip: Tooltip = { pos, create: () => ({ dom, ...(mounted ? { mount: mounted } : {}) }) };
  view.dispatch({ effects: [setPopup.of(tooltip), ...(said ? [EditorView.announce.of(said)] : [])] });
}

export function closePopup(view: EditorView): boolean {
  if (!view.state.field(field, false)) return false;
  view.dispatch({ effects: setPopup.of(null) });
  return true;
}

/** An element with a class and a text. */
export function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
