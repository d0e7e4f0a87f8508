import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toastXml } from '../../main/desktop/toast-xml.ts';

type Words = Parameters<typeof toastXml>[0];
const tag = '4f-m3k9-1-12-as';

/** Reads it strictly: whatever is not quite XML throws. */
function read(xml: string) {
  const refuse = (text: string) => {
    throw new Error(text);
  };
  const errorHandler = { warning: refuse, error: refuse, fatalError: refuse };
  const [root] = [...elements(new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml'), '*')];
  return { root, texts: elements(root, 'text').map(({ textContent }) => textContent) };
}

function elements(from: Document | Element | undefined, name: string): readonly Element[] {
  return Array.from(from?.getElementsByTagName(name) ?? []);
}

const words: Words = {
  title: 'Critical: R&D <1>',
  body: 'CPU over 95 %\nIncident · NOC',
  silent: false,
  timeoutType: 'default',
  actions: [
    { type: 'button', text: 'Acknowledge' },
    { type: 'button', text: 'Mark "seen"' },
  ],
};

it('has words, buttons and what a click is to say', () => {
  const { root, texts } = read(toastXml(words, tag));
  expect(root?.getAttribute('launch')).toBe(`type=click&tag=${tag}`);
  expect(root?.hasAttribute('scenario')).toBe(false);
  expect(texts).toEqual([words.title, words.body]);
  expect(elements(root, 'audio')).toEqual([]);
  const actions = elements(root, 'action').map((each) => [
    each.getAttribute('content'),
    each.getAttribute('arguments'),
  ]);
  expect(actions).toEqual([
    ['Acknowledge', `type=action&action=0&tag=${tag}`],
    ['Mark "seen"', `type=action&action=1&tag=${tag}`],
  ]);
});

it('without buttons has none', () => {
  expect(elements(read(toastXml({ title: 'Back: NOC', body: '' }, tag)).root, 'actions')).toEqual([]);
});

it('that stays has a button of the system, and one that is silent says so', () => {
  const { root } = read(toastXml({ ...words, timeoutType: 'never', silent: true }, tag));
  expect(root?.getAttribute('scenario')).toBe('reminder');
  const [first, second] = elements(root, 'action');
  expect([first?.getAttribute('activationType'), first?.getAttribute('arguments')]).toEqual(['system', 'dismiss']);
  expect(second?.getAttribute('arguments')).toBe(`type=action&action=0&tag=${tag}`);
  expect(elements(root, 'audio').map((each) => each.getAttribute('silent'))).toEqual(['true']);
});

it('is XML whatever a server says, and text stays text', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '<!--', '\0', '\u{1b}', '\ud800', '\ufffe', 'a'),
    }),
  );
  const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
  fc.assert(
    fc.property(hostile, hostile, hostile, (title, body, label) => {
      const xml = toastXml({ title, body, actions: [{ type: 'button', text: label }] }, tag);
      expect(xml).not.toMatch(notXml);
      expect(xml.isWellFormed()).toBe(true);
      const { root, texts } = read(xml);
      expect(texts).toHaveLength(2);
      expect(elements(root, '*')).toHaveLength(6);
      const plain = (text: string) => text.toWellFormed().replaceAll(new RegExp(notXml, 'gu'), '');
      // A reader of XML takes every line break for the same.
      expect(texts[0]).toBe(plain(title).replaceAll(/\r\n?/g, '\n'));
    }),
  );
});
