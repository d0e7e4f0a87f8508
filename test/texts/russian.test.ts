import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { severities } from '../../preload/contract/api.ts';
import {
  catchUpToast,
  causeSentence,
  clockText,
  countsText,
  countText,
  dateText,
  durationText,
  eventToast,
  heldBackToast,
  inWordsOfNow,
  speak,
  stormToast,
} from '../../preload/contract/texts/index.ts';
import { russian } from '../../preload/contract/texts/ru/index.ts';
import { english } from './english.ts';
import { entriesOf, saidBy } from './entries.ts';
import { at, now, row } from './rows.ts';

/** The same in both: names of keys, signs, and what only puts words of others together. */
const same: readonly string[] = [
  'about.documents.flamenco',
  'about.documents.kamea',
  'about.documents.rackhd',
  'about.documents.saymon',
  'decisions.from',
  'historyScreen.says',
  'historyScreen.serverIs',
  'overview.outcomes',
  'ruleSentence.quoted',
  'rules.soundOff',
  'ruleSentence.fields.<',
  'ruleSentence.fields.>',
  'ruleSentence.fields.<=',
  'ruleSentence.fields.>=',
  'settings.clicks.window',
  'shortcuts.names.ArrowDown',
  'shortcuts.names.ArrowUp',
  'shortcuts.names.Escape',
  'shortcuts.names.J',
  'shortcuts.names.K',
  'shortcuts.names.PageDown',
  'shortcuts.names.PageUp',
  'subjects.SKU',
  'tray.lostSince',
];

const ours = entriesOf(english);
const theirs = new Map(entriesOf(russian.tables));

