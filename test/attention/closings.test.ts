import { beforeEach, describe, expect, it } from 'vitest';
import { Alerts } from '../../main/alerts/alerts.ts';
import { Closings } from '../../main/attention/closings.ts';
import type { AlertRecord } from '../../main/history/history.ts';
import type { Stored } from '../../main/intake/intake.ts';
import { FakeClock } from '../fake-clock.ts';
import { alertRecord, newEvent } from '../history/events.ts';

let alerts: Alerts;
let clock: FakeClock;
let saved: AlertRecord[];
let watched: boolean;
let closings: Closings;

beforeEach(() => {
  const record = alertRecord({ key: 'a', count: 3, acknowledgedBy: 'ops' });
  const remembered = { alerts: [{ ...record, firstEvent: 4, lastEvent: 9 }], attention: [], moreAttention: false };
  alerts = new Alerts(
    { ...remembered, passed: [] },
    (server) => server,
    () => false,
  );
  clock = new FakeClock(1_800_000_000_000);
  saved = [];
  watched = true;
  closings = new Closings({
    alerts,
    history: { saveAlerts: async (records) => void saved.push(...records) },
    clock,
    isWatched: () => watched,
    close: async (server, key) => {
      const open = alerts.get(server, key);
      if (open === null) return false;
      alerts.put({ ...open.record, closedAt: clock.now(), unseen: false }, clock.now());
      return true;
    },
    reopened: () => undefined,
  });
});

function stored(alert: string, phase: 'updated' | 'closed'): Stored {
  const event = newEvent({ alert, phase });
  const verdict = { toast: 'none', rule: 'default-rest', held: null } as const;
  return {
    firstId: 1,
    entries: [
      { event, verdict, step: 'none', was: null, openedAt: null, naming: false, acknowledged: false, told: null },
    ],
  };
}

describe('an alert that was closed by hand', () => {
  it('is taken back as it was', async () => {
    const before = alerts.openAlerts().list;
    expect(await closings.close('noc', 'a')).toBe(true);
    expect(alerts.get('noc', 'a')).toBeNull();
    await clock.tick(29_000);
    expect(await closings.reopen('noc', 'a')).toBe(true);
    expect(alerts.openAlerts().list).toEqual(before);
    expect(saved).toMatchObject([{ key: 'a', closedAt: null, unseen: true, count: 3 }]);
    // Twice is once.
    expect(await closings.reopen('noc', 'a')).toBe(true);
    expect(saved).toHaveLength(1);
  });

  it('stays closed after 30 s', async () => {
    await closings.close('noc', 'a');
    await clock.tick(30_000);
    expect(await closings.reopen('noc', 'a')).toBe(false);
  });

  it('stays closed when its server has closed it since', async () => {
    await closings.close('noc', 'a');
    closings.stored(stored('b', 'closed'));
    closings.stored(stored('a', 'closed'));
    expect(await closings.reopen('noc', 'a')).toBe(false);
    expect(alerts.get('noc', 'a')).toBeNull();
  });

  it('stays closed when its server is not watched any more', async () => {
    await closings.close('noc', 'a');
    watched = false;
    expect(await closings.reopen('noc', 'a')).toBe(false);
    expect(saved).toEqual([]);
  });

  it('is what its server has made of it since', async () => {
    await closings.close('noc', 'a');
    alerts.put(alertRecord({ key: 'a', severity: 'critical' }), clock.now());
    expect(await closings.reopen('noc', 'a')).toBe(true);
    expect(alerts.get('noc', 'a')?.record.severity).toBe('critical');
  });

  it('is none where none is open', async () => {
    expect(await closings.close('noc', 'b')).toBe(false);
    expect(await closings.reopen('noc', 'b')).toBe(false);
  });
});
