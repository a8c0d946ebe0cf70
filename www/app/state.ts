import type { EnginePhase, Workload } from "../engine/client";
import type { Loading } from "../engine/loader";
import type {
  CasesSummary,
  DatabaseFile,
  Detail,
  EventsReport,
  EventsText,
  FindingsReport,
  FormattedRecord,
  Labels,
  Options,
  Place,
  Problem,
  Range,
  RequestReport,
  Rows,
  RowWindow,
  RuleReport,
  SuppliedReport,
  SuppliedTexts,
  Table,
  TuningReport,
  VerdictReport,
  Versions,
} from "../engine/wire";
import type { Opening, Progress } from "../input/progress";
import type { Address } from "../views/addresses/address";
import type { Saving } from "./storage";
import type { Section } from "./supply";
import { TABLE } from "./table";
import type { Move, TuneView } from "./tuning";

/** Views of the answer, in the order of their tabs. */
export const TABS = ["why", "tune", "guide", "ecs", "supply", "elastic", "problems"] as const;
export type Tab = (typeof TABS)[number];

/** Panes of a narrow screen, of which one is shown. */
export type Pane = "rule" | "events" | "answer";

/** `system` follows the reader's setting. */
export type Theme = "system" | "light" | "dark";

/** Where the splitters stand, in percent. */
export interface Layout {
  /** Width of the rule beside the events. */
  readonly columns: number;
  /** Height of the texts above the answer. */
  readonly rows: number;
  /** Height of the event table above the event's text. */
  readonly events: number;
}

/** The newest answer; parts an update left out are those of the one before. */
export interface Answer {
  /** What it is about; compare with the texts to see whether it is still current. */
  readonly workload: Workload;
  readonly rule?: RuleReport;
  readonly events?: EventsReport;
  readonly verdict: VerdictReport;
  readonly problems: readonly Problem[];
  readonly rows: Rows;
  readonly detail?: Detail;
  readonly formatted?: FormattedRecord;
  readonly request?: RequestReport;
  readonly findings?: FindingsReport;
  readonly supplied: SuppliedReport;
  readonly cases?: CasesSummary;
  readonly tuning?: TuningReport;
  readonly milliseconds: number;
}

/** A short message above the answer that the reader can dismiss. */
export interface Notice {
  readonly kind: "info" | "warning" | "error";
  readonly text: string;
  /** What the reader can do about it. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** An events text as it was, and what bringing it back does to the labels. */
export interface TextBefore {
  readonly index: number;
  readonly text: string;
  readonly move: Move;
}

/** Everything the page shows. Never changed in place. */
export interface State {
  readonly rule: string;
  readonly events: readonly EventsText[];
  /** Number of the events text in the editor. */
  readonly shown: number;
  /** Number of the selected event. */
  readonly selected: number;
  /** What the reader knows about addresses. */
  readonly addresses: readonly Address[];
  /** The reader's own MaxMind databases; not kept between visits. */
  readonly databases: readonly DatabaseFile[];
  /** UTC time the rule is run at, as a date input has it; empty: as each event arrived. */
  readonly now: string;
  /** Older events and indicators, which some rule types need besides the events. */
  readonly supplied: SuppliedTexts;
  /** The version of the rule to compare with; empty for none. */
  readonly previous: string;
  /** What the reader says of events. */
  readonly labels: Labels;
  /** The text of the test cases; empty for none. */
  readonly cases: string;
  /** Rules that were opened together; not kept between visits. */
  readonly rules: readonly EventsText[];
  /** `now` and `addresses` as the engine takes them. */
  readonly options: Options;
  /** Which events the table shows, in which order, with which columns. */
  readonly table: Table;
  /** Visible rows of the event table. */
  readonly window: RowWindow;
  readonly answer?: Answer;
  readonly engine: EnginePhase;
  readonly versions?: Versions;
  /** How far the engine has been loaded. */
  readonly loading?: Loading;
  /** Whether the editor shows the events' text or the selected record laid out anew. */
  readonly recordView: "text" | "formatted";
  /** Texts too large for an editor as they were before a change, newest last. */
  readonly undo: readonly TextBefore[];
  /** Those texts as they were before a change was taken back. */
  readonly redo: readonly TextBefore[];
  readonly notice?: Notice;
  /** Files that are being opened. */
  readonly opening?: Opening & { readonly of: Progress };
  /** The part of the query the reader points at. */
  readonly pointed?: number;
  /** The part of the query the reader chose. */
  readonly chosen?: number;
  /** Bytes of the events the reader points at in the ECS document. */
  readonly hovered: readonly Place[];
  /** Where in the shown events text the reader points or has the cursor. */
  readonly touched?: number;
  /** The section of the form of what can be supplied that is to be shown. */
  readonly sought?: Section;
  /** The address whose row in the form is to get the focus. */
  readonly asked?: string;
  /** The view of the Tune tab. */
  readonly tune: TuneView;
  /** The place of the test cases that is to be shown. */
  readonly soughtCase?: Range;
  readonly tab: Tab;
  readonly pane: Pane;
  readonly theme: Theme;
  readonly layout: Layout;
  /** The sample that was opened last, until a text is changed. */
  readonly sample: string;
  /** Whether the texts are kept between visits. */
  readonly saving: Saving;
}

export const LAYOUT: Layout = { columns: 48, rows: 54, events: 36 };

export const INITIAL: State = {
  rule: "",
  events: [{ name: "events", text: "" }],
  shown: 0,
  selected: 0,
  addresses: [],
  databases: [],
  now: "",
  supplied: { history: [], indicators: [] },
  previous: "",
  labels: {},
  cases: "",
  rules: [],
  options: {},
  table: TABLE,
  window: { from: 0, count: 40 },
  engine: "starting",
  recordView: "text",
  undo: [],
  redo: [],
  hovered: [],
  tab: "why",
  tune: "compare",
  pane: "rule",
  theme: "system",
  layout: LAYOUT,
  sample: "",
  saving: "on",
};

/** Texts longer than this (UTF-16 units) are not put into an editor; their records are shown one by one. */
export const MAX_EDITED = 2_000_000;
