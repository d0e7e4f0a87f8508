import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { type Desk, openDesk } from '../desk.ts';
import { shown } from '../desktop/notices.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { onDesktop } from './toast.ts';

const desktop = onDesktop({ daemon: 'dunst' });

let directory: string;
let saymon: Saymon;
let desk: Desk;

const open = () => openDesk({ directory, saymon, drivers: [{ name: 'freedesktop', open: openFreedesktop }] });
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-untouched-'));
  saymon = await startSaymon();
  desk = await open();
});
afterEach(async () => {
  await desk.close();
  await saymon.close();
  await rm(directory, { recursive: true, force: true });
});

describe('a critical trap whose toast nobody touches', () => {
  it('keeps the tray critical after its expiry and a restart, until it is marked seen', async () => {
    const name = 'left alone';
    saymon.trap({ level: 3, entity: { entityId: '64bb02', entityType: 1, entityName: name } });
    const toast = await shown(desktop().notices, `Critical: ${name}`);
    expect(toast.hints['urgency']?.data).toBe(2);
    // The daemon lets it expire by itself.
    await until('the toast to expire', () => toast.closed);
    expect(desk.picture()).toBe('filled critical');
    expect(desk.core.tray()).toMatchObject({
      badge: 1,
      tooltip: 'Tocsin: 1 critical unseen. 1 server online.',
    });

    await desk.close();
    desk = await open();
    expect(desk.picture()).toBe('filled critical');
    expect(desk.status().unseen).toBe(1);
    expect(desktop().notices.filter(({ title }) => title.includes(name))).toHaveLength(1);

    const { page } = await desk.snapshot();
    const trap = page.rows.find(({ kind }) => kind === 'trap');
    await desk.command('history.seen', { ids: [trap?.id ?? 0] });
    expect(desk.picture()).toBe('bell');
    expect(desk.core.tray()).toMatchObject({ badge: 0, tooltip: 'Tocsin: nothing open. 1 server online.' });
    await desk.close();
    desk = await open();
    expect(desk.picture()).toBe('bell');
  });
});
