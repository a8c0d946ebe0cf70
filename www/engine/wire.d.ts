// Generated from src/wire by `cargo xtask types`; do not edit.

/**
 * A message to the engine: change the workspace and answer with a report, or answer a question about it. Parts left out
 * stay as they were.
 *
 * One struct, not an enum with a tag inside: reading such an enum copies the whole message first.
 */
export interface ToEngine {
    /**
     * Which message it is.
     */
    kind: ToEngineKind;
    /**
     * Comes back with the answer; an answer to an older id is stale.
     */
    id: number;
    /**
     * The text of the rule pane.
     */
    rule?: string;
    /**
     * All events texts, replacing those before.
     */
    events?: EventsText[];
    /**
     * What the user supplied besides rule and events, replacing what was supplied before.
     */
    supplied?: SuppliedTexts;
    /**
     * What the user set besides the two texts.
     */
    options?: Options;
    /**
     * All MaxMind databases, replacing those before.
     */
    databases?: DatabaseFile[];
    /**
     * The version of the rule to compare with; an empty text takes it away.
     */
    previous?: string;
    /**
     * What is known of events, replacing what was known before.
     */
    labels?: Labels;
    /**
     * The text of the test cases; an empty one takes them away.
     */
    cases?: string;
    /**
     * What the open view shows besides the verdict.
     */
    view?: View;
    /**
     * The event to explain.
     */
    selected?: number;
    /**
     * What the event table shows.
     */
    table?: Table;
    /**
     * The part of the event table that is visible.
     */
    rows?: RowWindow;
    /**
     * What is asked; the other parts are not looked at then.
     */
    question?: Question;
}

/**
 * The messages to the engine.
 */
export type ToEngineKind = "update" | "ask";

/**
 * One events text.
 */
export interface EventsText {
    /**
     * Shown in messages; a file's name, or "events".
     */
    name: string;
    /**
     * The text; empty where `utf8` has it.
     */
    text: string;
    /**
     * The text as bytes: a large one comes several times faster than letter by letter.
     */
    utf8?: Uint8Array<ArrayBuffer>;
}

/**
 * What some rule types need besides the events.
 */
export interface SuppliedTexts {
    /**
     * Older events, and lists of terms known to be seen.
     */
    history: EventsText[];
    /**
     * Indicator documents.
     */
    indicators: EventsText[];
}

/**
 * What the user set besides the two texts.
 */
export interface Options {
    /**
     * RFC 3339; absent: every event is judged as if the rule had run when it arrived.
     */
    now?: string;
    /**
     * JSON text: address to `{geo, as}`.
     */
    enrichment?: string;
}

/**
 * A MaxMind database, City or ASN.
 */
export interface DatabaseFile {
    /**
     * The file's name, for messages.
     */
    name: string;
    /**
     * Its content.
     */
    bytes: Uint8Array;
}

/**
 * What the open view shows besides the verdict. Parts left out are not wanted.
 */
export interface View {
    /**
     * The whole ECS document: what is taken from user agents is wanted too.
     */
    document?: boolean;
    /**
     * The rule as an Elasticsearch request.
     */
    request?: boolean;
    /**
     * The selected record laid out anew.
     */
    formatted?: boolean;
    /**
     * The comparison with the version before, coverage, hints and test cases.
     */
    tuning?: boolean;
    /**
     * What the rule's type found.
     */
    findings?: boolean;
}

/**
 * What the event table shows: which events, in which order, with which columns.
 */
export interface Table {
    /**
     * The fields of its columns.
     */
    columns: string[];
    /**
     * Which events.
     */
    filter: TableFilter;
    /**
     * Absent: the order of the texts.
     */
    sort?: TableSort;
}

/**
 * Events pass that satisfy all of it.
 */
export interface TableFilter {
    /**
     * One of these verdicts; any where it is empty.
     */
    verdicts: Verdict[];
    /**
     * All of these.
     */
    fields: FieldFilter[];
    /**
     * This text in the record as it stands, ASCII letters in any case; any where it is empty.
     */
    text: string;
    /**
     * One of these labels; any where it is empty.
     */
    labels: Label[];
    /**
     * This answer of a part of the query.
     */
    part?: PartFilter;
}

/**
 * A test of one field.
 */
export interface FieldFilter {
    /**
     * Its name.
     */
    field: string;
    /**
     * What is asked of its values.
     */
    test: FieldTest;
    /**
     * What they are compared with; empty where there is nothing to compare.
     */
    value: string;
}

/**
 * What is asked of the values of a field.
 */
export type FieldTest = "is" | "is_not" | "contains" | "exists" | "missing";

/**
 * The events for which a part of the query has an answer.
 */
