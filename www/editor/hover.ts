import type { Extension } from "@codemirror/state";
import { closeHoverTooltips, type EditorView, hoverTooltip, keymap } from "@codemirror/view";
import type { Workspace } from "../app/workspace";
import type { HoverAnswer } from "../engine/wire";
import { element, openPopup } from "./popup";

/** What stands under the pointer, or at the cursor when Mod-i is pressed, and what it means. */
export function hover(app: Workspace): Extension {
  return [
    hoverTooltip(async (view, pos) => {
      const found = await ask(app, view, pos);
      return found && { pos: found.range.from, end: found.range.to, create: () => ({ dom: card(found) }) };
    }),
    keymap.of([{ key: "Mod-i", preventDefault: true, run: (view) => explain(app, view) }]),
  ];
}

function explain(app: Workspace, view: EditorView): boolean {
  const { head } = view.state.selection.main;
  // The pointer may rest on the same word.
  view.dispatch({ effects: closeHoverTooltips });
  void ask(app, view, head).then((found) => {
    if (view.state.selection.main.head !== head) return;
    if (found) openPopup(view, found.range.from, card(found), spoken(found));
    else
      openPopup(
        view,
        head,
        element("div", "said said-note", "Nothing is known of what stands here"),
        "Nothing is known of what stands here",
      );
  });
  return true;
}

async function ask(app: Workspace, view: EditorView, offset: number): Promise<HoverAnswer | null> {
  const { doc } = view.state;
  const found = (await app.ask({ hover: { offset } }))?.hover;
  return found && view.state.doc.eq(doc) && found.range.to <= doc.length ? found : null;
}

function card({ title, kind, lines, values, more }: HoverAnswer): HTMLElement {
  const root = element("div", "said");
  const head = element("div", "said-head");
  head.append(element("code", "said-title", title));
  if (kind) head.append(element("span", "said-kind", kind));
  root.append(head, ...lines.map((line) => element("div", "said-line", line)));
  if (values.length > 0) {
    const list = element("dl", "said-values");
    for (const { value, count } of values) {
      list.append(element("dt", "", value), element("dd", "", `${count}`));
    }
    root.append(list);
  }
  if (more > 0) root.append(element("div", "said-note", `and ${more} more`));
  return root;
}

function spoken({ title, kind, lines, values }: HoverAnswer): string {
  return [title, kind, ...lines, ...values.map(({ value, count }) => `${value}: ${count}`)].filter(Boolean).join(". ");
}
