import { type CSSResult, unsafeCSS } from "lit";
import answer from "./answer.css" with { type: "text" };
import compact from "./compact.css" with { type: "text" };
import controls from "./controls.css" with { type: "text" };
import ecs from "./ecs.css" with { type: "text" };
import editor from "./editor.css" with { type: "text" };
import events from "./events.css" with { type: "text" };
import filters from "./filters.css" with { type: "text" };
import findings from "./findings.css" with { type: "text" };
import forms from "./forms.css" with { type: "text" };
import guide from "./guide.css" with { type: "text" };
import layout from "./layout.css" with { type: "text" };
import menus from "./menus.css" with { type: "text" };
import panes from "./panes.css" with { type: "text" };
import problems from "./problems.css" with { type: "text" };
import share from "./share.css" with { type: "text" };
import tokens from "./tokens.css" with { type: "text" };
import tune from "./tune.css" with { type: "text" };
import why from "./why.css" with { type: "text" };
import words from "./words.css" with { type: "text" };

/** All styles of the playground, for its shadow root; later ones win. */
export const sheet: CSSResult = unsafeCSS(
  [
    tokens,
    layout,
    panes,
    controls,
    menus,
    editor,
    events,
    filters,
    answer,
    why,
    problems,
    ecs,
    forms,
    findings,
    guide,
    share,
    words,
    tune,
    compact,
  ].join("\n"),
);
