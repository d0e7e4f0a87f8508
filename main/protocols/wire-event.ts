import { type OwnWords, ownOnes, textOfWords } from './own-words.ts';
import type { WireEvent } from './protocol.ts';

const titleLength = 500;
const bodyLength = 4_000;
const jsonLength = 300;

/** What an adapter says of a message; words are the server's, or own ones. */
export interface Given
  extends Pick<WireEvent, 'kind' | 'topic' | 'payload'>,
    Partial<Omit<WireEvent, 'kind' | 'topic' | 'payload' | 'title' | 'body' | 'ours'>> {
  readonly title: string | OwnWords;
  readonly body?: string | OwnWords;
}

/** An event with everything that its topic does not say; texts are bounded, and a title is never empty. */
export function wireEvent(given: Given): WireEvent {
  const { title, body = '' } = given;
  // The copy first: over fields that are there already it costs several times as much.
  return {
    ...given,
    key: given.key ?? null,
    phase: given.phase ?? null,
    severity: given.severity ?? 'info',
    subject: given.subject ?? null,
    alert: given.alert ?? null,
    occurredAt: given.occurredAt ?? null,
    url: given.url ?? null,
    stream: given.stream ?? false,
    naming: given.naming ?? false,
    aim: given.aim ?? null,
    automatic: given.automatic ?? false,
    acknowledgedBy: given.acknowledgedBy ?? null,
    title: bounded(textOfWords(title), titleLength) || given.topic,
    body: bounded(textOfWords(body), bodyLength),
    ours: ownOnes(title, body),
    level: given.level || null,
  };
}

/** A message as short JSON, for a body where nothing else is known of it. */
export function shortJson(message: unknown): string {
  return bounded(JSON.stringify(message) ?? '', jsonLength);
}

/** The address of a subject in a server's own pages, of a pattern with `{type}` and `{id}`. */
export function pageOf(pattern: string | null, type: string, id: string): string | null {
  if (pattern === null) return null;
  // As functions: `$&` in an id of the server is no pattern.
  return pattern
    .replaceAll('{type}', () => encodeURIComponent(type.toWellFormed()))
    .replaceAll('{id}', () => encodeURIComponent(id.toWellFormed()));
}

/** Text without control characters but line ends, cut to a length between two characters. */
export function bounded(text: string, length: number): string {
  const start = text.length > length * 2 ? text.slice(0, length * 2) : text;
  const clean = start.replace(/(?:(?!\n)\p{Cc})+/gu, ' ').trim();
  if (clean.length <= length) return clean;
  // Joined into a text of its own: what is cut off would be kept in memory with the rest.
  return [clean.slice(0, length - 1).replace(/[\ud800-\udbff]$/, ''), '…'].join('');
}
