import { expect, it } from 'vitest';
import { lineOf } from '../../renderer/history/copy.ts';
import { row } from '../texts/rows.ts';

it('copies an event as one line, whatever the server put into it', () => {
  const event = row({
    severity: 'critical',
    title: 'CPU over\n95 %\u202e',
    subject: { type: 'object', id: '1', name: 'UPS-1' },
    serverName: 'NOC',
    occurredAt: new Date(2026, 10, 20, 14, 2).getTime(),
    url: 'https://saymon.example/1',
  });
  expect(lineOf(event)).toBe('2026-11-20 14:02 CRITICAL UPS-1: CPU over 95 % (NOC) https://saymon.example/1');
  expect(lineOf({ ...event, url: null })).not.toContain('https');
});
