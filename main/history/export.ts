import type { EventRow, ExportInput, Page } from '../../preload/contract/api.ts';
import { csvHead, csvRow } from './csv.ts';
import type { History } from './history.ts';
import { jsonEvent } from './json.ts';

/** Events on their way into a file. */
export interface Exported {
  /** How many there are; those that come meanwhile are not among them. */
  readonly total: number;
  /** The text of the file, piece by piece, with how many events each has. The next piece is read when it is asked for. */
  readonly pieces: AsyncGenerator<{ readonly text: string; readonly rows: number }>;
}

type Source = Pick<History, 'page' | 'rows' | 'events' | 'tally'>;

const csvRows = 500;
/** Payloads have up to 64 KiB each, and all of a piece are in memory. */
const jsonRows = 100;
/** How many ids are counted at once: what else is asked of the reader has its turn in between. */
const talliedIds = 20_000;

/**
 * Reads events out page by page, newest first, each one once whatever is written meanwhile. Nothing is read but when a
 * piece is asked for, and nothing more after `pieces.return()`.
 */
export async function exported(history: Source, input: ExportInput): Promise<Exported> {
  const { format } = input;
  const limit = format === 'csv' ? csvRows : jsonRows;
  if ('ids' in input) {
    const ids = [...new Set(input.ids)].sort((one, other) => other - one);
    const total = (await history.rows(ids)).length;
    return { total, pieces: pieces(history, format, chosen(history, ids, limit)) };
  }
  const { filter } = input;
  const [newest] = (await history.page(filter, null, 1)).rows;
  const top = newest === undefined ? 1 : newest.id + 1;
  let total = 0;
  for (let end = top; end > 1; end -= talliedIds) {
    total += await history.tally(filter, Math.max(1, end - talliedIds), end);
  }
  const read = (before: number) => history.page(filter, before, limit);
  return { total, pieces: pieces(history, format, pages(read, top)) };
}

type Rows = AsyncGenerator<readonly EventRow[]>;

async function* pages(read: (before: number) => Promise<Page>, end: number): Rows {
  for (let before: number | null = end; before !== null; ) {
    const page = await read(before);
    yield page.rows;
    before = page.next;
  }
}

async function* chosen(history: Source, ids: readonly number[], limit: number): Rows {
  for (let at = 0; at < ids.length; at += limit) yield await history.rows(ids.slice(at, at + limit));
}

async function* pieces(history: Source, format: ExportInput['format'], rows: Rows): Exported['pieces'] {
  if (format === 'csv') {
    yield { text: csvHead, rows: 0 };
    for await (const page of rows) yield { text: page.map(csvRow).join(''), rows: page.length };
    return;
  }
  let between = '[\n';
  for await (const page of rows) {
    const events = await history.events(page.map(({ id }) => id));
    if (events.length === 0) continue;
    yield { text: between + events.map(jsonEvent).join(',\n'), rows: events.length };
    between = ',\n';
  }
  yield { text: between === '[\n' ? '[]\n' : '\n]\n', rows: 0 };
}
