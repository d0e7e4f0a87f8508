import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EventRow,
  type HistoryFilter,
  type Kind,
  kinds,
  type Severity,
  severities,
} from '../../preload/contract/api.ts';
import { isUnsearchable } from '../../preload/contract/search.ts';
import { kindWord, plain, severityWord } from '../../preload/contract/texts/index.ts';
import { csvHead, csvRow } from '../history/csv.ts';
import { jsonEvent } from '../history/json.ts';
import { type HistoryReader, openHistoryReader } from '../history/open.ts';
import { places } from '../places.ts';
import { Ending, statuses } from './ending.ts';
import { print } from './output.ts';
import { historyThread, type Program } from './parts.ts';
import { sinceOf } from './since.ts';

export interface HistoryOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly query?: string;
  readonly server?: string;
  readonly kind?: string;
  readonly minSeverity?: string;
  readonly since?: string;
  readonly limit: string;
}

const pageRows = 500;

/** Prints the history, newest first, also while a host writes it. */
export async function history(program: Program, options: HistoryOptions): Promise<void> {
  const filter = filterOf(options, Date.now());
  const limit = limitOf(options.limit);
  if (options.json === true && options.csv === true)
    throw new Ending(statuses.unusable, 'Give --json or --csv, not both.');
  const directory = places(options.dataDir ?? null).localDirectory;
  if (!isThere(join(directory, 'history.db'))) console.error(`${directory} has no history yet.`);
  const reader = openHistoryReader({
    directory,
    start: historyThread(program),
  });
  try {
    if (options.csv === true) await print(csvHead);
    let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
    let before: number | null = null;
    while (left > 0) {
      const page: Awaited<ReturnType<HistoryReader['page']>> = await reader
        .page(filter, before, Math.min(pageRows, left))
        .catch(unusable);
      if (!(await print(await lines(reader, page.rows, options)))) return;
      left -= page.rows.length;
      before = page.next;
      if (before === null) return;
    }
  } finally {
    await reader.close();
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return unusable(error);
  }
}

/** The text says which file it is, and why. */
function unusable(error: unknown): never {
  throw new Ending(statuses.unusable, error instanceof Error ? error.message : String(error));
}

async function lines(reader: HistoryReader, rows: readonly EventRow[], options: HistoryOptions): Promise<string> {
  if (options.csv === true) return rows.map(csvRow).join('');
  if (options.json !== true) return rows.map(plainLine).join('');
  const events = await reader.events(rows.map(({ id }) => id)).catch(unusable);
  return events.map((event) => `${jsonEvent(event)}\n`).join('');
}

function plainLine(row: EventRow): string {
  const at = new Date(row.receivedAt);
  const moment = `${at.toLocaleDateString('sv')} ${at.toLocaleTimeString('sv')}`;
  const subject = row.subject?.name ?? row.subject?.id ?? '';
  const what = [row.title, subject, row.body].filter((text) => text !== '').join(' · ');
  // Each by itself: in one line of it, what parts them would be one space.
  const words = [row.serverName, kindWord(row.kind), what].map(plain);
  return `${[moment, severityWord(row.severity).padEnd(8), ...words].join('  ')}\n`;
}

function filterOf(options: HistoryOptions, now: number): HistoryFilter {
  const { query, server, kind, minSeverity, since } = options;
  const from = since === undefined ? undefined : sinceOf(since, now);
  if (from === null) {
    throw new Ending(
      statuses.unusable,
      `--since "${since}" is no moment: give ISO 8601, epoch ms, or how long ago (2h, 7d).`,
    );
  }
  if (query !== undefined && isUnsearchable(query)) {
    throw new Ending(statuses.unusable, `--query "${query}" has nothing to search for: give a letter or a digit.`);
  }
  return {
    ...(query === undefined ? {} : { text: query }),
    ...(server === undefined ? {} : { servers: [server] }),
    ...(kind === undefined ? {} : { kinds: [oneOf<Kind>('--kind', kind, kinds)] }),
    ...(minSeverity === undefined ? {} : { minSeverity: oneOf<Severity>('--min-severity', minSeverity, severities) }),
    ...(from === undefined ? {} : { from }),
  };
}

function oneOf<T extends string>(option: string, text: string, all: readonly T[]): T {
  const found = all.find((each) => each === text);
  if (found === undefined)
    throw new Ending(statuses.unusable, `${option} "${text}" is unknown: give one of ${all.join(', ')}.`);
  return found;
}

function limitOf(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new Ending(statuses.unusable, `--limit "${text}" is no number: give 0 for all, or how many.`);
  return Number(text);
}