export interface PartFilter {
    /**
     * The part's number.
     */
    node: number;
    /**
     * Its text in the rule, by which it is known when the rule was changed.
     */
    text: string;
    /**
     * The answer.
     */
    which: PartAnswer;
}

/**
 * An answer of a part of the query.
 */
export type PartAnswer = "true" | "false" | "unknown" | "only_excludes";

/**
 * An order of the table; equal events stand in the order of the texts, those without a value last.
 */
export interface TableSort {
    /**
     * The field of a column, or `verdict`, or empty for the order of the texts.
     */
    by: string;
    /**
     * The greatest first.
     */
    descending: boolean;
}

/**
 * A window of the event table, in table order.
 */
export interface RowWindow {
    /**
     * First row.
     */
    from: number;
    /**
     * Number of rows.
     */
    count: number;
}

/**
 * Something the page wants to know once, besides the report that follows every change.
 *
 * An object with one member, named like the question; so is its [`Answer`].
 */
export type Question = { record: RecordQuestion } | { change: ChangeQuestion } | { matches: MatchesQuestion } | { case: CaseQuestion } | { tokens: string } | { pullRequest: PullRequestQuestion } | { redact: RedactQuestion } | { grid: GridQuestion } | { complete: AtQuestion } | { hover: AtQuestion } | { values: ValuesQuestion };

/**
 * Which record.
 */
export interface RecordQuestion {
    /**
     * Number of the event, in the order of the texts.
     */
    event: number;
}

/**
 * A change of the events: the edits that make it are asked for, and the page makes them.
 */
export interface ChangeQuestion {
    /**
     * What is done.
     */
    change: RecordChange;
    /**
     * The event it is done to, or behind; absent where there is none.
     */
    event?: number;
    /**
     * The text that gets the first records.
     */
    source: number;
    /**
     * The records to be added or written in the place of one, in any shape that events are read in.
     */
    text: string;
}

/**
 * What is done to a record.
 */
export type RecordChange = "remove" | "duplicate" | "insert" | "replace";

/**
 * What is wanted of each match besides its record.
 */
export interface MatchesQuestion {
    /**
     * ECS fields, as columns of a table.
     */
    fields: string[];
}

/**
 * The values of a field.
 */
export interface ValuesQuestion {
    /**
     * Its name.
     */
    field: string;
    /**
     * What they contain, ASCII letters in any case.
     */
    text: string;
}

/**
 * A message from the engine.
 */
export type FromEngine = { kind: "ready"; versions: Versions } | { kind: "report"; id: number; report: Report } | { kind: "answer"; id: number; answer: Answer };

/**
 * The answer to a [`Question`], under the same name.
 */
export type Answer = { record: RecordAnswer | undefined } | { change: ChangeAnswer | undefined } | { matches: Match[] } | { case: CaseAnswer } | { tokens: Token[] } | { pullRequest: PullRequestAnswer } | { redact: RedactAnswer } | { grid: GridAnswer } | { complete: CompletionsAnswer | undefined } | { hover: HoverAnswer | undefined } | { values: ValuesAnswer };

/**
 * One record.
 */
export interface RecordAnswer {
    /**
     * As it stands in the text it came from.
     */
    raw: string;
    /**
     * Laid out anew, out of the JSON string it may stand in.
     */
    formatted: string;
}

/**
 * The most frequent values of a field.
 */
export interface ValuesAnswer {
    /**
     * Most frequent first.
     */
    values: CountedValue[];
    /**
     * How many events were looked at: all, or where these are many a part.
     */
    events: number;
}

/**
 * The edits that make a change.
 */
export interface ChangeAnswer {
    /**
     * One edit of one text.
     */
    edits: Edit[];
    /**
     * The event to look at afterwards.
     */
    event: number;
    /**
     * How many records come or go.
     */
    records: number;
}

/**
 * One event the rule matches.
 */
export interface Match {
    /**
     * Its number, in the order of the texts.
     */
    event: number;
    /**
     * The record as it stands in its text; JSON inside a JSON string is unpacked.
     */
    raw: string;
    /**
     * The values of the fields asked for, several of them with commas between; empty where there is none.
     */
    values: string[];
}

/**
 * A place in the rule's text.
 */
export interface AtQuestion {
    /**
     * UTF-16 offset.
     */
    offset: number;
}

/**
 * What may be written at a place.
 */
export interface CompletionsAnswer {
    /**
     * What is replaced.
     */
    range: Range;
    /**
     * Whether the place itself asks for a choice, before a letter is typed.
     */
    eager: boolean;
    /**
     * Whether what stands there is one of the items already.
     */
    whole: boolean;
    /**
     * Best first.
     */
    items: CompletionItem[];
}

/**
 * One of the things that may be written.
 */
