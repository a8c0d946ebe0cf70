import { isMessage, PROTOCOL, type Texts, type ToFrame } from "./protocol";
import { gather, ofBlocksBefore, ofChildren, split, textOf } from "./texts";

/** Where the playground lies: beside this script. */
const PAGE = new URL("./", import.meta.url).href;

/** How near the viewport an element with `load="visible"` makes its frame. */
const NEAR = "300px";

/** How site generators mark the language of a code block: on the code, the block, or what wraps it. */
const BLOCKS =
  "pre > code.language-rule-playground, pre.language-rule-playground, .language-rule-playground pre, .highlight-rule-playground pre";

const STYLE = `
:host { display: block; margin: 1em 0; }
:host([hidden]) { display: none; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; font: 14px/1.4 system-ui, sans-serif; }
button { font: inherit; font-weight: 600; padding: 6px 14px; border: 1px solid #3454d1; border-radius: 6px; background: #3454d1; color: #fff; cursor: pointer; }
button:focus-visible { outline: 2px solid #3454d1; outline-offset: 2px; }
iframe { display: block; width: 100%; height: 420px; border: 1px solid #8884; border-radius: 8px; background: Canvas; }
p { margin: 8px 0 0; font: 14px/1.4 system-ui, sans-serif; }
`;

/**
 * `<rule-playground rule=… events=… view=… load=… sandbox height=…>`: a rule with events, run in place.
 *
 * Light on the host page: a button, and a frame only when it is pressed or, with `load="visible"`, when the element comes near
 * the viewport. Dispatches `verdict` (detail: see `protocol.ts`) on itself after each answer.
 */
export class RulePlaygroundElement extends HTMLElement {
  readonly #root = this.attachShadow({ mode: "open" });
  #frame: HTMLIFrameElement | undefined;
  #watching: IntersectionObserver | undefined;
  /** Texts given by script, before those the markup names. */
  #given: Texts | undefined;
  /** Where the frame spoke from: the playground's origin, or "null" in a sandbox, its own or the host page's. */
  #origin = "";

  connectedCallback(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    window.addEventListener("message", this.#receive);
    if (!this.#frame) this.#offer();
    if (this.getAttribute("load") !== "visible") return;
    this.#watching = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.run(),
      { rootMargin: NEAR },
    );
    this.#watching.observe(this);
  }

  disconnectedCallback(): void {
    window.removeEventListener("message", this.#receive);
    this.#watching?.disconnect();
    this.#frame = undefined;
    this.#origin = "";
    this.#root.replaceChildren();
  }

  /** Shows these texts, now or when the frame is made. */
  load(texts: Texts): void {
    this.#given = texts;
    void this.#send();
  }

  /** Makes the frame. */
  run(): void {
    this.#watching?.disconnect();
    if (this.#frame) return;
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("label") ?? "Rule Playground";
    if (this.hasAttribute("sandbox"))
      frame.sandbox.add("allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads");
    frame.allow = "clipboard-write";
    const address = new URL("./index.html", PAGE);
    address.searchParams.set("view", this.#compact() ? "compact" : "full");
    address.searchParams.set("host", self.origin);
    // What the reader's system prefers the frame sees itself; what a site's own switch says stands in its CSS.
    const { colorScheme } = getComputedStyle(this);
    if (colorScheme === "light" || colorScheme === "dark") address.searchParams.set("theme", colorScheme);
    frame.src = address.href;
    const height = this.getAttribute("height") ?? (this.#compact() ? null : "720");
    if (height) frame.style.height = /^\d+$/.test(height) ? `${height}px` : height;
    this.#frame = frame;
    this.#root.replaceChildren(frame);
  }

  #compact(): boolean {
    return (this.getAttribute("view") ?? "compact") === "compact";
  }

  /** The button that makes the frame. */
  #offer(): void {
    const bar = document.createElement("div");
    bar.className = "bar";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.getAttribute("label") ?? "Run this rule";
    button.onclick = () => this.run();
    bar.append(button);
    this.#root.replaceChildren(bar);
  }

  readonly #receive = ({ source, origin, data }: MessageEvent<unknown>): void => {
    const frame = this.#frame;
    if (!frame || source !== frame.contentWindow || !isMessage(data)) return;
    const sandboxed = this.hasAttribute("sandbox") || self.origin === "null";
    if (origin !== new URL(PAGE).origin && !(sandboxed && origin === "null")) return;
    this.#origin = origin;
    if (data.kind === "ready") void this.#send();
    if (data.kind === "verdict") this.dispatchEvent(new CustomEvent("verdict", { detail: data, bubbles: true }));
    if (data.kind !== "height" || this.hasAttribute("height")) return;
    const { height } = data as { readonly height?: unknown };
    if (typeof height === "number") frame.style.height = `${Math.min(Math.max(height, 200), 1200)}px`;
  };

  /** Hands the texts over; the frame takes them once it is ready, and is told again then. */
  async #send(): Promise<void> {
    const window = this.#frame?.contentWindow;
    if (!window || this.#origin === "") return;
    let texts: Texts;
    try {
      texts = await this.#texts();
    } catch (error) {
      this.#say(error instanceof Error ? error.message : "The rule could not be loaded.");
      return;
    }
    const message: ToFrame = { rulePlayground: PROTOCOL, kind: "load", ...texts };
    // A sandboxed frame has no origin that could be named.
    window.postMessage(message, this.#origin === "null" ? "*" : this.#origin);
  }

  async #texts(): Promise<Texts> {
    if (this.#given) return this.#given;
    const own = ofChildren(this);
    const found = gather(own.length > 0 ? own : ofBlocksBefore(this));
    const named = await Promise.all(
      (["rule", "events"] as const).map(async (name) => [name, await fetched(this.getAttribute(name))] as const),
    );
    return { ...found, ...Object.fromEntries(named.filter(([, text]) => text !== undefined)) };
  }

  #say(sentence: string): void {
    const said = document.createElement("p");
    said.setAttribute("role", "alert");
    said.textContent = sentence;
    this.#root.append(said);
  }
}

/** A text by its address, as seen from the host page and fetched by it. */
async function fetched(address: string | null): Promise<string | undefined> {
  if (!address) return undefined;
  const url = new URL(address, document.baseURI);
  try {
    const answer = await fetch(url);
    if (answer.ok) return await answer.text();
  } catch {
    // The page's policy or the other site refuses; said below.
  }
  const other = url.origin === location.origin ? "" : " Its server must allow this page to read it (CORS).";
  throw new Error(`${url.href} could not be loaded.${other}`);
}

/** Code blocks in the language `rule-playground` get the element behind them; the code stays for readers without scripts. */
export function upgrade(root: ParentNode): void {
  for (const found of root.querySelectorAll(BLOCKS)) {
    const block = found.closest("pre");
    if (!block || block.dataset.rulePlayground !== undefined) continue;
    block.dataset.rulePlayground = "";
    const element = new RulePlaygroundElement();
    element.load(split(textOf(block)));
    block.after(element);
  }
}
