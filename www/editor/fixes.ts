import { type Action, forEachDiagnostic } from "@codemirror/lint";
import type { EditorView, KeyBinding } from "@codemirror/view";
import { closePopup, element, openPopup } from "./popup";

/** Mod-. lists the fixes of the problems at the cursor, else of those on its line. */
export const fixesKeymap: readonly KeyBinding[] = [{ key: "Mod-.", preventDefault: true, run: listFixes }];

interface Offered {
  readonly action: Action;
  readonly from: number;
  readonly to: number;
}

function listFixes(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  const here: Offered[] = [];
  const onLine: Offered[] = [];
  forEachDiagnostic(view.state, ({ actions = [] }, from, to) => {
    const offered = actions.map((action) => ({ action, from, to }));
    if (from <= head && head <= to) here.push(...offered);
    else if (from <= line.to && to >= line.from) onLine.push(...offered);
  });
  const fixes = here.length > 0 ? here : onLine;
  if (fixes.length === 0) {
    openPopup(view, head, element("div", "said said-note", "No fix for this line"), "No fix for this line");
    return true;
  }
  const menu = fixMenu(view, fixes);
  openPopup(view, head, menu, "", () => focusAt(menu, 0));
  return true;
}

function fixMenu(view: EditorView, fixes: readonly Offered[]): HTMLElement {
  const menu = element("div", "fixes");
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", "Fixes");
  const close = (): void => {
    closePopup(view);
    view.focus();
  };
  for (const { action, from, to } of fixes) {
    const button = element("button", "fix", action.name);
    button.setAttribute("role", "menuitem");
    button.tabIndex = -1;
    button.addEventListener("click", () => {
      close();
      action.apply(view, from, to);
    });
    menu.append(button);
  }
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      const at = [...menu.children].indexOf(event.target as Element);
      focusAt(menu, (at + step + fixes.length) % fixes.length);
    } else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && menu.contains(event.relatedTarget))) closePopup(view);
  });
  return menu;
}

function focusAt(menu: HTMLElement, at: number): void {
  const item = menu.children[at];
  if (item instanceof HTMLElement) item.focus();
}
