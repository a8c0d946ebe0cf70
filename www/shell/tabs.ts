import { html, type TemplateResult } from "lit";

/** One tab of a list. */
export interface TabItem<T extends string> {
  readonly id: T;
  readonly title: TemplateResult | string;
}

/** A list of tabs; arrow keys choose. The panel of tab `x` has the id `panel-x`. */
export function tabs<T extends string>(
  label: string,
  items: readonly TabItem<T>[],
  chosen: T,
  choose: (id: T) => void,
): TemplateResult {
  const key = (event: KeyboardEvent): void => {
    const at = items.findIndex((item) => item.id === chosen);
    const last = items.length - 1;
    const targets: Record<string, number> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const index = targets[event.key];
    const target = index === undefined ? undefined : items[index];
    if (!target || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    choose(target.id);
    event.currentTarget.querySelector<HTMLElement>(`#tab-${target.id}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${key}>
    ${items.map(
      ({ id, title }) => html`<button class="tab" role="tab" id=${`tab-${id}`} aria-controls=${`panel-${id}`}
        aria-selected=${id === chosen} tabindex=${id === chosen ? 0 : -1} @click=${() => choose(id)}>${title}</button>`,
    )}
  </div>`;
}
