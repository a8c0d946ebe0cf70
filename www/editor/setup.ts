import { history, historyKeymap } from "@codemirror/commands";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { brackets } from "./brackets";
import { fixesKeymap } from "./fixes";
import { keys } from "./keys";
import { popup } from "./popup";
import { theme } from "./theme";

/** CodeMirror's words as the page writes its own. */
const PHRASES = {
  next: "Next",
  previous: "Previous",
  all: "All",
  replace: "Replace",
  "replace all": "Replace all",
  "match case": "Match case",
  regexp: "Regular expression",
  "by word": "Whole words",
  Replace: "Replace with",
  Completions: "What may be written here",
};

/** What both editors have in common. */
export interface EditorSetup {
  /** The editor's name for screen readers. */
  readonly label: string;
  /** Shown while there is no text. */
  readonly hint: string;
  readonly readOnly?: boolean;
  /** Called by Escape when nothing in the editor is left to close: Tab moves on from there. */
  readonly leave: () => void;
  readonly changed: (text: string) => void;
  readonly extensions: Extension;
}

/** A new editor state, with an undo history of its own. Tab moves the focus, as everywhere on the page. */
export function createState(setup: EditorSetup, doc = ""): EditorState {
  return EditorState.create({ doc, extensions: extensionsOf(setup) });
}

/** What makes an editor one of this page. */
export function extensionsOf(setup: EditorSetup): Extension {
  return [
    lineNumbers(),
    lintGutter(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    brackets,
    highlightActiveLine(),
    highlightSelectionMatches({ minSelectionLength: 3 }),
    search(),
    EditorState.phrases.of(PHRASES),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      "aria-label": setup.label,
      autocapitalize: "off",
      spellcheck: "false",
      tabindex: "0",
    }),
    placeholder(setup.hint),
    popup,
    keymap.of([...fixesKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap]),
    setup.extensions,
    keymap.of(keys),
    Prec.lowest(keymap.of([{ key: "Escape", run: () => leave(setup) }])),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) setup.changed(update.state.doc.toString());
    }),
    EditorState.readOnly.of(setup.readOnly ?? false),
    theme,
  ];
}

function leave(setup: EditorSetup): boolean {
  setup.leave();
  return true;
}

/** An editor in `parent`. In a shadow root CodeMirror's styles become constructed sheets, which a strict policy allows. */
export function createView(parent: HTMLElement, state: EditorState): EditorView {
  const root = parent.getRootNode();
  return new EditorView({ parent, state, ...(root instanceof ShadowRoot ? { root } : {}) });
}

/** Replaces the whole text, as one step of the undo history, where it differs. */
export function setText(view: EditorView, text: string): void {
  const { doc } = view.state;
  if (doc.length === text.length && doc.toString() === text) return;
  view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true });
}
