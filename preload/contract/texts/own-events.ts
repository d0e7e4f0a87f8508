import { type Cause, causeCodes, type EventRow } from '../api.ts';
import { causeText } from './causes.ts';
import { words } from './language.ts';

/** What Tocsin itself says of a connection: stored in English, and shown in the language that is spoken. */
export const english = {
  signedIn: 'Signed in again',
  unreadable: 'A message could not be read',
  notFetched: 'What it sent meanwhile cannot be fetched',
  stateUnchanged: 'nothing new is open',
  stateKnown: 'What is open now is known, what came and went meanwhile is not',
  nothingNew: 'nothing new',
};
export const ownEvents = words('ownEvents', english);

/**
 * The words of an event of our own as they are now: a cause that its payload carries is said anew, and so is a sentence
 * that is always the same. What is not known, and what a server said, stays as it was stored.
 */
export function inWordsOfNow<E extends Pick<EventRow, 'protocol' | 'title' | 'body'>>(event: E, payload: unknown): E {
  if (event.protocol !== 'tocsin') return event;
  const cause = causeIn(payload);
  const fixed = fixedText(event.title);
  if (cause === null) return fixed === null ? event : { ...event, title: fixed };
  const { why, remedy } = causeText(cause);
  if (fixed !== null) return { ...event, title: fixed, body: why };
  return { ...event, title: why, body: event.body === '' ? '' : remedy };
}

function fixedText(title: string): string | null {
  const found = Object.entries(english).find(([, text]) => text === title);
  return found === undefined ? null : ownEvents[found[0] as keyof typeof english];
}

function causeIn(payload: unknown): Cause | null {
  const why = fieldsOf(fieldsOf(payload)['why']);
  const code = causeCodes.find((each) => each === why['code']);
  return code === undefined ? null : { code, params: fieldsOf(why['params']) as Cause['params'] };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