export interface CompletionItem {
    /**
     * As it is shown.
     */
    label: string;
    /**
     * What it is.
     */
    kind: CompletionKind;
    /**
     * A few words beside it: a type, a number of events, `required`.
     */
    detail: string;
    /**
     * A sentence about it; empty where there is none.
     */
    info: string;
    /**
     * What is written, with the quotes and escapes of its place.
     */
    insert: string;
    /**
     * Where in it the cursor is put; absent: behind it.
     */
    cursor?: number;
}

/**
 * What may be written.
 */
export type CompletionKind = "key" | "constant" | "seen_field" | "field" | "seen_value" | "value" | "keyword" | "function";

/**
 * What stands at a place and what it means.
 */
export interface HoverAnswer {
    /**
     * Where it stands.
     */
    range: Range;
    /**
     * Its name.
     */
    title: string;
    /**
     * Its type, or `required`; may be empty.
     */
    kind: string;
    /**
     * Sentences about it.
     */
    lines: string[];
    /**
     * The most frequent values.
     */
    values: CountedValue[];
    /**
     * How many values are not listed.
     */
    more: number;
}

/**
 * A value and how many events have it.
 */
export interface CountedValue {
    /**
     * The value.
     */
    value: string;
    /**
     * Events.
     */
    count: number;
}

/**
 * Versions shown in the page and by `--version`.
 */
export interface Versions {
    /**
     * Of the engine.
     */
    engine: string;
    /**
     * Of the `aws` integration whose mapping is followed.
     */
    integration: string;
    /**
     * Of ECS, for the field table.
     */
    ecs: string;
    /**
     * Of the user-agent patterns.
     */
    userAgents: string;
}

/**
 * The answer to an update.
 */
export interface Report {
    /**
     * The rule; absent where its text did not change in this update.
     */
    rule?: RuleReport;
    /**
     * The events; absent where they did not change in this update.
     */
    events?: EventsReport;
    /**
     * The answer for the whole set.
     */
    verdict: VerdictReport;
    /**
     * All messages, by place.
     */
    problems: Problem[];
    /**
     * The visible part of the event table.
     */
    rows: Rows;
    /**
     * The selected event; absent where there is none.
     */
    detail?: Detail;
    /**
     * What the rule's type found; absent where it looks at each event on its own, or the view does not show it.
     */
    findings?: FindingsReport;
    /**
     * What was read of the supplied texts.
     */
    supplied: SuppliedReport;
    /**
     * Its record laid out anew; absent where it is not shown so.
     */
    formatted?: FormattedRecord;
    /**
     * The rule as an Elasticsearch request; absent where the view does not show it.
     */
    request?: RequestReport;
    /**
     * How the test cases fare; absent where there are none.
     */
    cases?: CasesSummary;
    /**
     * Two versions, coverage, hints, test cases; absent where the view does not show them.
     */
    tuning?: TuningReport;
    /**
     * Milliseconds spent on this update.
     */
    milliseconds: number;
}

/**
 * The rule as a request to the user's own cluster.
 */
export interface RequestReport {
    /**
     * For Kibana's Dev Tools; empty where there is none.
     */
    devTools: string;
    /**
     * The same for a shell; empty where there is none.
     */
    curl: string;
    /**
     * What the request leaves out, or why there is none.
     */
    notes: string[];
}

/**
 * The rule as an analyst sees it, and its colours.
 */
export interface RuleReport {
    /**
     * `name`, empty where there is none.
     */
    name: string;
    /**
     * `rule_id`
     */
    ruleId: string;
    /**
     * `type`
     */
    type: string;
    /**
     * `language`, empty for machine learning.
     */
    language: string;
    /**
     * `severity`
     */
    severity: string;
    /**
     * `risk_score`
     */
    riskScore?: number;
    /**
     * `description`: Markdown of one paragraph.
     */
    description: string;
    /**
     * `tags`
     */
    tags: string[];
    /**
     * `note`
     */
    guide: Markdown;
    /**
     * `setup`
     */
    setup: Markdown;
    /**
     * What placeholders in the two stand for.
     */
    buttons: Buttons;
    /**
     * `false_positives`: Markdown, too.
     */
    falsePositives: string[];
    /**
     * `references`: only http and https addresses have a link in the page.
     */
    references: string[];
    /**
     * `investigation_fields.field_names`
     */
    investigationFields: HighlightedField[];
    /**
     * `threat`
     */
    threat: Threat[];
    /**
     * Colours of the rule's text, ascending, not overlapping.
     */
    tokens: Token[];
    /**
     * Parts of the rule's text that may be folded away, from the end of their first line on, by place.
     */
    folds: Range[];
    /**
     * Where the query stands in the rule's text.
     */
    query?: Range;
}

/**
 * One block of `threat`.
 */
