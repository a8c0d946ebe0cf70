import type { State } from "../app/state";

/** What the makers need to know about a fault, in Markdown: nothing of the rule, nothing of the events. */
export function report(state: State): string {
  const { answer, engine, events, options, rule, saving, selected, tab, versions } = state;
  const codes = (answer?.problems ?? []).map(({ code }) => code);
  const counts = [...new Set(codes)].map((code) => `${code} (${codes.filter((other) => other === code).length})`);
  const rows: readonly (readonly [string, string])[] = [
    ["Engine", versions ? `${versions.engine}, ${engine}` : engine],
    ["Tables", versions ? `${versions.integration}, ECS ${versions.ecs}, ${versions.userAgents}` : "not loaded"],
    ["Browser", navigator.userAgent],
    ["Window", `${innerWidth} × ${innerHeight}, ${devicePixelRatio}`],
    ["View", tab],
    [
      "Rule",
      `${rule.length} characters, ${answer?.rule?.type || "no type"}, ${answer?.rule?.language || "no language"}`,
    ],
    ["Events", `${events.length} texts, ${events.reduce((sum, { text }) => sum + text.length, 0)} characters`],
    ["Read", answer ? `${answer.verdict.events} events, event ${selected + 1} selected` : "no answer yet"],
    ["Verdict", answer?.verdict.verdict ?? "none"],
    ["Problems", counts.join(", ") || "none"],
    ["Time", answer ? `${answer.milliseconds.toFixed(1)} ms` : "none"],
    ["Options", `${options.now ? "now set" : "no now"}, ${options.enrichment ? "addresses" : "no addresses"}`],
    ["Storage", saving],
  ];
  return `### Rule Playground report\n\n${rows.map(([name, value]) => `- **${name}**: ${value}`).join("\n")}\n`;
}
