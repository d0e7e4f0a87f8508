import { type Cause, causeCodes, type EventRow } from '../api.ts';
import { type CauseText, type CauseWord, causesIn, causeText, english as englishCauses } from './causes.ts';
import { form } from './english.ts';
import { allOwnWords, spokenOwnWords, spokenSentences, words } from './language.ts';
import { type Sentences, saidAnew, saidAround, sentence } from './sentences.ts';

/** What Tocsin itself says of a connection: stored in English, and shown in the language that is spoken. */
export const english = {
  signedIn: 'Signed in again',
  unreadable: 'A message could not be read',
  notFetched: 'What it sent meanwhile cannot be fetched',
  stateUnchanged: 'nothing new is open',
  stateKnown: 'What is open now is known, what came and went meanwhile is not',
  nothingNew: 'nothing new',
  crossed: (reading: string, limit: string) => `${reading}, limit ${limit}`,
  came: (count: number) => `${count} ${form(count, 'event', 'events')} came meanwhile`,
};
export const ownEvents = words('ownEvents', english);

type Said = Pick<EventRow, 'protocol' | 'title' | 'body' | 'ours'>;

/**
 * The words of an event as they are now. Of our own: the cause that its payload carries is said anew; where the payload
 * is not at hand, as in a list, it is read back from the English sentence. Of a server: what its adapter says where the
 * server sent no words, and what a limit adds. What is not known, and what a server said, stays as it was stored.
 */
export function inWordsOfNow<E extends Said>(event: E, payload: unknown = null): E {
  if (spokenSentences() === null) return event;
  if (event.protocol !== 'tocsin') return ofServer(event);
  const cause = causeIn(payload);
  const fixed = fixedText(event.title);
  if (cause === null) return { ...event, title: fixed ?? ownSentence(event.title), body: ownSentence(event.body) };
  const { why, remedy } = causeText(cause);
  if (fixed !== null) return { ...event, title: fixed, body: why };
  return { ...event, title: why, body: event.body === '' ? '' : remedy };
}

/** The title of an event in a list, or that of an alert. */
export function titleText({ protocol, title, ours }: Pick<EventRow, 'protocol' | 'title' | 'ours'>): string {
  return inWordsOfNow({ protocol, title, body: '', ours }).title;
}

/** Only what its adapter marked as its own is said anew: a server may have said the very same. */
function ofServer<E extends Said>(event: E): E {
  const { protocol, title, body, ours } = event;
  if (ours === undefined) return event;
  if (ours === 'limit') return { ...event, title: limitAnew(title) };
  const words = spokenOwnWords(protocol) ?? {};
  return {
    ...event,
    title: ours === 'body' ? title : saidAround(words, title),
    body: ours === 'title' ? body : saidAround(words, body),
  };
}

/** The limit is the last of it: the name before it may hold anything. */
function limitAnew(title: string): string {
  const [, reading, limit] = /^(.*), limit (\S+)$/su.exec(title) ?? [];
  return reading === undefined || limit === undefined ? title : ownEvents.crossed(reading, limit);
}

function fixedText(title: string): string | null {
  const [, count] = /^(\d{1,9}) events? came meanwhile$/.exec(title) ?? [];
  if (count !== undefined) return ownEvents.came(Number(count));
  const found = Object.entries(english).find(([, text]) => text === title);
  return found === undefined ? null : String(ownEvents[found[0] as keyof typeof english]);
}

const ofCauses = new WeakMap<Sentences, Sentences>();

/** What events say that are ours or have own words of an adapter: in English, and in the language that is spoken. */
export function ownSentences(): readonly (readonly [english: string, says: string])[] {
  return [...allOwnWords(), spokenCauses() ?? {}].flatMap((sentences) => Object.entries(sentences));
}

function spokenCauses(): Sentences | null {
  const spoken = spokenSentences();
  if (spoken === null) return null;
  const known = ofCauses.get(spoken) ?? causeSentences();
  ofCauses.set(spoken, known);
  return known;
}

/** What a cause said when it was stored, in the language that is spoken now; else as a sentence of ours. */
export function ownSentence(text: string): string {
  const known = spokenCauses();
  if (known === null || text === '') return text;
  const said = saidAnew(known, text);
  return said === text ? sentence(text) : said;
}

/** Parameters that a cause may lack. */
const optional = ['text', 'server'] as const;
const states = ['locked', 'absent', 'silent'] as const;

/** Every form of a cause's sentences in English, with `{}` for each parameter, and in the language that is spoken. */
function causeSentences(): Sentences {
  const said = causesIn();
  const pairs = causeCodes.flatMap((code) =>
    [[], ['text'], ['server'], optional].flatMap((left) =>
      states.flatMap((state) => {
        const word: CauseWord = (name) => {
          if (name === 'state') return state;
          return left.some((each) => each === name) ? '' : `\0${name}\0`;
        };
        const [source, target] = [englishCauses[code](word), said[code](word)];
        return (['why', 'remedy'] as const).map((part) => pairOf(source, target, part));
      }),
    ),
  );
  return Object.fromEntries(pairs);
}

function pairOf(source: CauseText, target: CauseText, part: keyof CauseText): readonly [string, string] {
  const names: string[] = [];
  const hole = /\0(\w+)\0/g;
  const key = source[part].replace(hole, (_, name: string) => {
    names.push(name);
    return '{}';
  });
  return [key, target[part].replace(hole, (_, name: string) => `{${names.indexOf(name) + 1}}`)];
}

function causeIn(payload: unknown): Cause | null {
  const why = fieldsOf(fieldsOf(payload)['why']);
  const code = causeCodes.find((each) => each === why['code']);
  return code === undefined ? null : { code, params: fieldsOf(why['params']) as Cause['params'] };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
