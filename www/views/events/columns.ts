import { html } from "lit";

/** How the column of a field looks. */
export interface Column {
  readonly field: string;
  readonly title: string;
  /** Width that it needs, and its share of what is left. */
  readonly width: string;
  readonly share: number;
}

const KNOWN: Record<string, Omit<Column, "field">> = {
  "@timestamp": { title: "Time", width: "var(--time)", share: 0 },
  "event.action": { title: "Action", width: "96px", share: 1.3 },
  "event.provider": { title: "Provider", width: "96px", share: 1.3 },
  "user.name": { title: "User", width: "80px", share: 0.9 },
  "source.address": { title: "Source", width: "112px", share: 0 },
};

export function columnOf(field: string): Column {
  return { field, ...(KNOWN[field] ?? { title: field, width: "120px", share: 1 }) };
}

/** What a cell shows; the whole value is in its title. */
export function cell(field: string, value: string) {
  if (!value)
    return html`<i class="missing"><span aria-hidden="true">–</span><span class="visually-hidden">missing</span></i>`;
  if (field === "@timestamp") return time(value);
  return field === "user.name" ? shortUser(value) : value;
}

/** `2024-05-01 10:22:31`; a narrow table hides the day. */
function time(value: string) {
  const [day, clock] = value.split("T");
  return clock ? html`<span class="day">${day} </span>${clock.replace(/(\.\d+)?Z$/, "")}` : value;
}

/** The telling end of an ARN: `Role/session` of `…:assumed-role/Role/session`, `root` of `…:root`. */
function shortUser(user: string): string {
  if (!user.startsWith("arn:")) return user;
  return user.slice((user.includes("/") ? user.indexOf("/") : user.lastIndexOf(":")) + 1);
}
