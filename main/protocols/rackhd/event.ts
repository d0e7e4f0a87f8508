import type { Severity, Subject } from '../../../preload/contract/api.ts';
import type { WireEvent } from '../protocol.ts';

/** What translation knows beside the message. */
export interface Context {
  /** The name of a node, as far as it is known. */
  readonly nameOf: (node: string) => string | null;
  /** Address of the server's own pages; may hold `{type}` and `{id}`. Null: no links. */
  readonly webUrl: string | null;
  /** Results of workflows are watched too, so that what a start opens is closed. */
  readonly pairs: boolean;
}

const titleLength = 500;
const bodyLength = 4_000;
const nameLength = 200;
const jsonLength = 300;

/** The server's words for a severity, of events and of logs: wire-facts §2.5. */
const words: Readonly<Record<string, Severity>> = {
  ok: 'ok',
  critical: 'critical',
  error: 'error',
  warning: 'warning',
  information: 'info',
  info: 'info',
  debug: 'info',
};

/** Our severity for the server's word; `otherwise` where it says none, `warning` for one that nobody knows. */
export function severityOf(word: string, otherwise: Severity): Severity {
  const known = word.toLowerCase();
  if (known === '') return otherwise;
  return (Object.hasOwn(words, known) ? words[known] : undefined) ?? 'warning';
}

/** An event with everything that a message does not say; texts are bounded. */
export function eventOf(
  given: Pick<WireEvent, 'kind' | 'topic' | 'title' | 'payload'> & Partial<WireEvent>,
  context: Context,
): WireEvent {
  const event: WireEvent = {
    key: null,
    phase: null,
    severity: 'info',
    level: null,
    subject: null,
    alert: null,
    body: '',
    occurredAt: null,
    url: null,
    stream: false,
    naming: false,
    aim: null,
    automatic: false,
    acknowledgedBy: null,
    ...given,
  };
  const { topic, level, subject } = event;
  const name = bounded(subject?.name ?? '', nameLength);
  return {
    ...event,
    topic: bounded(topic, nameLength) || event.kind,
    title: bounded(event.title, titleLength) || bounded(topic, nameLength),
    body: bounded(event.body, bodyLength),
    level: bounded(level ?? '', nameLength) || null,
    subject: subject === null ? null : { ...subject, name: name || null },
    url: urlOf(subject, context.webUrl),
  };
}

/** A node with its name, as far as it is known. */
export function nodeSubject(id: string | null, { nameOf }: Context): Subject | null {
  return id === null ? null : { type: 'node', id, name: nameOf(id) };
}

/** A message as short JSON, for a body where nothing else is known of it. */
export function shortJson(message: unknown): string {
  return bounded(JSON.stringify(message) ?? '', jsonLength);
}

/** Text without control characters but line ends, cut to a length between two characters. */
function bounded(text: string, length: number): string {
  const start = text.length > length * 2 ? text.slice(0, length * 2) : text;
  const clean = start.replace(/(?:(?!\n)\p{Cc})+/gu, ' ').trim();
  if (clean.length <= length) return clean;
  return `${clean.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function urlOf(subject: Subject | null, webUrl: string | null): string | null {
  if (webUrl === null) return null;
  const { type = '', id = '' } = subject ?? {};
  // As functions: `$&` in an id of the server is no pattern.
  return webUrl
    .replaceAll('{type}', () => encodeURIComponent(type.toWellFormed()))
    .replaceAll('{id}', () => encodeURIComponent((id ?? '').toWellFormed()));
}
