import type { EventRow } from '../../preload/contract/api.ts';
import { drawn } from '../../preload/contract/texts/index.ts';

type Cell = string | number | null;

/**
 * What a spreadsheet would take for the beginning of a formula, in full width as well. Not only where a cell begins: where
 * the system's list separator is a semicolon, Excel cuts the lines there, and heeds no quotes within what it cuts.
 */
const formula = /(?<=^|[;\t\r\n])(?=[ \u00a0]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/g;

/** The columns of an event without its payload; what is nested becomes a column a field. */
const columns: readonly (readonly [string, (row: EventRow) => Cell])[] = [
  ['id', (row) => row.id],
  ['key', (row) => row.key],
  ['repeats', (row) => row.repeats],
  ['server', (row) => row.server],
  ['serverName', (row) => row.serverName],
  ['protocol', (row) => row.protocol],
  ['kind', (row) => row.kind],
  ['topic', (row) => row.topic],
  ['phase', (row) => row.phase],
  ['severity', (row) => row.severity],
  ['level', (row) => row.level],
  ['subjectType', (row) => row.subject?.type ?? null],
  ['subjectId', (row) => row.subject?.id ?? null],
  ['subjectName', (row) => row.subject?.name ?? null],
  ['alert', (row) => row.alert],
  ['title', (row) => row.title],
  ['body', (row) => row.body],
  ['occurredAt', (row) => row.occurredAt],
  ['receivedAt', (row) => row.receivedAt],
  ['seenAt', (row) => row.seenAt],
  ['url', (row) => row.url],
  ['via', (row) => row.via],
  ['outcome', (row) => row.decision.outcome],
  ['reason', (row) => row.decision.reason],
  ['rule', (row) => row.decision.rule],
  ['driver', (row) => row.decision.driver],
];

/** The first line: the names of the columns. */
export const csvHead = line(columns.map(([name]) => name));

/** One event as a line of RFC 4180. */
export function csvRow(row: EventRow): string {
  return line(columns.map(([, value]) => value(row)));
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/**
 * CSV has no escape: what is never drawn, which turns or hides what stands beside it and which a terminal obeys, is a space
 * here, and stands whole in the JSON. Only then is looked for formulas, so that none begins behind it. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it: the texts are a server's.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = drawn(value).replace(formula, "'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
