import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { own } from '../../main/protocols/own-words.ts';
import { protocols } from '../../main/protocols/registry.ts';
import { wireEvent } from '../../main/protocols/wire-event.ts';
import type { EventRow } from '../../preload/contract/api.ts';
import {
  eventToast,
  inEnglish,
  inWordsOfNow,
  speak,
  thresholdText,
  titleText,
} from '../../preload/contract/texts/index.ts';
import { russian } from '../../preload/contract/texts/ru/index.ts';
import { composed, latinOf } from './composed.ts';
import { context, row } from './rows.ts';
import { callsOf, filesOf, textsOf } from './sources.ts';

const names = [...protocols.keys()];
const sources = (name: string) => filesOf([`main/protocols/${name}/*.ts`]);
/** What each adapter can say, as it stands in its source. */
const said = new Map(
  names.map((name) => [name, [...new Set(sources(name).flatMap((file) => callsOf(file, 'own')))]] as const),
);
const wordsOf = (name: string) => russian.ownWords[name] ?? {};
const formOf = (pattern: string) =>
  new RegExp(
    `^${pattern
      .split('{}')
      .map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
      .join('.*')}$`,
    'su',
  );

beforeEach(() => speak(() => russian));
afterEach(() => speak(() => null));

describe.each(names)('what the adapter of %s says itself', (name) => {
  const patterns = (said.get(name) ?? []).filter((pattern) => pattern !== null);

  it('stands in its source as a text, so that it can be found here', () => {
    expect(said.get(name)).not.toContain(null);
    expect(patterns.length).toBeGreaterThan(5);
  });

  it('has Russian words', () => {
    expect(patterns.filter((pattern) => !Object.hasOwn(wordsOf(name), pattern))).toEqual([]);
  });

  it('has no Russian words that it does not say', () => {
    const forms = patterns.map(formOf);
    expect(Object.keys(wordsOf(name)).filter((text) => !forms.some((form) => form.test(text)))).toEqual([]);
  });

  it.each(Object.entries(wordsOf(name)))('%j names all that changes, and does not shout', (text, says) => {
    const holes = text.split('{}').length - 1;
    const named = [...new Set(says.match(/\{\d\}/g) ?? [])].sort();
    // A word of the wire's own that is said anew is none that changes.
    expect(named).toEqual(Array.from({ length: holes }, (_, index) => `{${index + 1}}`));
    expect(says).not.toMatch(/[!"]|^\s|\s$/);
  });

  it('is marked wherever it is said: no other text of its source is given to a title or a body', () => {
    const unmarked = filesOf([`main/protocols/${name}/{translate*,event,words}.ts`]).flatMap((file) =>
      textsOf(file)
        .filter(
          ({ within }) =>
            within.some((each) => each === 'title' || each === 'body') &&
            !within.includes('own') &&
            !within.includes('==='),
        )
        .map(({ text }) => text)
        .filter((text) => /\p{L}{3,}/u.test(text)),
    );
    expect(unmarked).toEqual([]);
  });

  it('leaves nothing English in Russian, whatever it is said of', () => {
    const left = composed(name).flatMap((event) => {
      const { title, body } = inWordsOfNow({ protocol: name, ...event });
      return [title, body].flatMap((text) => latinOf(text, event)).map((word) => `${word}: ${event.title}`);
    });
    expect(left).toEqual([]);
  });

  it('was said here in every form that its source has', () => {
    const texts = composed(name).flatMap(({ ours, title, body }) => [
      ...(ours === 'title' || ours === 'both' ? [title] : []),
      ...(ours === 'body' || ours === 'both' ? [body] : []),
    ]);
    expect(patterns.filter((pattern) => !texts.some((text) => formOf(pattern).test(text)))).toEqual([]);
  });

  it('is the same in a list, of an alert, and in a toast', () => {
    for (const event of composed(name)) {
      const { kind, phase, severity, subject, title, ours } = event;
      const stored = row({ protocol: name, kind, phase, severity, subject, title, ours, body: '', level: null });
      const shown = inWordsOfNow(stored).title;
      expect(titleText({ protocol: name, title, ours })).toBe(shown);
      if (phase === 'closed' || shown.length > 100 || kind === 'access-denied') continue;
      expect(eventToast(stored, context()).body.replaceAll('\n', ' ')).toContain(shown.replace(/\s+/g, ' '));
    }
  });

  it('is never said anew where a server said the very same', () => {
    for (const pattern of patterns) {
      const text = pattern.replaceAll('{}', '5');
      const event: EventRow = row({ protocol: name, title: text, body: text });
      expect(inWordsOfNow(event)).toBe(event);
      expect(titleText(event)).toBe(text);
      expect(inWordsOfNow({ ...event, ours: 'body' }).title).toBe(text);
      expect(inWordsOfNow({ ...event, ours: 'title' }).body).toBe(text);
    }
  });

  it('keeps what a server says within it', () => {
    const hole = fc.oneof(fc.constantFrom(...patterns), fc.string({ minLength: 1, unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.constantFrom(...patterns), fc.array(hole, { minLength: 3, maxLength: 3 }), (pattern, holes) => {
        const { own: title } = own(pattern, ...holes);
        const { title: shown } = inWordsOfNow({ protocol: name, title, body: '', ours: 'title' });
        const within = holes.slice(0, pattern.split('{}').length - 1);
        // What a nearer one says is that: `Node added` is no node that is called so.
        const texts = Object.keys(wordsOf(name)).filter((text) => text !== pattern && formOf(text).test(title));
        if (texts.some((text) => formOf(pattern).test(text))) return;
        expect(within.filter((each) => !shown.includes(each))).toEqual([]);
      }),
    );
  });

  it('stays English where English is spoken', () => {
    for (const event of composed(name)) {
      const stored = { protocol: name, ...event };
      expect(inEnglish(() => inWordsOfNow(stored))).toBe(stored);
    }
  });
});

describe('what a limit adds', () => {
  it.each([
    ['temperature', 95, 90, 'temperature 95, предел 90'],
    ['a, limit 5', -0.5, 1e21, 'a, limit 5 -0.5, предел 1e+21'],
    ['was', 1, 2, 'was 1, предел 2'],
  ])('is said in Russian, and stored in English: %s %d', (name, reading, limit, shown) => {
    const title = thresholdText({ name, reading, limit });
    expect(title).toMatch(/, limit \S+$/);
    for (const protocol of names) expect(titleText({ protocol, title, ours: 'limit' })).toBe(shown);
    expect(titleText({ protocol: 'kamea', title })).toBe(title);
  });
});

describe('which words are an adapter’s own', () => {
  const given = { kind: 'other', topic: 'x', payload: null } as const;
  it.each([
    ['a', 'b', undefined],
    [own('a'), 'b', 'title'],
    ['a', own('b'), 'body'],
    [own('a'), own('b'), 'both'],
  ] as const)('%j, %j: %s', (title, body, ours) => {
    expect(wireEvent({ ...given, title, body })).toMatchObject({ title: 'a', body: 'b' });
    expect(wireEvent({ ...given, title, body }).ours).toBe(ours);
  });

  it('puts what a server says where it belongs, whatever it is', () => {
    expect(own('{}, {} and {}', '$&', '{}', '$1').own).toBe('$&, {} and $1');
  });
});
