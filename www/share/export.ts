import type { State } from "../app/state";
import { counted } from "../app/words";
import type { Match } from "../engine/wire";
import { VERDICTS } from "../views/verdict/words";

/** The columns of a table of matches. */
export const FIELDS = [
  "@timestamp",
  "event.action",
  "event.provider",
  "user.name",
  "aws.cloudtrail.user_identity.arn",
  "source.ip",
  "cloud.account.id",
  "cloud.region",
] as const;

/** What matches can be saved as. */
export interface Format {
  readonly name: string;
  readonly file: string;
  readonly type: string;
  readonly write: (matches: readonly Match[]) => string;
}

/** The records are saved as they stand in the texts, so that numbers and order stay. */
export const FORMATS: readonly Format[] = [
  {
    name: "JSON",
    file: "matches.json",
    type: "application/json",
    write: (matches) => `[\n${matches.map(({ raw }) => raw).join(",\n")}\n]\n`,
  },
  {
    name: "NDJSON",
    file: "matches.ndjson",
    type: "application/x-ndjson",
    write: (matches) => matches.map(({ raw }) => `${oneLine(raw)}\n`).join(""),
  },
  {
    name: "CSV",
    file: "matches.csv",
    type: "text/csv",
    write: (matches) =>
      [["event", ...FIELDS], ...matches.map(({ event, values }) => [`${event + 1}`, ...values.map(csv)])]
        .map((cells) => `${cells.join(",")}\r\n`)
        .join(""),
  },
];

/** A JSON text without its line breaks, which stand between its tokens only. */
function oneLine(raw: string): string {
  return raw.replace(/[\r\n]+\s*/g, "");
}

/** A cell as RFC 4180 has it. A spreadsheet would run what begins like a formula, so that gets a quote in front. */
function csv(cell: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rule, event, verdict and why as Markdown, for a ticket or a pull request. */
export function markdown(state: Pick<State, "rule" | "answer">, event: string, link: string): string {
  const { answer } = state;
  const detail = answer?.detail;
  const name = answer?.rule?.name;
  const lines = [`### ${name ? plain(name) : "Detection rule"}`, ""];
  if (answer)
    lines.push(
      `**${VERDICTS[answer.verdict.verdict].word}** over ${counted(answer.verdict.events, "event")}: ${answer.verdict.sentence}`,
      "",
    );
  if (detail) lines.push(`**Event ${detail.event + 1}**: ${detail.sentence}`, "");
  if (link) lines.push(`[Open in the Rule Playground](${link})`, "");
  lines.push("<details><summary>Rule</summary>", "", fenced("toml", state.rule), "", "</details>");
  if (event) lines.push("<details><summary>Event</summary>", "", fenced("json", event), "", "</details>");
  return `${lines.join("\n")}\n`;
}

/** A fence longer than any inside. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, "")}\n${fence}`;
}

/** Text that Markdown shows as it is. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]()#+\-.!|<>&]/g, "\\$&");
}

/** The same question to the command line, texts included. */
export function command(state: Pick<State, "rule" | "events" | "selected" | "options">): string {
  const { rule, events, selected, options } = state;
  const files = events.map((source, index) => [fileName(source.name, index), source.text] as const);
  const enrichment = options.enrichment ? [["enrichment.json", options.enrichment] as const] : [];
  const all = [["rule.toml", rule] as const, ...files, ...enrichment];
  const run = ["rule-playground run --rule rule.toml --events", ...files.map(([name]) => name)];
  if (enrichment.length > 0) run.push("--enrichment enrichment.json");
  if (options.now) run.push(`--now ${options.now}`);
  run.push(`--explain ${selected}`);
  return `${all.map(([name, text]) => written(name, text)).join("\n")}\n${run.join(" ")}\n`;
}

/** A name the shell takes without quotes. */
function fileName(name: string, index: number): string {
  const safe = name.replace(/[^\w.-]+/g, "-").replace(/^[-.]+/, "");
  // Files of different folders may have the same name.
  return `${index + 1}-${safe === "" || safe === "events" ? "events.json" : safe}`;
}

/** A here-document; its end mark stands nowhere in the text. */
function written(name: string, text: string): string {
  let mark = "END";
  while (text.includes(mark)) mark += "_";
  return `cat > ${name} <<'${mark}'\n${text}${text.endsWith("\n") ? "" : "\n"}${mark}`;
}
