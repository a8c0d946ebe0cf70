import type { Theme } from "../app/state";
import type { Workspace } from "../app/workspace";
import { isMessage, PROTOCOL, type ToHost } from "./protocol";

/** How the page was embedded. */
export interface Embedding {
  /** Rule, events, verdict and why only; else the whole page. */
  readonly compact: boolean;
  /** The host page's own, where it has one. */
  readonly theme: Theme;
  /** Origin of the host page; messages go there and come from there only. `undefined`: the host did not ask for any. */
  readonly host: string | undefined;
}

/** Whether the page is in a frame of somebody's page, and how; said in its address. */
export function embedding(search: string): Embedding | undefined {
  const parameters = new URLSearchParams(search);
  const compact = parameters.get("view") === "compact";
  if (!compact && !parameters.has("host")) return undefined;
  const theme = parameters.get("theme");
  return {
    compact,
    theme: theme === "light" || theme === "dark" ? theme : "system",
    host: hostOrigin(parameters.get("host")),
  };
}

/** An origin as `MessageEvent.origin` has it: a sandboxed host page has none, and is called "null". */
function hostOrigin(named: string | null): string | undefined {
  if (named === null) return undefined;
  if (named === "null") return named;
  try {
    return new URL(named).origin;
  } catch {
    return undefined;
  }
}

/** Talks to the host page: takes texts from it, tells it the verdict and, in the compact view, the height of `content`. */
export function talkToHost(app: Workspace, { compact, host }: Embedding, content: HTMLElement): void {
  if (host === undefined || window.parent === window) return;
  const target = host === "null" ? "*" : host;
  const send = (message: ToHost) => window.parent.postMessage(message, target);
  window.addEventListener("message", ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || origin !== host || !isMessage(data) || data.kind !== "load") return;
    const { rule, events } = data as { readonly rule?: unknown; readonly events?: unknown };
    app.open({
      ...(typeof rule === "string" ? { rule } : {}),
      ...(typeof events === "string" ? { events: [{ name: "events", text: events }] } : {}),
    });
  });
  app.store.subscribe(({ answer }, before) => {
    if (!answer || answer === before.answer) return;
    const { verdict, sentence, matched, undecided, events } = answer.verdict;
    send({ rulePlayground: PROTOCOL, kind: "verdict", verdict, sentence, matched, undecided, events });
  });
  const resized = () =>
    send({ rulePlayground: PROTOCOL, kind: "height", height: Math.ceil(content.getBoundingClientRect().height) });
  // The whole page is as high as its frame.
  if (compact) new ResizeObserver(resized).observe(content);
  send({ rulePlayground: PROTOCOL, kind: "ready" });
}
