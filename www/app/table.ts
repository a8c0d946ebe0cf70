import type { Table, TableFilter, TableSort } from "../engine/wire";

/** The fields that tell one CloudTrail event from another at a glance. */
export const COLUMNS: readonly string[] = [
  "@timestamp",
  "event.action",
  "event.provider",
  "user.name",
  "source.address",
];

const NO_FILTER: TableFilter = { verdicts: [], fields: [], text: "", labels: [] };

/** All events in the order of the texts. */
export const TABLE: Table = { columns: [...COLUMNS], filter: NO_FILTER };

/** What of a filter changes; a part that is `undefined` is taken out. */
export type FilterChanges = { [K in keyof TableFilter]?: TableFilter[K] | undefined };

/** The table with another filter. */
export function filtered(table: Table, changes: FilterChanges): Table {
  const { part, ...rest } = { ...table.filter, ...changes };
  const { verdicts = [], fields = [], text = "", labels = [] } = rest;
  return { ...table, filter: { verdicts, fields, text, labels, ...(part ? { part } : {}) } };
}

/** The table with all events. */
export function unfiltered(table: Table): Table {
  return isFiltered(table) ? { ...table, filter: NO_FILTER } : table;
}

/** Whether some events may be left out. */
export function isFiltered({ filter: { verdicts, fields, text, labels, part } }: Table): boolean {
  return verdicts.length + fields.length + labels.length > 0 || text !== "" || part !== undefined;
}

/** The next order after a click on a column's head: up, down, as in the texts. */
export function sortedBy(table: Table, by: string): Table {
  const { sort, ...rest } = table;
  if (sort?.by !== by) return { ...rest, sort: { by, descending: false } };
  return sort.descending ? rest : { ...rest, sort: { by, descending: true } };
}

/** The table with other columns; an order by a column that goes is given up. */
export function withColumns(table: Table, columns: readonly string[]): Table {
  const { sort, ...rest } = { ...table, columns: [...columns] };
  const stays = sort && (sort.by === "verdict" || columns.includes(sort.by));
  return stays ? { ...rest, sort } : rest;
}

/** Columns and order from storage; the filter belongs to the events of one visit. */
export function tableOf(saved: unknown): Table {
  const { columns, sort } = (saved ?? {}) as { columns?: unknown; sort?: Partial<TableSort> };
  const names = Array.isArray(columns) ? columns.filter((name) => typeof name === "string" && name !== "") : [];
  const table = withColumns(TABLE, Array.isArray(columns) ? [...new Set(names)] : COLUMNS);
  if (typeof sort?.by !== "string") return table;
  return withColumns({ ...table, sort: { by: sort.by, descending: sort.descending === true } }, table.columns);
}
