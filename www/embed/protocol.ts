/**
 * What a host page and the playground in its frame say to each other by `postMessage`.
 *
 * The version changes when a message changes in a way the other side would notice; `docs/embedding.md` has the story.
 */
export const PROTOCOL = 1;

/** What every message carries, so that messages of other scripts are told apart. */
interface Envelope<Kind extends string> {
  readonly rulePlayground: typeof PROTOCOL;
  readonly kind: Kind;
}

/** Texts for the frame; parts left out stay as they are. */
export interface Texts {
  readonly rule?: string;
  /** Events as one text, in any shape the page takes. */
  readonly events?: string;
}

/** Host to frame: show these texts. */
export type Load = Envelope<"load"> & Texts;

/** Frame to host: it listens now. */
export type Ready = Envelope<"ready">;

/** Frame to host: the answer after each change. */
export type Verdict = Envelope<"verdict"> & {
  readonly verdict: "match" | "no_match" | "undecided" | "invalid";
  readonly sentence: string;
  readonly matched: number;
  readonly undecided: number;
  readonly events: number;
};

/** Frame to host: how high it would like to be, in CSS pixels. */
export type Height = Envelope<"height"> & { readonly height: number };

export type ToFrame = Load;
export type ToHost = Ready | Verdict | Height;

/** Whether something received is a message of this protocol and version. */
export function isMessage(data: unknown): data is { readonly rulePlayground: number; readonly kind: string } {
  return (
    typeof data === "object" &&
    data !== null &&
    (data as Record<string, unknown>).rulePlayground === PROTOCOL &&
    typeof (data as Record<string, unknown>).kind === "string"
  );
}
