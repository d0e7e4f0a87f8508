import type { Severity, Subject } from '../../../preload/contract/api.ts';
import type { WireEvent } from '../protocol.ts';
import { bounded, type Given, pageOf, wireEvent } from '../wire-event.ts';

/** What translation knows beside the message. */
export interface Context {
  /** The name of a node, as far as it is known. */
  readonly nameOf: (node: string) => string | null;
  /** Address of the server's own pages; may hold `{type}` and `{id}`. Null: no links. */
  readonly webUrl: string | null;
  /** Results of workflows are watched too, so that what a start opens is closed. */
  readonly pairs: boolean;
}

const nameLength = 200;

/** The server's words for a severity, of events and of logs: on-core, lib/protocol/events.js. */
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
export function eventOf(given: Given, { webUrl }: Context): WireEvent {
  const { topic, level = null, subject = null } = given;
  return wireEvent({
    ...given,
    topic: bounded(topic, nameLength) || given.kind,
    level: bounded(level ?? '', nameLength) || null,
    subject: subject === null ? null : { ...subject, name: bounded(subject.name ?? '', nameLength) || null },
    url: pageOf(webUrl, subject?.type ?? '', subject?.id ?? ''),
  });
}

/** A node with its name, as far as it is known. */
export function nodeSubject(id: string | null, { nameOf }: Context): Subject | null {
  return id === null ? null : { type: 'node', id, name: nameOf(id) };
}
