import type { Workspace } from "../app/workspace";
import { isMessage, PROTOCOL, type ToHost } from "./protocol";

/** How the page was embedded. */
export interface Embedding {
  /** Origin of the host page; messages go there and come from there only. `undefined`: the host did not ask for any. */
  readonly host: string | undefined;
}

/** Whether the page is to be the compact view of a frame; said in its address. */
export function embedding(search: string): Embedding | undefined {
  const parameters = new URLSearchParams(search);
  if (parameters.get("view") !== "compact") return undefined;
  return { host: hostOrigin(parameters.get("host")) };
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

/** Talks to the host page: takes texts from it, tells it the verdict and the height of `content`. */
export function talkToHost(app: Workspace, { host }: Embedding, content: HTMLElement): void {
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
  new ResizeObserver(() =>
    send({ rulePlayground: PROTOCOL, kind: "height", height: Math.ceil(content.getBoundingClientRect().height) }),
  ).observe(content);
  send({ rulePlayground: PROTOCOL, kind: "ready" });
}
