import { describe, expect, it } from 'vitest';
import { lineFields } from '../../main/connections/fields.ts';
import { protocols } from '../../main/protocols/registry.ts';
import type { ProtocolView } from '../../preload/contract/api.ts';
import { type KindTexts, kindIn, offeredIn, sayerOf } from '../../preload/contract/texts/index.ts';
import { kinds as russian } from '../../preload/contract/texts/ru/kinds/index.ts';

/** As the window gets them. */
const views: readonly ProtocolView[] = [...protocols.values()].map(
  ({ name, label, summary, blind = null, fields, topics }) => ({
    ...{ name, label, summary, blind, topics },
    fields: [...fields, ...lineFields],
  }),
);

/** What stands beside what a server offers, where the words are ours. */
const notes: Readonly<Record<string, readonly string[]>> = {
  flamenco: ['all jobs that run, as they come and go'],
};

/** Names, which are the same in each language. */
const names = /^(SAYMON|Kamea|Flamenco|RackHD|on\.[\w-]+)$/;

/** Every sentence that the window shows of a kind. */
function sentencesOf(view: ProtocolView): readonly string[] {
  const found = new Set<string>(notes[view.name] ?? []);
  kindIn(view, (sentence) => {
    found.add(sentence);
    return sentence;
  });
  return [...found].filter((sentence) => sentence !== '' && !names.test(sentence));
}

describe.each(Object.entries({ ru: russian }))('the kinds of servers in %s', (_, texts: KindTexts) => {
  it.each(views.map((view) => [view.name, view] as const))('%s says all in it', (name, view) => {
    const say = sayerOf(texts, name);
    expect(sentencesOf(view).filter((sentence) => say(sentence) === sentence)).toEqual([]);
  });

  it.each(views.map((view) => [view.name, view] as const))(
    '%s has no word there that it does not say',
    (name, view) => {
      const said = sentencesOf(view);
      expect(Object.keys(texts.kinds[name] ?? {}).filter((sentence) => !said.includes(sentence))).toEqual([]);
    },
  );

  it('has no words for each kind that none says, and no kind that there is not', () => {
    const said = new Set(views.flatMap(sentencesOf));
    expect(Object.keys(texts.every).filter((sentence) => !said.has(sentence))).toEqual([]);
    expect(Object.keys(texts.kinds).filter((name) => !protocols.has(name))).toEqual([]);
  });

  it('keeps the addresses, marks and ids that a sentence names', () => {
    const kept = /(?:https?|wss?):\/\/\S+[\w/]|\{\w+\}|<\w+>|\b[12]:(?=<)|\/socket\.io\/|\/doc\b|\/devices\b/g;
    for (const view of views) {
      const say = sayerOf(texts, view.name);
      for (const sentence of sentencesOf(view)) {
        expect(new Set(say(sentence).match(kept) ?? []), sentence).toEqual(new Set(sentence.match(kept) ?? []));
      }
    }
  });

  it('shouts nowhere', () => {
    const all = [texts.every, ...Object.values(texts.kinds)].flatMap((sentences) => Object.values(sentences));
    expect(all.filter((sentence) => /[!"]|^\s|\s$/.test(sentence))).toEqual([]);
  });
});

describe('a kind in another language', () => {
  const texts: KindTexts = { every: { Address: 'Адрес', critical: 'беда' }, kinds: { own: { Address: 'Свой адрес' } } };
  const view: ProtocolView = {
    ...{ name: 'own', label: 'Own', summary: '', blind: null, topics: [] },
    fields: [
      {
        ...{ path: 'levels', label: 'Levels', help: '', type: 'levels', group: 'severities' },
        choices: [{ value: 'a', label: 'Address', help: 'critical' }],
      },
    ],
  };

  it('goes before what all kinds say, and keeps what nobody has said', () => {
    expect(sayerOf(texts, 'own')('Address')).toBe('Свой адрес');
    expect(sayerOf(texts, 'other')('Address')).toBe('Адрес');
    expect(sayerOf(texts, 'constructor')('toString')).toBe('toString');
  });

  it('keeps the severity that a word of the server has at first, which is no text', () => {
    expect(kindIn(view, sayerOf(texts, 'own')).fields[0]?.choices).toEqual([
      { value: 'a', label: 'Свой адрес', help: 'critical' },
    ]);
  });

  it('keeps what a server has by its own names', () => {
    const offered = { offers: [{ item: 1, label: 'Address', note: 'Address' }] };
    expect(offeredIn(offered, sayerOf(texts, 'own'))).toEqual({
      offers: [{ item: 1, label: 'Address', note: 'Свой адрес' }],
    });
    const why = { why: { code: 'time', params: {} } } as const;
    expect(offeredIn(why, sayerOf(texts, 'own'))).toBe(why);
  });
});