describe('Russian', () => {
  beforeEach(() => speak(() => russian));
  afterEach(() => speak(() => null));

  it('has a word for each of English, and no other', () => {
    expect([...theirs.keys()].sort()).toEqual(ours.map(([path]) => path).sort());
  });

  it.each(ours.map(([path]) => path))('says %s in its own words', (path) => {
    const entry = [path, theirs.get(path)] as const;
    const source = ours.find(([each]) => each === path) ?? [path, ''];
    speak(() => null);
    const inEnglish = saidBy(source, 3);
    speak(() => russian);
    const inRussian = saidBy(entry, 3);
    if (inEnglish === '') return expect(inRussian).toBe('');
    if (same.includes(path)) return expect(inRussian).toMatch(/\S/);
    expect(inRussian).not.toBe(inEnglish);
    expect(inRussian).not.toContain('!');
    expect(inRussian).toMatch(/[а-яё]/i);
  });

  it('makes room for every parameter that English shows', () => {
    for (const [path, word] of ours) {
      if (typeof word !== 'function' || !/^(causes|notices)\./.test(path)) continue;
      speak(() => null);
      const inEnglish = saidBy([path, word], 1).match(/\{\w+\}/g) ?? [];
      speak(() => russian);
      const inRussian = saidBy([path, theirs.get(path)], 1).match(/\{\w+\}/g) ?? [];
      expect(new Set(inRussian), path).toEqual(new Set(inEnglish));
    }
  });

  it.each([
    [1, '1 событие за время паузы, худшее: ошибка'],
    [2, '2 события за время паузы, худшее: ошибка'],
    [5, '5 событий за время паузы, худшее: ошибка'],
    [11, '11 событий за время паузы, худшее: ошибка'],
    [21, '21 событие за время паузы, худшее: ошибка'],
    [112, '112 событий за время паузы, худшее: ошибка'],
  ])('counts %i as its grammar wants', (count, title) => {
    const counts = { ok: 0, info: 0, warning: 0, error: count, critical: 0 };
    const held = {
      how: 'paused',
      name: null,
      from: at(1, 0),
      to: at(2, 0),
      now,
      count,
      counts,
      open: counts,
      notSeen: counts,
    } as const;
    expect(heldBackToast({ ...held, cleared: 0, previews: true }).title).toBe(title);
  });

  it('counts severities', () => {
    expect(countsText({ ok: 0, info: 0, warning: 5, error: 21, critical: 2 })).toBe(
      '2 критичных, 21 ошибка, 5 предупреждений',
    );
  });

  it('writes dates, numbers and durations as it does', () => {
    expect(countText(5_000)).toBe('5\u00a0000');
    expect(dateText(new Date(2026, 10, 20).getTime())).toMatch(/^20 нояб\. 2026/);
    expect(clockText(new Date(2026, 10, 20, 14, 2).getTime(), new Date(2026, 10, 21).getTime())).toBe('20 нояб. 14:02');
    expect(durationText(7_800_000)).toBe('2 ч 10 мин');
  });

  it('says why and what to do', () => {
    expect(causeSentence({ code: 'refused', params: { host: 'noc.example', port: 443 } })).toBe(
      'По адресу noc.example:443 никто не отвечает. Проверьте адрес и порт и то, запущен ли сервер.',
    );
  });

  it.each([
    [
      { title: 'Nothing answers at noc:443', body: '' },
      { why: { code: 'refused', params: { host: 'noc', port: 443 } }, from: 1 },
      { title: 'По адресу noc:443 никто не отвечает', body: '' },
    ],
    [
      { title: 'Nobody is signed in here', body: 'Sign in' },
      { why: { code: 'sign-in-needed', params: {} } },
      { title: 'Вход не выполнен', body: 'Войдите' },
    ],
    [
      { title: 'A message could not be read', body: 'What noc said cannot be read' },
      { why: { code: 'unreadable', params: { host: 'noc' } }, bytes: 3 },
      { title: 'Сообщение не удалось прочесть', body: 'Ответ noc не удаётся прочесть' },
    ],
    [{ title: 'nothing new', body: '' }, { filled: 'all' }, { title: 'нового нет', body: '' }],
    [{ title: '12 events came meanwhile', body: '' }, null, { title: 'за это время пришло 12 событий', body: '' }],
  ])('says %j of our own anew', (stored, payload, said) => {
    expect(inWordsOfNow({ protocol: 'tocsin', ...stored }, payload)).toEqual({ protocol: 'tocsin', ...said });
    const ofServer = { protocol: 'saymon', ...stored };
    expect(inWordsOfNow(ofServer, payload)).toEqual(ofServer);
  });

  const text = fc.string({ maxLength: 300 });
  const count = fc.integer({ min: 0, max: 5_000 });
  const counts = fc.record({ ok: count, info: count, warning: count, error: count, critical: count });
  const fits = ({ title, body }: { title: string; body: string }) => {
    expect(title.length).toBeLessThanOrEqual(80);
    expect(body.length).toBeLessThanOrEqual(200);
    expect(body.split('\n').length).toBeLessThanOrEqual(3);
  };

  it('keeps the bounds of a toast, whatever a server says', () => {
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(...severities),
        fc.constantFrom('incident', 'trap', 'job', 'message', 'access-denied', 'worker', 'connection'),
        fc.constantFrom('opened', 'updated', 'closed'),
        fc.constantFrom('tocsin', 'saymon'),
        (title, name, severity, kind, phase, protocol) => {
          const event = row({ title, body: name, serverName: name, severity, kind, phase, protocol });
          const context = {
            now,
            previews: true,
            was: severity,
            openedAt: at(1, 0),
            times: 4_000,
            since: at(1, 0),
          };
          fits(eventToast(event, { ...context, flapping: { times: 400, forMs: 590_000 }, follow: 30 }));
        },
      ),
    );
  });

  it('keeps the bounds of a summary, whatever names and counts', () => {
    const from = at(1, 0);
    fc.assert(
      fc.property(counts, count, text, fc.array(text, { minLength: 1, maxLength: 9 }), (said, cleared, name, names) => {
        const times = { from, to: from + 86_400_000 * 3, now };
        fits(
          catchUpToast({
            serverName: name,
            ...times,
            counts: said,
            cleared,
            openNow: names,
            notSeen: said,
            previews: true,
          }),
        );
        const most = names.map((each, index) => ({ name: each, count: index }));
        fits(stormToast({ serverNames: names, counts: said, cleared, forMs: 590_000, most, previews: true }));
      }),
    );
  });
});