export interface Threat {
    /**
     * `MITRE ATT&CK` or `MITRE ATLAS`
     */
    framework: string;
    /**
     * Tactic.
     */
    tactic: Technique;
    /**
     * Techniques, each followed by its sub-techniques.
     */
    techniques: Technique[];
}

/**
 * A tactic, technique or sub-technique.
 */
export interface Technique {
    /**
     * `T1078.004`
     */
    id: string;
    /**
     * `Cloud Accounts`
     */
    name: string;
    /**
     * Its page.
     */
    reference: string;
}

/**
 * A coloured piece of text.
 */
export interface Token {
    /**
     * Where.
     */
    range: Range;
    /**
     * What.
     */
    kind: TokenKind;
}

/**
 * What a piece of text is, for its colour.
 */
export type TokenKind = "table" | "key" | "string" | "number" | "constant" | "comment" | "punctuation" | "field" | "keyword" | "operator" | "value" | "wildcard" | "escape" | "function" | "invalid";

/**
 * The events that were read.
 */
export interface EventsReport {
    /**
     * How many, over all texts.
     */
    count: number;
    /**
     * The texts.
     */
    sources: SourceReport[];
}

/**
 * One events text.
 */
export interface SourceReport {
    /**
     * Its name.
     */
    name: string;
    /**
     * The shapes found in it, in words: "CloudTrail log file (Records)".
     */
    shapes: string[];
    /**
     * Events read from it.
     */
    events: number;
    /**
     * Objects that are no CloudTrail record and no document.
     */
    skipped: number;
}

/**
 * The answer for the whole set.
 */
export interface VerdictReport {
    /**
     * In one word.
     */
    verdict: Verdict;
    /**
     * In one sentence.
     */
    sentence: string;
    /**
     * Which window decided, in one sentence.
     */
    window: string;
    /**
     * What is missing and can be supplied.
     */
    supply?: Supply;
    /**
     * Events the query matches.
     */
    matched: number;
    /**
     * Events that cannot be decided.
     */
    undecided: number;
    /**
     * Events read.
     */
    events: number;
}

/**
 * Never a guess.
 */
export type Verdict = "match" | "no_match" | "undecided" | "invalid";

/**
 * A message.
 */
export interface Problem {
    /**
     * Stable code.
     */
    code: string;
    /**
     * How bad.
     */
    severity: Severity;
    /**
     * The fact.
     */
    message: string;
    /**
     * Where; absent where there is no text to point at.
     */
    place?: Place;
    /**
     * What stands at the place.
     */
    label?: string;
    /**
     * What to change.
     */
    notes: string[];
    /**
     * Why messages of this code are given.
     */
    explanation: string;
    /**
     * A mechanical change.
     */
    fix?: Fix;
}

/**
 * How bad a message is.
 */
export type Severity = "error" | "warning" | "info";

/**
 * Which text: the rule, or an events text by its number.
 */
export type Source = { kind: "rule" } | { kind: "events"; index: number } | { kind: "enrichment" } | { kind: "cases" };

/**
 * A range of one text.
 */
export interface Place {
    /**
     * The text.
     */
    source: Source;
    /**
     * UTF-16 offsets.
     */
    range: Range;
    /**
     * Line of its start, from 1.
     */
    line: number;
    /**
     * Column of its start in characters, from 1.
     */
    column: number;
}

/**
 * UTF-16 offsets, half open.
 */
export interface Range {
    /**
     * First unit.
     */
    from: number;
    /**
     * One past the last.
     */
    to: number;
}

/**
 * A mechanical change.
 */
export interface Fix {
    /**
     * In the imperative.
     */
    title: string;
    /**
     * Ascending, not overlapping, all in one text.
     */
    edits: Edit[];
}

/**
 * Replaces a range of a text.
 */
export interface Edit {
    /**
     * What is replaced.
     */
    place: Place;
    /**
     * By what.
     */
    text: string;
}

/**
 * The visible part of the event table.
 */
export interface Rows {
    /**
     * Number of the first row.
     */
    from: number;
    /**
     * Rows in the whole table.
     */
    total: number;
    /**
     * The fields of the cells.
     */
    columns: string[];
    /**
     * The rows.
     */
    rows: Row[];
    /**
     * The row of the selected event; absent where it is not in the table.
     */
    selected?: number;
    /**
     * How many events pass the filter, its choice of verdicts aside.
     */
    verdicts: VerdictCounts;
    /**
     * The query has no part any more that the filter names; it was left out.
     */
    partIsGone: boolean;
}

/**
 * How many events have each verdict; all zero for a rule that cannot be evaluated.
 */
export interface VerdictCounts {
    /**
     * They match.
     */
    match: number;
    /**
     * They cannot be decided.
     */
    undecided: number;
    /**
     * They do not.
     */
    no_match: number;
}

