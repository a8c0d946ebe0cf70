import { LitElement, type PropertyDeclarations } from "lit";
import type { State } from "./state";
import type { Workspace } from "./workspace";

/**
 * An element of the page: draws the workspace's state and is drawn again when it changes.
 *
 * Elements have no shadow root of their own; all live in the one of the playground, so that labels can name
 * elements across the page and one sheet styles them all.
 */
export abstract class PageElement extends LitElement {
  static override properties: PropertyDeclarations = { app: { attribute: false } };
  declare app: Workspace;
  #unsubscribe: (() => void) | undefined;

  get state(): State {
    return this.app.store.value;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.app.store.subscribe((state, before) => {
      if (this.concerns(state, before)) this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  /** Whether the element shows something that changed. */
  protected concerns(_state: State, _before: State): boolean {
    return true;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
