import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severities } from '../../preload/contract/api.ts';
import {
  catchUpToast,
  firstLookToast,
  heldBackToast,
  restartToast,
  stormOverToast,
  stormToast,
  testToast,
} from '../../preload/contract/texts/index.ts';
import { at, now } from './rows.ts';

const none = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
const caught = {
  serverName: 'NOC',
  from: at(2, 10),
  to: at(2, 31),
  now,
  counts: { ...none, critical: 2, error: 3 },
  cleared: 7,
  openNow: ['UPS-1', 'core-sw-2'],
  notSeen: none,
  previews: true,
};
const storm = {
  serverNames: ['NOC'],
  counts: { ...none, critical: 12, error: 80, warning: 122 },
  cleared: 0,
  forMs: 40_000,
  most: [
    { name: 'UPS-1', count: 38 },
    { name: 'core-sw-2', count: 20 },
  ],
  previews: true,
};

const held = {
  how: 'paused',
  name: null,
  from: at(22, 0) - 86_400_000,
  to: at(6, 0),
  now,
  count: 31,
  counts: { ...none, error: 12, warning: 7 },
  open: { ...none, error: 2 },
  notSeen: none,
  cleared: 12,
  previews: true,
} as const;

describe('summaries', () => {
  test('what came while offline', () => {
    expect(catchUpToast(caught)).toEqual({
      title: '12 events while offline, worst: critical',
      body: 'NOC, 02:10 to 02:31: 2 critical, 3 error, 7 cleared\nOpen now: UPS-1, core-sw-2',
    });
  });

  test('what came while offline, over midnight and on another day', () => {
    const day = 86_400_000;
    expect(catchUpToast({ ...caught, from: at(22, 0) - day }).body).toMatch(/^NOC, 19 Nov 22:00 to 02:31: /);
    expect(catchUpToast({ ...caught, from: at(2, 10) - day, to: at(2, 31) - day }).body).toMatch(
      /^NOC, 19 Nov 02:10 to 02:31: /,
    );
  });

  test('what came while offline and is over', () => {
    expect(catchUpToast({ ...caught, counts: none, cleared: 1, openNow: [] })).toEqual({
      title: '1 event while offline, all cleared',
      body: 'NOC, 02:10 to 02:31: 1 cleared\nOpen now: nothing',
    });
  });

  test('what came while offline, without previews', () => {
    expect(catchUpToast({ ...caught, previews: false }).body).toBe(
      'NOC, 02:10 to 02:31: 2 critical, 3 error, 7 cleared\nOpen now: 2',
    );
  });

  test('storm', () => {
    expect(stormToast(storm)).toEqual({
      title: '214 more from NOC, worst: critical',
      body: '12 critical, 80 error, 122 warning in 40 s\nMost often: UPS-1 (38), core-sw-2 (20)',
    });
    expect(stormToast({ ...storm, serverNames: ['NOC', 'IOT', 'Farm'], cleared: 2 })).toMatchObject({
      title: '216 more from 3 servers, worst: critical',
      body: expect.stringContaining('122 warning, 2 cleared in 40 s'),
    });
    expect(stormToast({ ...storm, counts: none, cleared: 4, most: [] })).toEqual({
      title: '4 more from NOC, all cleared',
      body: '4 cleared in 40 s',
    });
    expect(stormOverToast({ serverNames: ['NOC'], cleared: 198, open: { ...none, warning: 1 } })).toEqual({
      title: '198 cleared at NOC',
      body: 'Still open: 1 warning',
    });
    expect(stormOverToast({ serverNames: ['NOC'], cleared: 198, open: none }).body).toBe('Still open: nothing');
    const once = (...names: readonly string[]) => names.map((name) => ({ name, count: 1 }));
    expect(stormToast({ ...storm, most: once('UPS-1', 'UPS-2') }).body).toMatch(/\nAmong them: UPS-1, UPS-2$/);
    expect(stormToast({ ...storm, counts: { ...none, error: 1 }, most: once('UPS-1') })).toEqual({
      title: '1 more from NOC, worst: error',
      body: '1 error in 40 s\nAbout UPS-1',
    });
    expect(stormToast({ ...storm, forMs: 0, most: [] }).body).toBe('12 critical, 80 error, 122 warning in 1 s');
    expect(stormToast({ ...storm, previews: false }).body).toBe('12 critical, 80 error, 122 warning in 40 s');
  });

  test('end of a pause, of quiet hours and of a snooze', () => {
    expect(heldBackToast(held)).toEqual({
      title: '31 events while paused, worst: error',
      body: '19 Nov 22:00 to 06:00. Open now: 2 error\nCleared meanwhile: 12',
    });
    expect(heldBackToast({ ...held, how: 'quiet' }).title).toBe('31 events while quiet, worst: error');
    const snoozed = { ...held, how: 'snoozed', name: 'UPS-1', from: at(13, 0), to: at(14, 0) } as const;
    expect(heldBackToast({ ...snoozed, count: 1, counts: none, open: none, cleared: 0 })).toEqual({
      title: '1 event while snoozed, all cleared',
      body: 'UPS-1, 13:00 to 14:00. Open now: nothing',
    });
    expect(heldBackToast({ ...snoozed, previews: false }).body).not.toContain('UPS-1');
  });

  test('say what nothing closes and nobody has seen', () => {
    const notSeen = { ...none, critical: 1, error: 2 };
    expect(heldBackToast({ ...held, open: none, notSeen }).body).toBe(
      '19 Nov 22:00 to 06:00. Not seen yet: 1 critical, 2 error\nCleared meanwhile: 12',
    );
    expect(heldBackToast({ ...held, notSeen }).body).toBe(
      '19 Nov 22:00 to 06:00. Open now: 2 error\nNot seen yet: 1 critical, 2 error\nCleared meanwhile: 12',
    );
    expect(catchUpToast({ ...caught, openNow: [], notSeen }).body).toBe(
      'NOC, 02:10 to 02:31: 2 critical, 3 error, 7 cleared\nNot seen yet: 1 critical, 2 error',
    );
    expect(catchUpToast({ ...caught, notSeen }).body).toMatch(/\nOpen now: UPS-1, core-sw-2\nNot seen yet: 1 critical/);
  });

  test('first look', () => {
    expect(firstLookToast({ serverName: 'NOC', total: 14, worst: 'error', previews: true })).toEqual({
      title: '14 alerts are open at NOC',
      body: 'worst: error. From now on each new one is shown.',
    });
    expect(firstLookToast({ serverName: 'NOC', total: 0, worst: 'ok', previews: true })).toEqual({
      title: 'Nothing is open at NOC',
      body: 'From now on each new one is shown.',
    });
    expect(firstLookToast({ serverName: 'NOC', total: 1, worst: 'error', previews: true }).title).toBe(
      '1 alert is open at NOC',
    );
  });

  test('restart', () => {
    expect(restartToast({ count: 3, counts: { ...none, error: 1, warning: 2 }, previews: true })).toEqual({
      title: '3 events around the restart, worst: error',
      body: '1 error, 2 warning',
    });
  });

  test('test', () => {
    expect(testToast({ severity: 'critical' })).toEqual({
      title: 'Test: critical',
      body: 'This is how a critical event looks and sounds.',
    });
    expect(testToast({ severity: 'error' }).body).toBe('This is how an error event looks and sounds.');
  });

  test('keep their bounds, whatever names and counts', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const count = fc.integer({ min: 0, max: 10_000_000 });
    const counts = fc.record({ ok: count, info: count, warning: count, error: count, critical: count });
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(
        text,
        counts,
        count,
        fc.array(text, { maxLength: 50 }),
        time,
        time,
        fc.constantFrom(...severities),
        (serverName, counts, total, names, from, to, worst) => {
          const most = names.slice(0, 2).map((name) => ({ name, count: total }));
          for (const { title, body } of [
            catchUpToast({
              serverName,
              from,
              to,
              now,
              counts,
              cleared: total,
              openNow: names,
              notSeen: counts,
              previews: true,
            }),
            stormToast({ serverNames: [serverName], cleared: 0, counts, forMs: to, most, previews: true }),
            firstLookToast({ serverName, total, worst, previews: true }),
            restartToast({ count: total, counts, previews: true }),
            heldBackToast({
              ...held,
              how: 'snoozed',
              name: serverName,
              from,
              to,
              counts,
              open: counts,
              notSeen: counts,
              cleared: total,
            }),
          ]) {
            expect(title.length).toBeLessThanOrEqual(80);
            expect(body.length).toBeLessThanOrEqual(200);
            expect(body.split('\n').length).toBeLessThanOrEqual(3);
            expect(title + body.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