/**
 * One event in the table.
 */
export interface Row {
    /**
     * The event's number in input order, from 0.
     */
    event: number;
    /**
     * Its verdict.
     */
    verdict: Verdict;
    /**
     * What each column shows, several values after commas; empty where a value is missing.
     */
    cells: string[];
}

/**
 * What the rule's type found besides which events its query matches; at most [`MOST_FINDINGS`] things.
 */
export interface FindingsReport {
    /**
     * What they are.
     */
    kind: FindingsKind;
    /**
     * What was looked for, in one sentence.
     */
    lead: string;
    /**
     * The fields of [`Finding::values`].
     */
    fields: string[];
    /**
     * The steps of a sequence, as they are written; after them `until …`, where there is one.
     */
    steps: string[];
    /**
     * What was found, the most telling first.
     */
    findings: Finding[];
    /**
     * How many more there are.
     */
    more: number;
}

/**
 * What the findings are.
 */
export type FindingsKind = "threshold" | "new_terms" | "anomalies" | "preview" | "indicators" | "sequences";

/**
 * One of the things a rule type found. What does not apply is empty or absent.
 */
export interface Finding {
    /**
     * What it means for the rule.
     */
    verdict: Verdict;
    /**
     * The job of a preview.
     */
    job: string;
    /**
     * What names it: a group's values, a term, a key.
     */
    values: string[];
    /**
     * Why it counts or not.
     */
    sentence: string;
    /**
     * How much it has: events of a group, the score of a result, events of a combination.
     */
    has?: number;
    /**
     * How much it needs, or how much there is.
     */
    of?: number;
    /**
     * First instant of its window.
     */
    from: string;
    /**
     * Last instant of its window.
     */
    to: string;
    /**
     * Its events.
     */
    marks: FindingMark[];
    /**
     * How many more events it has.
     */
    more: number;
}

/**
 * An event of a finding.
 */
export interface FindingMark {
    /**
     * Its number; absent for something older that was supplied.
     */
    event?: number;
    /**
     * The step of a sequence it fills, from 1; 0 for none.
     */
    step: number;
    /**
     * Its time; empty where it has none.
     */
    time: string;
    /**
     * What it says of itself.
     */
    note: string;
}

/**
 * What is missing for a verdict that can be supplied.
 */
export type Supply = "history" | "indicators" | "anomalies";

/**
 * What was read of the supplied texts.
 */
export interface SuppliedReport {
    /**
     * Older events.
     */
    older: number;
    /**
     * Terms known to be seen.
     */
    terms: number;
    /**
     * Indicator documents.
     */
    indicators: number;
    /**
     * What cannot be read, one sentence each.
     */
    problems: string[];
}

/**
 * Everything about the selected event.
 */
export interface Detail {
    /**
     * The event's number.
     */
    event: number;
    /**
     * Its record in its text.
     */
    record: Place;
    /**
     * Its verdict.
     */
    verdict: Verdict;
    /**
     * The verdict in one sentence.
     */
    sentence: string;
    /**
     * The query as a tree, each part with its answer; absent where it was not evaluated.
     */
    why?: WhyNode;
    /**
     * Parts of the query that decided, in the rule's text.
     */
    ruleMarks: Mark[];
    /**
     * Bytes of the events text that decided.
     */
    eventMarks: Mark[];
    /**
     * The ECS document, leaves in order.
     */
    ecs: EcsValue[];
    /**
     * Raw keys of the record that are mapped to nothing.
     */
    unmapped: Place[];
}

/**
 * A record laid out anew, with its marks: no number and no key is written differently.
 */
export interface FormattedRecord {
    /**
     * Its text.
     */
    text: string;
    /**
     * Bytes that decided.
     */
    marks: FormattedMark[];
}

/**
 * A highlighted range of a formatted record that belongs to a part of the query.
 */
export interface FormattedMark {
    /**
     * The part's number.
     */
    node: number;
    /**
     * Where in the formatted text.
     */
    range: Range;
    /**
     * The part's answer.
     */
    truth: Truth;
}

/**
 * One part of the query and its answer for the selected event.
 */
export interface WhyNode {
    /**
     * Number of the part, the same in marks.
     */
    id: number;
    /**
     * Its text: for a comparison the query's own words, for a group `and`, `or`, `not`.
     */
    text: string;
    /**
     * Where it stands in the rule's text.
     */
    range: Range;
    /**
     * Its answer.
     */
    truth: Truth;
    /**
     * Whether changing this part alone would change the verdict.
     */
    decisive: boolean;
    /**
     * Whether the verdict rests on it: it is among the marks.
     */
    decides: boolean;
    /**
     * The reason in one sentence; empty for groups.
     */
    sentence: string;
    /**
     * Values found for its field.
     */
    found: Found[];
    /**
     * Over all events: for how many it is true.
     */
    matched: number;
    /**
     * Over all events: how many only this part excludes.
     */
    onlyExcludes: number;
    /**
     * What to write instead, where events fail only this part and have a value close to the one wanted.
     */
    suggestion?: Fix;
    /**
     * Its parts.
     */
    children: WhyNode[];
}

