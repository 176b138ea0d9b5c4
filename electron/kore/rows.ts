import type { DetailsRow, StatusRecord } from './types.ts';

/** Two rows of one agent as one: every record once, and the name of the later row, which may be a new one. */
export function mergeRows(before: DetailsRow, after: DetailsRow): DetailsRow {
  const known = new Set(before.records.map(recordKey));
  const records = [...before.records, ...after.records.filter((record) => !known.has(recordKey(record)))];
  const customId = after.customId ?? before.customId;
  return { ...before, name: laterName(before, after), customId, email: after.email || before.email, records };
}

/** Tells a row from the others of a page, also where an agent has several. */
export function rowKey({ userId, records }: DetailsRow): string {
  return [userId, ...records.map(recordKey)].join('\n');
}

function recordKey({ primaryStatus, secondaryStatus, start, end }: StatusRecord): string {
  return JSON.stringify([primaryStatus, secondaryStatus, start.kind, start.ms, end?.ms]);
}

/** A row without names shows the e-mail or the id in their place. */
function laterName(before: DetailsRow, { userId, name, email }: DetailsRow): string {
  return name === email || name === userId ? before.name : name;
}
