import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backEvents, blockedEvent, lostEvent } from '../../main/connections/lifecycle.ts';
import { type Cause, causeCodes } from '../../preload/contract/api.ts';
import {
  causeText,
  eventToast,
  gapText,
  inEnglish,
  inWordsOfNow,
  speak,
  titleText,
} from '../../preload/contract/texts/index.ts';
import { russian } from '../../preload/contract/texts/ru/index.ts';
import { at, now, row } from './rows.ts';

/** Something for every parameter that a cause may have. */
const params: Cause['params'] = {
  ...{ host: 'noc.example', port: 443, seconds: 7, date: '1 Nov 2026', name: 'other.example', status: 503 },
  ...{ subscription: 'incidents', server: 'NOC', text: 'ECONNRESET by peer', field: 'auth.token', state: 'locked' },
  ...{ driver: 'freedesktop', count: 3, file: '/a', path: 'a.b' },
};
const without = (...names: readonly string[]) =>
  Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)));

const shapes: readonly (readonly [string, Cause['params']])[] = [
  ['all that it may say', params],
  ['no word of the server', without('text')],
  ['no name of the server', without('server')],
  ['neither', without('text', 'server')],
  ['a keyring that does not answer', { ...params, state: 'silent' }],
];

describe('what Tocsin says of its own, read back from its English words', () => {
  beforeEach(() => speak(() => russian));
  afterEach(() => speak(() => null));

  it.each(shapes.flatMap(([shape, given]) => causeCodes.map((code) => [code, shape, given] as const)))(
    '%s with %s is what it would be said as now',
    (code, _, given) => {
      const stored = inEnglish(() => causeText({ code, params: given }));
      const { why, remedy } = causeText({ code, params: given });
      expect(inWordsOfNow({ protocol: 'tocsin', title: stored.why, body: stored.remedy })).toEqual({
        protocol: 'tocsin',
        title: why,
        body: remedy,
      });
    },
  );

  const refused: Cause = { code: 'refused', params: { host: 'noc', port: 443 } };
  const gap = { from: at(1, 0), to: at(1, 12), lostAt: at(1, 0) };

  it.each([
    ['lost', () => lostEvent(refused, at(1, 0)), 'По адресу noc:443 никто не отвечает'],
    ['blocked', () => blockedEvent({ code: 'sign-in-needed', params: {} }, at(1, 0)), 'Вход не выполнен'],
  ])('is in the lists as it is in the detail: %s', (_, made, title) => {
    const event = made();
    expect(event.title).not.toMatch(/[а-яё]/i);
    expect(titleText({ protocol: 'tocsin', title: event.title })).toBe(title);
  });

  it.each([
    [0, 'all', 'нового нет'],
    [1, 'all', 'за это время пришло 1 событие'],
    [3, 'all', 'за это время пришли 3 события'],
    [21, 'all', 'за это время пришло 21 событие'],
    [0, 'nothing', 'присланное за это время получить нельзя'],
  ] as const)('counts what came in a gap: %i of %s', (count, filled, said) => {
    const events = Array.from({ length: count }, () => lostEvent(refused, 0));
    const [back] = backEvents(new Set(['connection']), gap, { events, filled });
    expect(back?.title).not.toMatch(/[а-яё]/i);
    const stored = row({ protocol: 'tocsin', kind: 'connection', phase: 'closed', title: back?.title ?? '' });
    expect(gapText(stored, now)).toMatch(new RegExp(`${said}$`));
  });

  it('is in the toast of an event that is told again, whose payload is not at hand', () => {
    const stored = inEnglish(() => causeText(refused)).why;
    const event = row({ protocol: 'tocsin', kind: 'connection', phase: 'opened', title: stored, body: '' });
    const context = { now, previews: true, was: null, openedAt: at(1, 0), times: 1, since: null };
    const { title, body } = eventToast(event, context);
    expect(title).toBe('Вне связи: NOC');
    expect(body).toContain('по адресу noc:443 никто не отвечает');
  });

  it('says where a trap came from', () => {
    const trap = row({ kind: 'trap', protocol: 'saymon', title: 'on battery', body: 'from 10.0.0.9', ours: 'body' });
    const context = { now, previews: true, was: null, openedAt: null, times: 1, since: null };
    expect(eventToast(trap, context).body).toBe('on battery\nТрап · NOC · от 10.0.0.9');
  });
});