/**
 * The answer of a part.
 */
export type Truth = "true" | "false" | "unknown";

/**
 * A value found for a field.
 */
export interface Found {
    /**
     * The field.
     */
    field: string;
    /**
     * The value, or "missing", "unknown: …", "not searchable: …".
     */
    text: string;
    /**
     * Whether it satisfies the part.
     */
    satisfies: boolean;
    /**
     * Where it came from in the events text.
     */
    places: Place[];
}

/**
 * A highlighted range that belongs to a part of the query.
 */
export interface Mark {
    /**
     * The part's number.
     */
    node: number;
    /**
     * Where.
     */
    place: Place;
    /**
     * The part's answer.
     */
    truth: Truth;
}

/**
 * A leaf of the ECS document.
 */
export interface EcsValue {
    /**
     * Dotted name.
     */
    field: string;
    /**
     * Its value as text.
     */
    value: string;
    /**
     * Type in the field table, empty where it is not in it.
     */
    type: string;
    /**
     * Where it came from.
     */
    origin: EcsOrigin;
    /**
     * The bytes it came from or was derived from.
     */
    places: Place[];
    /**
     * The step that made it; empty where it was copied.
     */
    step: string;
    /**
     * Longer than `ignore_above`: stored but not searchable.
     */
    unsearchable: boolean;
}

/**
 * Where a value came from.
 */
export type EcsOrigin = "source" | "derived" | "constant" | "enrichment" | "unknown";

/**
 * What is known of events, by their numbers.
 */
export interface Labels {
    /**
     * Events the rule is meant to find.
     */
    truePositive?: number[];
    /**
     * Events it should stay silent about.
     */
    falsePositive?: number[];
}

/**
 * How the test cases fare; absent from a report where there are none.
 */
export interface CasesSummary {
    /**
     * Cases in the file.
     */
    total: number;
    /**
     * Those whose verdict is the expected one.
     */
    passed: number;
    /**
     * The others.
     */
    failed: number;
}

/**
 * What the Tune view shows.
 */
export interface TuningReport {
    /**
     * The version before beside this one; absent where there is none or one cannot be evaluated.
     */
    comparison?: ComparisonReport;
    /**
     * Why the version before cannot be evaluated; absent where it can, or there is none.
     */
    previousProblem?: string;
    /**
     * Every part of the query, in its order, groups before their parts.
     */
    clauses: ClauseReport[];
    /**
     * What could be better about the query.
     */
    hints: Hint[];
    /**
     * The test cases, in the order of their file.
     */
    cases: CaseReport[];
}

/**
 * Two versions of the rule over the same events.
 */
export interface ComparisonReport {
    /**
     * The difference in one sentence.
     */
    sentence: string;
    /**
     * Alerts.
     */
    alerts: Counts;
    /**
     * Events that are part of alerts.
     */
    events: Counts;
    /**
     * The same for each label: true positives, false positives, those without a label.
     */
    labels: LabelCounts[];
    /**
     * Keys the two set differently.
     */
    settings: SettingChange[];
    /**
     * Events only the version before alerts on.
     */
    lost: Change;
    /**
     * Events only this version alerts on.
     */
    gained: Change;
    /**
     * The first events both alert on.
     */
    kept: number[];
}

/**
 * How many before and after. What one version cannot decide and the other alerts on is neither lost nor gained.
 */
export interface Counts {
    /**
     * Of the version before.
     */
    before: number;
    /**
     * Of this version.
     */
    after: number;
    /**
     * Of both.
     */
    kept: number;
    /**
     * Only of this version.
     */
    gained: number;
    /**
     * Only of the version before.
     */
    lost: number;
    /**
     * Percent fewer after, to one decimal; negative for more. Absent where there were none before.
     */
    reduction?: number;
}

/**
 * The counts of one label.
 */
export interface LabelCounts {
    /**
     * Which.
     */
    label: Label;
    /**
     * Events that have it.
     */
    total: number;
    /**
     * Alerts with such an event.
     */
    alerts: Counts;
    /**
     * Such events that are part of alerts.
     */
    events: Counts;
}

/**
 * A label of an event.
 */
export type Label = "true_positive" | "false_positive" | "none";

/**
 * A key of the rule whose value changed.
 */
