import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { resources } from '../../main/toasts/resources.ts';
import { openDesk } from '../desk.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { onDesktop } from '../toasts/toast.ts';
import { until } from '../until.ts';
import { shown } from './notices.ts';

const desktop = onDesktop();
const pictures = resources(import.meta.dirname, 'toasts');
let directory: string;
let saymon: Saymon;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-acknowledge-'));
  saymon = await startSaymon({ sessions: ['session-1'] });
});
afterEach(async () => {
  await saymon.close();
  await rm(directory, { recursive: true, force: true });
});

it('a click of the mouse on Acknowledge reaches the server, and takes the toast away', async () => {
  const desk = await openDesk({
    directory,
    saymon,
    drivers: [{ name: 'freedesktop', open: (reply) => openFreedesktop(reply, pictures) }],
  });
  const { id } = saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  const { actions, icon } = await shown(desktop().notices, 'Critical: UPS-1');
  expect(actions.filter((_, n) => n % 2 === 1)).toEqual(['Open', 'Acknowledge', 'Mark seen', 'Snooze 1 h']);
  expect(existsSync(new URL(icon))).toBe(true);
  await desktop().click('second');
  await until('the server to know', () => (saymon.incidents.get(id)?.acknowledgedBy ?? null) !== null);
  await until('nothing to be unseen', () => desk.status().unseen === 0);
  expect((await desk.snapshot()).alerts.list).toMatchObject([{ acknowledgedBy: 'desk of session-1' }]);
  await until('the popup to go', () => desktop().notices.at(-1)?.closed === true);
  await desk.close();
});
