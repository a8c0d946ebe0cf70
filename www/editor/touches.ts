import { EditorView } from "@codemirror/view";

/** Tells where in the text the pointer is, else the cursor; nothing where neither is in the editor. */
export function touches(tell: (offset: number | undefined) => void) {
  return [
    EditorView.domEventHandlers({
      pointermove(event, view) {
        tell(view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? undefined);
      },
      pointerleave(_, view) {
        tell(view.hasFocus ? view.state.selection.main.head : undefined);
      },
      blur() {
        tell(undefined);
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.selectionSet && update.view.hasFocus) tell(update.state.selection.main.head);
    }),
  ];
}