export interface SettingChange {
    /**
     * As rules write it: `new_terms.value`.
     */
    key: string;
    /**
     * Before; empty where it was not set.
     */
    before: string;
    /**
     * After; empty where it is not set.
     */
    after: string;
    /**
     * Where it stands in the rule; absent where it is not set.
     */
    range?: Range;
}

/**
 * Events that one version alerts on and the other does not.
 */
export interface Change {
    /**
     * How many.
     */
    count: number;
    /**
     * The first of them.
     */
    events: number[];
    /**
     * What makes the difference, most events first.
     */
    reasons: ChangeReason[];
}

/**
 * A clause or a key of the version that does not alert.
 */
export interface ChangeReason {
    /**
     * The clause with its field, or the key.
     */
    text: string;
    /**
     * Whether it is a clause of the query; else a key such as `from`.
     */
    clause: boolean;
    /**
     * Where it stands: for lost events in the rule, for gained ones in the version before. Absent for a key that is not set.
     */
    range?: Range;
    /**
     * Why the first of the events does not alert there.
     */
    sentence: string;
    /**
     * How many events it keeps from alerting.
     */
    count: number;
    /**
     * How many of them nothing else keeps from it.
     */
    alone: number;
    /**
     * How many of them are true positives.
     */
    truePositives: number;
    /**
     * How many of them are false positives.
     */
    falsePositives: number;
    /**
     * The first of them.
     */
    events: number[];
}

/**
 * One part of the query over all events, and over the events of all test cases.
 */
export interface ClauseReport {
    /**
     * The step of a sequence it belongs to, from 0.
     */
    step: number;
    /**
     * How deep it stands.
     */
    depth: number;
    /**
     * Its text with its field; for a group `and` or `or`.
     */
    text: string;
    /**
     * Whether it is turned around by a `not` above it.
     */
    negated: boolean;
    /**
     * Where it stands in the rule.
     */
    range: Range;
    /**
     * Over the events.
     */
    events: Tally;
    /**
     * Over the events of the test cases.
     */
    cases: Tally;
    /**
     * The first event for which it is true.
     */
    firstTrue?: number;
    /**
     * The first event for which it is false.
     */
    firstFalse?: number;
}

/**
 * Numbers of events.
 */
export interface Tally {
    /**
     * The part is true.
     */
    holds: number;
    /**
     * It is false.
     */
    fails: number;
    /**
     * It cannot be told.
     */
    unknown: number;
    /**
     * Only it excludes them.
     */
    alone: number;
    /**
     * They match, and would not with this part alone answered the other way.
     */
    needed: number;
}

/**
 * What could be better about the query.
 */
export interface Hint {
    /**
     * Which kind.
     */
    kind: HintKind;
    /**
     * The fact.
     */
    message: string;
    /**
     * What to change.
     */
    note: string;
    /**
     * Where in the rule.
     */
    range: Range;
    /**
     * How many events show it.
     */
    count: number;
    /**
     * The first of them.
     */
    events: number[];
    /**
     * A mechanical change.
     */
    fix?: Fix;
}

/**
 * The kinds of hints.
 */
export type HintKind = "leading_wildcard" | "fixed_set" | "redundant_exclusion" | "unused_exclusion" | "hides_true_positive" | "window_gap";

/**
 * A test case and how it fares.
 */
export interface CaseReport {
    /**
     * Its name.
     */
    name: string;
    /**
     * Why it is expected; empty where the file does not say.
     */
    why: string;
    /**
     * What is expected.
     */
    expected: Expected;
    /**
     * What the rule answers.
     */
    found: Verdict;
    /**
     * Whether that is the same.
     */
    passed: boolean;
    /**
     * The rule's answer in one sentence.
     */
    sentence: string;
    /**
     * Number of events.
     */
    events: number;
    /**
     * Where it stands in the text of the cases.
     */
    range: Range;
}

/**
 * The verdict a case expects.
 */
export type Expected = "match" | "no_match" | "undecided";

/**
 * Runs many rules over the open events.
 */
export interface GridQuestion {
    /**
     * The rules: a file's name and its text.
     */
    rules: EventsText[];
    /**
     * The first event to give the cells of.
     */
    from: number;
    /**
     * How many.
     */
    count: number;
}

/**
 * Many rules over the same events.
 */
export interface GridAnswer {
    /**
     * A row for each rule, in the order of the question.
     */
    rows: GridRow[];
}

/**
 * One rule.
 */
