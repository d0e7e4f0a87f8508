import { describe, expect, it } from 'vitest';
import { sentences, world } from './world.ts';

const night = [{ from: '22:00', to: '06:00' }];

describe('quiet hours in the settings', () => {
  it('are every night where they are only switched on', async () => {
    const made = world();
    made.write({ quietHours: { enabled: true } });
    const store = await made.open();
    expect(store.current().quietHours).toEqual({
      enabled: true,
      windows: night,
      passSeverity: 'critical',
      passConnectionLost: true,
    });
  });

  it('are kept as they were set, and can let nothing pass', async () => {
    const made = world();
    const store = await made.open();
    const change = {
      enabled: true,
      windows: [{ from: '12:00', to: '13:00' }],
      timeZone: 'America/New_York',
      passSeverity: null,
    };
    expect(await store.change({ quietHours: change })).toEqual([]);
    expect(store.current().quietHours).toMatchObject({
      windows: [{ from: '12:00', to: '13:00' }],
      timeZone: 'America/New_York',
      passSeverity: null,
      passConnectionLost: true,
    });
    expect(made.saved()['quietHours']).toEqual(change);
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'There is no such time zone'],
    [{ windows: [{ from: '24:00', to: '06:00' }] }, 'Give hours and minutes'],
    [{ windows: [{ from: '22:00' }] }, 'Give this'],
    [{ windows: [{ days: ['monday'], from: '22:00', to: '06:00' }] }, 'Give one of: mon, tue'],
    [{ passSeverity: 'loud' }, 'Give one of: ok, info'],
  ])('that do not fit are told and left out: %j', async (wrong, text) => {
    const made = world();
    made.write({ quietHours: { enabled: true, passConnectionLost: false, ...wrong } });
    const store = await made.open();
    expect(sentences(store).join()).toContain(text);
    expect(store.current().quietHours).toEqual({
      enabled: true,
      windows: night,
      passSeverity: 'critical',
      passConnectionLost: false,
    });
    expect(await store.change({ quietHours: wrong })).not.toEqual([]);
  });

  it('can be set by a policy', async () => {
    const made = world();
    made.writePolicy({ enforced: { quietHours: { passSeverity: 'error' } } });
    const store = await made.open();
    expect(store.locked().paths).toEqual(['quietHours.passSeverity']);
    expect(await store.change({ quietHours: { enabled: true } })).toEqual([]);
    expect(await store.change({ quietHours: { passSeverity: 'critical' } })).toMatchObject([
      { path: 'quietHours.passSeverity' },
    ]);
    expect(store.current().quietHours).toMatchObject({ enabled: true, passSeverity: 'error' });
  });
});
