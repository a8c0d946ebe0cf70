import { type CSSResult, unsafeCSS } from "lit";
import answer from "./answer.css" with { type: "text" };
import controls from "./controls.css" with { type: "text" };
import editor from "./editor.css" with { type: "text" };
import events from "./events.css" with { type: "text" };
import guide from "./guide.css" with { type: "text" };
import layout from "./layout.css" with { type: "text" };
import tokens from "./tokens.css" with { type: "text" };

/** All styles of the playground, for its shadow root. */
export const sheet: CSSResult = unsafeCSS([tokens, layout, controls, editor, events, answer, guide].join("\n"));
