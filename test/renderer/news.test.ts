import { describe, expect, it } from 'vitest';
import type { ConnectionState, ServerState } from '../../preload/contract/api.ts';
import { newsOfRows, newsOfServers } from '../../renderer/news.ts';
import { row } from '../texts/rows.ts';

const why = { code: 'refused', params: { host: 'noc', port: 1 } } as const;
const states = {
  online: { name: 'online', since: 1, limits: [] },
  waiting: { name: 'waiting', attempt: 1, retryAt: 2, why },
  connecting: { name: 'connecting', attempt: 1 },
  blocked: { name: 'blocked', why },
  stopped: { name: 'stopped' },
} as const satisfies Record<string, ConnectionState>;

function noc(name: keyof typeof states, lostAt: number | null = null, enabled = true): readonly ServerState[] {
  const state: ConnectionState = states[name];
  const rest = { muted: false, since: 1, lastEventAt: null, pressed: false, proven: true, unreadable: null };
  return [{ ...rest, id: 'noc', name: 'NOC', protocol: 'saymon', enabled, state, lostAt }];
}

describe('what a screen reader says of servers', () => {
  it.each([
    ['is lost', noc('online'), noc('waiting', 1), 'Out of reach: NOC'],
    ['is tried again', noc('waiting', 1), noc('connecting', 1), ''],
    ['is back', noc('connecting', 1), noc('online'), 'Back: NOC'],
    ['is refused', noc('connecting', 1), noc('blocked', 1), 'Needs you: NOC'],
    ['connects for the first time', noc('connecting'), noc('online'), ''],
    ['is switched off', noc('online'), noc('stopped', null, false), ''],
    ['is new', [], noc('online'), ''],
  ])('that %s', (_, before, after, said) => {
    expect(newsOfServers(before, after)).toBe(said);
  });
});

describe('what a screen reader says of new rows', () => {
  const named = (severity: 'warning' | 'error' | 'critical', name: string) =>
    row({ severity, title: 'CPU over 95 %', subject: { type: 'object', id: '1', name } });

  it('is the worst of them, and how many more', () => {
    const rows = [named('error', 'web-01'), named('critical', 'UPS-1'), named('warning', 'db')];
    expect(newsOfRows({ rows, total: 3 })).toBe('Critical: UPS-1, CPU over 95 %, and 2 more');
  });

  it('is nothing below error', () => {
    expect(newsOfRows({ rows: [named('warning', 'db')], total: 1 })).toBe('');
  });
});
