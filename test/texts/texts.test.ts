import { describe, expect, test } from 'vitest';
import { type ConnectionState, causeCodes, kinds, noticeCodes, severities } from '../../preload/contract/api.ts';
import {
  badgeText,
  buttonText,
  causeText,
  clockText,
  countsText,
  dateText,
  durationText,
  kindWord,
  noticeText,
  pauseText,
  severityWord,
  snoozeText,
  stateText,
  textMark,
} from '../../preload/contract/texts/index.ts';
import { at, now } from './rows.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

describe('times', () => {
  test.each([
    [0, '0 s'],
    [-5_000, '0 s'],
    [40 * second, '40 s'],
    [59.4 * second, '59 s'],
    [59.6 * second, '1 min'],
    [12 * minute + 59 * second, '12 min'],
    [2 * hour, '2 h'],
    [2 * hour + 10 * minute, '2 h 10 min'],
    [24 * hour - second, '23 h 59 min'],
    [3 * 24 * hour + 5 * hour, '3 d'],
  ])('%d ms last %s', (durationMs, text) => {
    expect(durationText(durationMs)).toBe(text);
  });

  test('a clock tells the day only when it is another one', () => {
    expect(clockText(at(14, 2), now)).toBe('14:02');
    expect(clockText(at(9, 5), at(23, 59, 59))).toBe('09:05');
    expect(clockText(at(14, 2), at(14, 2) + 24 * hour)).toBe('20 Nov 14:02');
    expect(dateText(at(14, 2))).toBe('20 Nov 2026');
  });
});

describe('states', () => {
  const why = { code: 'refused', params: { host: 'noc.example', port: 443 } } as const;
  const limit = { subscription: 'stat', why };
  const states: readonly (readonly [ConnectionState, string])[] = [
    [{ name: 'stopped' }, 'off'],
    [{ name: 'connecting', attempt: 2 }, 'connecting'],
    [{ name: 'online', since: now, limits: [] }, 'online'],
    [{ name: 'online', since: now, limits: [limit] }, 'online, limited'],
    [{ name: 'waiting', attempt: 2, retryAt: now + 40 * second, why }, 'out of reach, next try in 40 s'],
    [{ name: 'waiting', attempt: 2, retryAt: now, why }, 'out of reach, trying again'],
    [{ name: 'blocked', why }, 'needs you'],
  ];
  test.each(states)('%j', (state, text) => {
    expect(stateText({ enabled: true, state, lostAt: null }, now)).toBe(text);
    expect(stateText({ enabled: false, state, lostAt: null }, now)).toBe('off');
  });
  test('a server that is lost stays so while it is tried', () => {
    const lost = { enabled: true, state: { name: 'connecting', attempt: 2 }, lostAt: now } as const;
    expect(stateText(lost, now)).toBe('out of reach, trying again');
  });
});

describe('causes', () => {
  test.each([
    ['refused', { host: 'a.example', port: 1234 }, 'Nothing answers at a.example:1234'],
    ['name', { host: 'a.example' }, 'The name a.example is not known'],
    ['time', { host: 'a.example', seconds: 5 }, 'No answer within 5 s'],
    ['certificate-expired', { host: 'a.example', date: at(14, 2) }, 'The certificate has expired on 20 Nov 2026'],
    ['certificate-name', { host: 'a.example', name: 'b.example' }, 'The certificate is made for b.example'],
    ['https', { host: 'a.example' }, 'a.example answers only over https'],
    ['sign-in', { host: 'a.example', text: '' }, 'The sign-in is refused or has ended'],
    ['sign-in', { host: 'a.example', text: 'bad\nsession' }, 'The sign-in is refused or has ended: bad session'],
    ['subscription', { subscription: 'stat', text: 'no right' }, 'The server refuses stat: no right'],
    ['subscription', { server: 'NOC', subscription: 'stat', text: '' }, 'NOC refuses stat'],
  ] as const)('%s', (code, params, why) => {
    expect(causeText({ code, params }).why).toBe(why);
  });

  test('the way to a field names the server where it is known', () => {
    expect(causeText({ code: 'authority', params: { host: 'a' } }).remedy).toBe('Give its CA file: Servers, Advanced');
    expect(causeText({ code: 'authority', params: { host: 'a', server: 'NOC' } }).remedy).toBe(
      'Give its CA file: Servers, NOC, Advanced',
    );
  });

  test.each(causeCodes)('%s says why and what to do, also without parameters and with hostile ones', (code) => {
    const hostile = 'x\u0000\n'.repeat(5_000);
    const names = ['host', 'port', 'seconds', 'date', 'name', 'text', 'status', 'subscription', 'field', 'driver'];
    for (const params of [{}, Object.fromEntries(names.map((name) => [name, hostile]))]) {
      const { why, remedy } = causeText({ code, params });
      expect(why).not.toBe('');
      expect(remedy).not.toBe('');
      expect(`${why}${remedy}`).not.toMatch(/\p{Cc}/u);
      expect(why.length + remedy.length).toBeLessThan(700);
    }
  });
});

describe('what holds toasts back', () => {
  test.each([
    ['15m', at(14, 30), '15 min'],
    ['4h', at(14, 30), '4 h'],
    ['tomorrow', at(14, 30), 'Until tomorrow 08:00'],
    ['tomorrow', at(8, 0), 'Until tomorrow 08:00'],
    ['tomorrow', at(7, 59), 'Until 08:00'],
  ] as const)('the choice %s at %i', (choice, at, text) => {
    expect(pauseText(choice, at)).toBe(text);
  });

  test('a snooze says until when, and cuts what a server says', () => {
    expect(snoozeText({ name: 'UPS-1', until: at(15, 0) }, now)).toBe('UPS-1 until 15:00');
    expect(snoozeText({ name: 'x'.repeat(300), until: null }, now)).toMatch(/^x+… until it worsens or closes$/);
  });
});

test('every notice has its sentences', () => {
  for (const code of noticeCodes) {
    expect(noticeText({ code, params: { text: 'disk full\n', file: '/etc/x' } })).toMatch(/^\p{Lu}[^\p{Cc}]*\.$/u);
  }
});

test('words and marks differ from each other', () => {
  expect(new Set(severities.map(severityWord)).size).toBe(severities.length);
  expect(severities.map(textMark).join(' ')).toBe('○ ● ▲ ◆ ■');
  expect(new Set(kinds.map(kindWord)).size).toBe(kinds.length);
  expect(buttonText('seen')).toBe('Mark seen');
  expect(countsText({ ok: 1, info: 0, warning: 0, error: 3, critical: 2 })).toBe('2 critical, 3 error, 1 ok');
});

test.each([
  [{ count: 7, more: false }, '7'],
  [{ count: 999, more: false }, '999'],
  [{ count: 1_000, more: false }, '999+'],
  [{ count: 1_000, more: true }, '999+'],
])('a badge has room for three figures: %j', (unseen, said) => {
  expect(badgeText(unseen)).toBe(said);
});
