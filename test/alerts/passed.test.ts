import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Desk, openDesk } from '../desk.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';
import { until } from '../until.ts';

let directory: string;
let saymon: Saymon;
let desk: Desk;
const driver = new ScriptedDriver();

const open = () => openDesk({ directory, saymon, drivers: [{ name: 'scripted', open: () => driver }] });
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-passed-'));
  saymon = await startSaymon();
  desk = await open();
});
afterEach(async () => {
  await desk.close();
  await saymon.close();
  await rm(directory, { recursive: true, force: true });
});

async function again(meanwhile: () => unknown = () => undefined): Promise<void> {
  await desk.close();
  await meanwhile();
  desk = await open();
}

/** An incident that opens, and closes before anybody has looked. */
async function comeAndGo(text: string): Promise<void> {
  const { id } = saymon.openIncident({ text });
  await until('the alert', async () => (await desk.alerts()).list.some(({ title }) => title === text));
  saymon.closeIncident(id);
  await until('it to be closed', async () => (await desk.alerts()).list.every(({ title }) => title !== text));
}

const titles = async () => (await desk.alerts()).passed.map(({ title }) => title);

it('what came and went unseen is listed until it is cleared, also by the next run', async () => {
  await comeAndGo('CPU over 95 %');
  await comeAndGo('Disk full');
  expect(await titles()).toEqual(['Disk full', 'CPU over 95 %']);
  expect((await desk.alerts()).passedTotal).toBe(2);
  expect(desk.picture()).toBe('bell');
  expect(desk.core.tray().tooltip).toBe('Tocsin: nothing open. 1 server online.');
  await again();
  expect(await titles()).toEqual(['Disk full', 'CPU over 95 %']);
  const [alert] = (await desk.alerts()).passed;
  expect(alert).toMatchObject({ serverName: 'NOC', severity: 'critical', closedAt: expect.any(Number), unseen: true });

  expect(await desk.command('alerts.clear', {})).toMatchObject({ ok: true });
  expect(await desk.alerts()).toMatchObject({ passed: [], passedTotal: 0 });
  const found = await desk.command('history.event', { id: alert?.lastEvent ?? 0 });
  expect(found.ok && found.value?.event.seenAt).toEqual(expect.any(Number));
  await again();
  expect(await titles()).toEqual([]);
});

it('seeing one of its events takes it off, and so does Mark everything seen', async () => {
  for (const text of ['one', 'two', 'three']) await comeAndGo(text);
  const [, two] = (await desk.alerts()).passed;
  await desk.command('history.seen', { ids: [two?.firstEvent ?? 0] });
  expect(await titles()).toEqual(['three', 'one']);
  await desk.command('history.seen', { all: true });
  expect(await titles()).toEqual([]);
  await again();
  expect(await titles()).toEqual([]);
});

it('what opened before a gap and had closed after it is listed too', async () => {
  const { id } = saymon.openIncident();
  await until('the alert', async () => (await desk.alerts()).list.length === 1);
  await again(() => saymon.closeIncident(id));
  await until('it to have gone', async () => (await desk.alerts()).list.length === 0);
  expect(await titles()).toEqual(['CPU over 95 %']);
});

it('what the user closed, switched off or acknowledged did not go unseen', async () => {
  const ids = ['by hand', 'acknowledged', 'switched off'].map((text) => saymon.openIncident({ text }).id);
  const [hand = '', acknowledged = ''] = ids;
  await until('the alerts', async () => (await desk.alerts()).list.length === 3);
  await desk.command('alerts.close', { server: 'noc', key: `incident:${hand}` });
  await desk.command('alerts.acknowledge', { server: 'noc', key: `incident:${acknowledged}` });
  saymon.closeIncident(acknowledged);
  await until('one to be left', async () => (await desk.alerts()).list.length === 1);
  await desk.command('servers.enable', { id: 'noc', enabled: false });
  await until('none to be left', async () => (await desk.alerts()).list.length === 0);
  expect(await titles()).toEqual([]);
});

it('what is open on a server that was switched off is open and seen when it is switched on again', async () => {
  const [closing] = ['closes meanwhile', 'stays open'].map((text) => saymon.openIncident({ text }).id);
  await until('the alerts', async () => (await desk.alerts()).list.length === 2);
  await desk.command('servers.enable', { id: 'noc', enabled: false });
  await until('none to be left', async () => (await desk.alerts()).list.length === 0);
  saymon.closeIncident(closing ?? '');
  saymon.openIncident({ text: 'new' });
  await desk.command('servers.enable', { id: 'noc', enabled: true });
  await until('both', async () => (await desk.alerts()).list.length === 2);
  expect((await desk.alerts()).list.map(({ title, unseen, seenAt }) => [title, unseen, seenAt !== null])).toEqual([
    ['new', true, false],
    ['stays open', false, true],
  ]);
  await again();
  await until('both once more', async () => (await desk.alerts()).list.length === 2);
});

it('so it is when Tocsin was started anew meanwhile, and what closed there stays closed', async () => {
  const [closing, staying] = ['closes meanwhile', 'stays open'].map((text) => saymon.openIncident({ text }).id);
  await until('the alerts', async () => (await desk.alerts()).list.length === 2);
  const openedAt = async () => (await desk.alerts()).list.find(({ key }) => key === `incident:${staying}`)?.openedAt;
  const before = await openedAt();
  await desk.command('servers.enable', { id: 'noc', enabled: false });
  await until('none to be left', async () => (await desk.alerts()).list.length === 0);
  saymon.closeIncident(closing ?? '');
  await again();
  expect((await desk.alerts()).list).toEqual([]);
  await desk.command('servers.enable', { id: 'noc', enabled: true });
  await until('one', async () => (await desk.alerts()).list.length === 1);
  expect(await openedAt()).toBe(before);
  await again();
  await until('one once more', async () => (await desk.alerts()).list.length === 1);
  saymon.closeIncident(staying ?? '');
  await until('none', async () => (await desk.alerts()).list.length === 0);
});

it('so is what is open on one whose removal is taken back', async () => {
  saymon.openIncident({ text: 'stays open' });
  await until('the alert', async () => (await desk.alerts()).list.length === 1);
  await desk.run('servers.remove', { id: 'noc' });
  await until('none to be left', async () => (await desk.alerts()).list.length === 0);
  await desk.run('servers.restore', { id: 'noc' });
  await until('it once more', async () => (await desk.alerts()).list.length === 1);
});

it('status keeps its form', async () => {
  await comeAndGo('CPU over 95 %');
  const status = desk.status();
  expect(status).toMatchObject({ openAlerts: 0, unseen: 0, paused: null });
  expect(Object.keys(status)).toEqual(['servers', 'openAlerts', 'unseen', 'paused', 'quiet', 'snoozed']);
  expect(Object.keys(status.servers[0] ?? {})).toEqual(['id', 'name', 'protocol', 'state', 'since', 'why', 'limits']);
});
