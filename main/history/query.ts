import { type EventRow, type HistoryFilter, rankOf } from '../../preload/contract/api.ts';
import { holds, isUnsearchable, parseQuery, type Term, wordsOf } from '../../preload/contract/search.ts';

/** The same terms for FTS5, over the columns that hold text; null when nothing is asked. */
export function matchExpression(terms: readonly Term[]): string | null {
  if (terms.length === 0) return null;
  const phrases = terms.map((term) => `"${term.words.join(' ')}"${term.prefix ? '*' : ''}`);
  return `{title body subject topic} : (${phrases.join(' AND ')})`;
}

/** What finds the rows of a subject by its id. */
export function subjectExpression(id: string): string {
  return `{subject} : "${wordsOf(id)
    .map(({ word }) => word)
    .join(' ')}"`;
}

/**
 * Whether a row belongs under a filter, by the same rules as a search in the database.
 * An empty list narrows nothing.
 */
export function matches(row: EventRow & { readonly stream: boolean }, filter: HistoryFilter): boolean {
  if (!within(filter.servers, row.server) || !within(filter.kinds, row.kind)) return false;
  if (!within(filter.outcomes, row.decision.outcome)) return false;
  if (filter.phases?.length && (row.phase === null || !filter.phases.includes(row.phase))) return false;
  if (filter.minSeverity && rankOf(row.severity) < rankOf(filter.minSeverity)) return false;
  if (filter.seen !== undefined && filter.seen !== (row.seenAt !== null)) return false;
  if (filter.from !== undefined && row.receivedAt < filter.from) return false;
  if (filter.to !== undefined && row.receivedAt >= filter.to) return false;
  if (filter.streams === false && row.stream) return false;
  return !filter.text || matchesText(row, filter.text);
}

function within<T>(list: readonly T[] | undefined, value: T): boolean {
  return !list?.length || list.includes(value);
}

function matchesText(row: EventRow, text: string): boolean {
  const terms = parseQuery(text);
  if (terms.length === 0) return !isUnsearchable(text);
  const subject = [row.subject?.name, row.subject?.id].filter((part) => typeof part === 'string').join(' ');
  const columns = [row.title, row.body, subject, row.topic].map((text) => wordsOf(text).map(({ word }) => word));
  return terms.every((term) => columns.some((words) => holds(words, term)));
}
