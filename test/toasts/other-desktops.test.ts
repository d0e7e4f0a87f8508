import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { startPlayedDaemon } from '../desktop/played-daemon.ts';
import { onDesktop } from './toast.ts';

const run = promisify(execFile);
const desktop = onDesktop({ daemon: null });

async function heldBackOn(said: { readonly name: string; Inhibited: boolean }, change: () => unknown) {
  const daemon = await startPlayedDaemon(desktop().env['DBUS_SESSION_BUS_ADDRESS'] ?? '', said);
  const driver = openFreedesktop(() => undefined);
  const before = await driver.holdsBack?.();
  await change();
  const after = await driver.holdsBack?.();
  await driver.close();
  await daemon.close();
  return [before, after];
}

it('asks Plasma, which lets urgent ones through', async () => {
  const said = { name: 'Plasma', Inhibited: false };
  expect(await heldBackOn(said, () => Object.assign(said, { Inhibited: true }))).toEqual(['none', 'usual']);
});

it('reads the setting of GNOME, which lets urgent ones through', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-gnome-'));
  vi.stubEnv('GSETTINGS_BACKEND', 'keyfile');
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  const off = () => run('gsettings', ['set', 'org.gnome.desktop.notifications', 'show-banners', 'false']);
  expect(await heldBackOn({ name: 'gnome-shell', Inhibited: false }, off)).toEqual(['none', 'usual']);
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

it('believes of a daemon that it does not know that it holds nothing back', async () => {
  expect(await heldBackOn({ name: 'other', Inhibited: true }, () => undefined)).toEqual(['none', 'none']);
});
