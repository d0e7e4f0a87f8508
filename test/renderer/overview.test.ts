import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Alert,
  type ConnectionState,
  digestStepMs,
  type OpenAlerts,
  type ServerState,
  type Severity,
  type Unseen,
} from '../../preload/contract/api.ts';
import { indexOf, left, moved, type Spot } from '../../renderer/overview/cursor.ts';
import { groupsOf, looseOf } from '../../renderer/overview/groups.ts';
import { troubleFirst } from '../../renderer/overview/order.ts';
import { stackOf, totalOf } from '../../renderer/overview/stack.ts';
import { hourAfter, lastHours, midnightOf } from '../../renderer/overview/time.ts';
import { snoozeUntil } from '../../renderer/snoozing.ts';
import { alertRecord } from '../history/events.ts';

function alert(key: string, change: Partial<Alert> = {}): Alert {
  const { toasted: _, toast: __, ...record } = alertRecord({ key });
  const more = { serverName: 'NOC', firstEvent: 1, lastEvent: 1, confirmed: true, acknowledgeable: false };
  return { ...record, ...more, ...change };
}

function open(list: readonly Alert[], total = list.length): OpenAlerts {
  return { total, counts: { ok: 0, info: 0, warning: 0, error: 0, critical: 0 }, list, passed: [], passedTotal: 0 };
}

describe('the groups of the open alerts', () => {
  it('keep the order in which they come, and leave out what is empty', () => {
    const [a, b, c] = [alert('a'), alert('b'), alert('c', { unseen: false })];
    const said = (list: readonly Alert[]) =>
      groupsOf(open(list)).map(({ name, alerts }) => [name, ...alerts.map(({ key }) => key)].join(' '));
    expect(said([a, b, c])).toEqual(['unseen a b', 'seen c']);
    expect(said([c])).toEqual(['seen c']);
    expect(said([])).toEqual([]);
  });

  it('end with what came and went unseen, counted as a whole', () => {
    const alerts = { ...open([]), passed: [alert('d', { closedAt: 5 })], passedTotal: 140 };
    expect(groupsOf(alerts)).toMatchObject([{ name: 'passed', total: 140 }]);
  });

  it('say how many they are where the list is cut', () => {
    const said = (list: readonly Alert[], total: number) =>
      groupsOf(open(list, total)).map(({ name, total: all, more }) => `${name} ${all}${more ? '+' : ''}`);
    const [a, b, c] = [alert('a'), alert('b'), alert('c', { unseen: false })];
    expect(said([a, b, c], 3)).toEqual(['unseen 2', 'seen 1']);
    expect(said([a, b, c], 300)).toEqual(['unseen 2', 'seen 298']);
    expect(said([a, b], 300)).toEqual(['unseen 2+']);
  });

  const unseen = (count: number, more = false): Unseen => ({ count, more, worst: 'error' });
  it.each<[string, OpenAlerts, Unseen, number | null, boolean?]>([
    ['one alert and two traps', open([alert('a')]), unseen(3), 2],
    ['seen alerts only, and a trap', open([alert('a', { unseen: false })]), unseen(1), 1],
    ['nothing else', open([alert('a')]), unseen(1), 0],
    ['no alert', open([]), unseen(2), 2],
    ['a list that is cut among the seen ones', open([alert('a'), alert('b', { unseen: false })], 300), unseen(2), 1],
    ['no alert, and more than is counted', open([]), unseen(1_000, true), 1_000, true],
    ['a list that is cut among the unseen ones', open([alert('a')], 300), unseen(2), null],
    ['more than is counted', open([alert('a')]), unseen(1_000, true), 999, true],
  ])('leave unseen besides: %s', (_, alerts, counted, count, more = false) => {
    expect(looseOf(alerts, counted)).toEqual(count === null ? null : { count, more });
  });
});

describe('the place of the keys', () => {
  const [a, b, c] = [alert('a'), alert('b'), alert('c')];
  const list = [a, b, c];
  const at = (spot: Spot | null, shown: readonly Alert[]) => shown[indexOf(spot, shown)]?.key ?? null;
  it.each([
    ['nowhere, then down', null, 1, 'a'],
    ['nowhere, then up', null, -1, 'a'],
    ['down', { place: 'noc\0a', index: 0 }, 1, 'b'],
    ['down at the end', { place: 'noc\0c', index: 2 }, 1, 'c'],
    ['up at the top', { place: 'noc\0a', index: 0 }, -1, 'a'],
    ['to the end', { place: 'noc\0a', index: 0 }, Number.POSITIVE_INFINITY, 'c'],
    ['to the top', { place: 'noc\0c', index: 2 }, Number.NEGATIVE_INFINITY, 'a'],
    ['down from one that has gone', { place: 'noc\0gone', index: 1 }, 1, 'c'],
  ])('moves: %s', (_, spot, by, key) => {
    expect(at(moved(spot, by, list), list)).toBe(key);
  });

  it('stays with its alert when others come before it, and where it was when its alert goes', () => {
    const spot = moved(null, 0, [b, c]);
    expect(at(spot, [a, b, c])).toBe('b');
    expect(at(spot, [a, c])).toBe('a');
    expect(at({ place: 'noc\0c', index: 2 }, [a, b])).toBe('b');
    expect(at(spot, [])).toBeNull();
    expect(moved(spot, 1, [])).toBeNull();
  });

  it('goes on to the next one when its alert leaves its place', () => {
    expect(at(left(a, list), list)).toBe('b');
    expect(at(left(c, list), list)).toBe('b');
    expect(left(a, [a])).toBeNull();
  });
});

