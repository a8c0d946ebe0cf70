import type { Provider } from "../../engine/wire";

/** A block of rendered Markdown. There is no HTML: raw HTML is text. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly inlines: readonly Inline[]; readonly line: number }
  | { readonly kind: "paragraph"; readonly inlines: readonly Inline[] }
  | { readonly kind: "list"; readonly start?: number; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "table"; readonly head: Cells; readonly rows: readonly Cells[] }
  | { readonly kind: "break" }
  | Card;

/** The cells of a table's row. */
export type Cells = readonly (readonly Inline[])[];

/** A plugin of Kibana: `!{investigate{…}}`, `!{osquery{…}}`, or a placeholder such as `$investigate_0`. */
export interface Card {
  readonly kind: "card";
  readonly plugin: string;
  /** The button's text. */
  readonly label: string;
  /** What it is for, empty for none. */
  readonly description: string;
  /** Conditions of `investigate`: alternatives; inside one, all must hold. */
  readonly providers: readonly (readonly Provider[])[];
  /** The SQL of `osquery`. */
  readonly query: string;
  /** The placeholder, where the rule has nothing that it stands for. */
  readonly missing?: string;
}

/** A piece of running text. */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis" | "struck"; readonly inlines: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly inlines: readonly Inline[] }
  | { readonly kind: "line_break" }
  | Card;
