import type { HistoryFilter } from '../../preload/contract/api.ts';
import { isUnsearchable, parseQuery } from '../../preload/contract/search.ts';
import type { Database, Value } from './database.ts';
import { type IdRange, rangesOfTime } from './eras.ts';
import { facets } from './facets.ts';
import { matchExpression } from './query.ts';
import type { Words } from './words.ts';

/** One place where rows of a filter are: a range of ids and what to compare there. */
export interface Place extends IdRange {
  /** `FROM ... WHERE ...` over `events AS e`; takes `first`, `end` and then `values`. */
  readonly clause: string;
  readonly values: readonly Value[];
  /** The column of the id. */
  readonly id: string;
}

/** Where the rows of a filter are, newest first. Text and facets are one walk of the index. */
export function placesOf(database: Database, words: Words, lastId: number, filter: HistoryFilter): readonly Place[] {
  const terms = matchTerms(words, filter);
  if (terms === null) return [];
  const conditions: string[] = [];
  const values: Value[] = [];
  if (filter.from !== undefined) {
    conditions.push('e.received_at >= ?');
    values.push(filter.from);
  }
  if (filter.to !== undefined) {
    conditions.push('e.received_at < ?');
    values.push(filter.to);
  }
  const place = (range: IdRange, ...more: readonly string[]): Place =>
    terms.length > 0
      ? {
          ...range,
          clause: `FROM search CROSS JOIN events AS e ON e.id = search.rowid WHERE ${[
            'search.rowid >= CAST(? AS INTEGER)',
            'search.rowid < CAST(? AS INTEGER)',
            'search MATCH ?',
            ...conditions,
            ...more,
          ].join(' AND ')}`,
          values: [terms.join(' AND '), ...values],
          id: 'search.rowid',
        }
      : {
          ...range,
          clause: `FROM events AS e WHERE ${['e.id >= ?', 'e.id < ?', ...conditions, ...more].join(' AND ')}`,
          values,
          id: 'e.id',
        };

  const ranges = rangesOfTime(database, lastId, filter.from, filter.to);
  if (filter.seen === undefined) return ranges.map((range) => place(range));
  const marked = database.prepare<{ upto: number | null }>('SELECT max(upto) AS upto FROM seen_marks').get()?.upto ?? 0;
  const later = ranges
    .map((range) => ({ first: Math.max(range.first, marked + 1), end: range.end }))
    .filter((range) => range.first < range.end);
  if (!filter.seen) return later.map((range) => place(range, 'e.seen_at IS NULL'));
  const earlier = ranges
    .map((range) => ({ first: range.first, end: Math.min(range.end, marked + 1) }))
    .filter((range) => range.first < range.end);
  return [...later.map((range) => place(range, 'e.seen_at IS NOT NULL')), ...earlier.map((range) => place(range))];
}

/** The parts of the MATCH expression, all of which must hold; null when one of them cannot. */
function matchTerms(words: Words, filter: HistoryFilter): readonly string[] | null {
  const terms: string[] = [];
  if (isUnsearchable(filter.text ?? '')) return null;
  const text = matchExpression(parseQuery(filter.text ?? ''));
  if (text !== null) terms.push(text);
  if (filter.servers?.length) {
    const codes = filter.servers.map((server) => words.find(server)).filter((code) => code !== null);
    if (codes.length === 0) return null;
    terms.push(anyOf(codes.map(facets.server)));
  }
  if (filter.kinds?.length) terms.push(anyOf(filter.kinds.map(facets.kind)));
  if (filter.phases?.length) terms.push(anyOf(filter.phases.map(facets.phase)));
  if (filter.outcomes?.length) terms.push(anyOf(filter.outcomes.map(facets.outcome)));
  if (filter.minSeverity !== undefined && filter.minSeverity !== 'ok') {
    terms.push(anyOf([facets.reached(filter.minSeverity)]));
  }
  if (filter.streams === false) terms.push(anyOf([facets.noStream]));
  return terms;
}

function anyOf(tokens: readonly string[]): string {
  return `facets : (${tokens.map((token) => `"${token}"`).join(' OR ')})`;
}