export interface GridRow {
    /**
     * The file's name.
     */
    file: string;
    /**
     * The rule's name; empty where it has none.
     */
    name: string;
    /**
     * Its verdict.
     */
    verdict: Verdict;
    /**
     * In one sentence.
     */
    sentence: string;
    /**
     * Events its query matches.
     */
    matched: number;
    /**
     * Events that cannot be decided.
     */
    undecided: number;
    /**
     * Alerts.
     */
    alerts: number;
    /**
     * Events in alerts that are marked true positive.
     */
    truePositives: number;
    /**
     * Events in alerts that are marked false positive.
     */
    falsePositives: number;
    /**
     * The first event it alerts on, else the first it cannot decide.
     */
    first?: number;
    /**
     * Events in alerts, one number for each events text.
     */
    sources: number[];
    /**
     * A character for each event asked for: `m` it alerts on, `u` undecided, `-` neither.
     */
    cells: string;
}

/**
 * Asks for the text of a pull request.
 */
export interface PullRequestQuestion {
    /**
     * `updated_date`: `YYYY/MM/DD`. Whoever asks has a clock.
     */
    date: string;
    /**
     * A link to what the author sees; left out where there is none.
     */
    link?: string;
    /**
     * The rule's path in its repository, for the diff; left out: `rule.toml`.
     */
    path?: string;
}

/**
 * The text of a pull request. With a version before it is a tuning, else a new rule.
 */
export interface PullRequestAnswer {
    /**
     * Markdown.
     */
    markdown: string;
    /**
     * What changes in the rule, as a unified diff with `updated_date` set; empty for a new rule.
     */
    diff: string;
    /**
     * The rule with `updated_date` set; for a new rule `creation_date` too, where it is empty.
     */
    rule: string;
}

/**
 * Makes a test case of events.
 */
export interface CaseQuestion {
    /**
     * Its name.
     */
    name: string;
    /**
     * Why it is expected.
     */
    why: string;
    /**
     * What is expected.
     */
    expected: Expected;
    /**
     * Numbers of the events.
     */
    events: number[];
}

/**
 * The text of the cases with the new case at its end; nothing else in it changes.
 */
export interface CaseAnswer {
    /**
     * The new text; absent where the present one cannot be read.
     */
    text?: string;
    /**
     * Why there is none.
     */
    problem: string;
}

/**
 * Asks for the texts redacted.
 */
export interface RedactQuestion {
    /**
     * Whether the test cases go along; they are evaluated too then.
     */
    cases: boolean;
}

/**
 * Every text with its account ids, addresses, keys and names replaced.
 */
export interface RedactAnswer {
    /**
     * The rule.
     */
    rule: string;
    /**
     * The version before; empty for none.
     */
    previous: string;
    /**
     * The events.
     */
    events: RedactedText[];
    /**
     * What was supplied of the time before.
     */
    history: RedactedText[];
    /**
     * Indicator documents.
     */
    indicators: RedactedText[];
    /**
     * The test cases; empty for none.
     */
    cases: string;
    /**
     * What is known of addresses; empty for nothing.
     */
    enrichment: string;
    /**
     * Whether every event has the verdict it had, with both versions.
     */
    sameVerdict: boolean;
    /**
     * That in one sentence.
     */
    sentence: string;
    /**
     * How many different values were replaced: `12 account ids`.
     */
    replaced: string[];
}

/**
 * A text with its name.
 */
export interface RedactedText {
    /**
     * Its name.
     */
    name: string;
    /**
     * The text.
     */
    text: string;
}

/**
 * Markdown of a rule; the page renders it.
 */
export interface Markdown {
    /**
     * The text, without TOML's escapes.
     */
    text: string;
    /**
     * For each of its lines the UTF-16 offset in the rule's text at which it starts.
     */
    lines: number[];
}

/**
 * `[transform]`: what `$investigate_0` and `$osquery_0` in a guide stand for.
 */
export interface Buttons {
    /**
     * In the order of their numbers.
     */
    investigate: InvestigateButton[];
    /**
     * In the order of their numbers.
     */
    osquery: OsqueryButton[];
}

/**
 * A button that opens a timeline.
 */
export interface InvestigateButton {
    /**
     * The button's text.
     */
    label: string;
    /**
     * What it is for, empty for none.
     */
    description: string;
    /**
     * Alternatives; inside one, all must hold.
     */
    providers: Provider[][];
}

/**
 * One condition of an investigate button.
 */
export interface Provider {
    /**
     * Field.
     */
    field: string;
    /**
     * Value; `{{field}}` stands for the alert's value of that field.
     */
    value: string;
    /**
     * Whether the condition is negated.
     */
    excluded: boolean;
}

/**
 * A button that runs an osquery.
 */
export interface OsqueryButton {
    /**
     * The button's text.
     */
    label: string;
    /**
     * The SQL; `{{field}}` as in [`Provider`].
     */
    query: string;
}

/**
 * One of `investigation_fields.field_names`.
 */
export interface HighlightedField {
    /**
     * Its name.
     */
    name: string;
    /**
     * Whether ECS or the integration has a field of this name.
     */
    known: boolean;
}