describe('the servers beside', () => {
  const why = { code: 'refused', params: { host: 'noc', port: 1 } } as const;
  const rest = { protocol: 'saymon', muted: false, since: 1, lastEventAt: null, pressed: false, proven: true };
  const server = (id: string, state: ConnectionState, lostAt: number | null = null, enabled = true): ServerState => ({
    ...{ ...rest, id, name: id, enabled, state, lostAt, unreadable: null },
  });
  it('are in order of their trouble, equal ones as they are configured', () => {
    const servers = [
      server('off', { name: 'stopped' }, null, false),
      server('fine', { name: 'online', since: 1, limits: [] }),
      server('new', { name: 'connecting', attempt: 1 }),
      server('limited', { name: 'online', since: 1, limits: [{ subscription: 'x', why }] }),
      server('tried', { name: 'connecting', attempt: 2 }, 5),
      server('lost', { name: 'waiting', attempt: 1, retryAt: 1, why }, 5),
      server('lost too', { name: 'waiting', attempt: 1, retryAt: 1, why }, 1),
      server('blocked', { name: 'blocked', why }, 5),
    ];
    expect(troubleFirst(servers).map(({ id }) => id)).toEqual([
      ...['blocked', 'lost', 'lost too', 'tried', 'limited', 'new', 'fine', 'off'],
    ]);
  });
});

describe('a bar', () => {
  const counts = fc.record({
    ok: fc.nat(100_000),
    info: fc.nat(100_000),
    warning: fc.nat(100_000),
    error: fc.nat(100_000),
    critical: fc.nat(100_000),
  } satisfies Record<Severity, unknown>);

  it('shows whatever is there, one piece on the other, within its height', () => {
    fc.assert(
      fc.property(counts, fc.nat(100_000), (each, more) => {
        const pieces = stackOf(each, totalOf(each) + more, 32);
        expect(pieces.map(({ severity }) => severity).sort()).toEqual(
          Object.entries(each)
            .flatMap(([severity, count]) => (count === 0 ? [] : [severity]))
            .sort(),
        );
        let foot = 32;
        for (const { top, height } of pieces) {
          expect(top + height).toBeCloseTo(foot, 6);
          expect(height).toBeGreaterThanOrEqual(2);
          foot = top;
        }
        expect(foot).toBeGreaterThan(-0.000_001);
      }),
    );
  });

  it('has the worst at its foot, and fills the height with the most', () => {
    const each = { ok: 0, info: 0, warning: 10, error: 0, critical: 10 };
    expect(stackOf(each, 20, 32)).toEqual([
      { severity: 'critical', top: 16, height: 16 },
      { severity: 'warning', top: 0, height: 16 },
    ]);
  });
});

describe('times', () => {
  it('has 24 hours, each a local one, the last with now in it', () => {
    const now = new Date(2026, 10, 20, 14, 2).getTime();
    const hours = lastHours(now);
    expect(hours).toHaveLength(24);
    expect(hours.at(-1)).toBe(new Date(2026, 10, 20, 14).getTime());
    expect(hours[0]).toBe(new Date(2026, 10, 19, 15).getTime());
    expect(hourAfter(hours[0] ?? 0)).toBe(hours[1]);
    expect(midnightOf(now)).toBe(new Date(2026, 10, 20).getTime());
  });

  it.each(['UTC', 'America/St_Johns', 'Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Chatham'])(
    'are whole in %s',
    (zone) => {
      const before = process.env['TZ'];
      process.env['TZ'] = zone;
      try {
        for (const now of [Date.UTC(2026, 10, 20, 14, 2), Date.UTC(2026, 6, 1, 23, 59)]) {
          const starts = [...lastHours(now), midnightOf(now)];
          expect(starts.map((at) => new Date(at).getMinutes())).toEqual(starts.map(() => 0));
          expect(starts.map((at) => at % digestStepMs)).toEqual(starts.map(() => 0));
          expect(now - (lastHours(now).at(-1) ?? 0)).toBeLessThan(hourAfter(0));
        }
      } finally {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      }
    },
  );

  it.each([
    ['before 08:00', new Date(2026, 10, 20, 7, 59), new Date(2026, 10, 20, 8)],
    ['at 08:00', new Date(2026, 10, 20, 8), new Date(2026, 10, 21, 8)],
    ['in the evening of a month', new Date(2026, 10, 30, 22), new Date(2026, 11, 1, 8)],
  ])('the next morning, %s', (_, now, morning) => {
    expect(snoozeUntil('tomorrow', now.getTime())).toBe(morning.getTime());
  });
});
