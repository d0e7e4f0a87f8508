import { createHash } from 'node:crypto';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeHttpExecutor } from 'builder-util/out/nodeHttpExecutor.js';
import { configureRequestOptions, configureRequestUrl, type DownloadOptions } from 'builder-util-runtime';
import updater from 'electron-updater';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { upgraderOn } from '../../main/upgrade/electron-updater.ts';
import { Upgrades } from '../../main/upgrade/upgrades.ts';
import type { UpgradePreferences } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';

/** electron-updater itself and its provider, with Node's http in the place of Electron's, against a real server. */
const configuration = fileURLToPath(new URL('../../build/app-update.yml', import.meta.url));
const oldProgram = '#!/bin/sh\nexit 0\n';
let folder = '';
let server: Server;
/** What the source answers, by path. */
let files = new Map<string, string>();
let seen: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-upgrade-'));
  files = new Map();
  seen = [];
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname;
    seen.push({ path, headers: request.headers });
    const file = files.get(path);
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await writeFile(appImage(), oldProgram);
  await chmod(appImage(), 0o755);
  vi.stubEnv('APPIMAGE', appImage());
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** As electron-updater's own for Electron's network downloads, which this cannot have. */
class Network extends NodeHttpExecutor {
  download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return options.cancellationToken.createPromise((resolve, reject, onCancel) => {
      const request = { headers: options.headers ?? undefined };
      configureRequestUrl(url, request);
      configureRequestOptions(request);
      const callback = (error?: Error | null) => (error ? reject(error) : resolve(destination));
      this.doDownload(request, { destination, options, onCancel, callback, responseHandler: null }, 0);
    });
  }
}

const appImage = () => join(folder, 'Tocsin-x86_64.AppImage');
const source = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/releases`;

/** Puts a version where it is looked for; its program notes how it was started. */
function offer(version: string, sum?: string): string {
  const program = `#!/bin/sh\necho "${version} $APPIMAGE_EXIT_AFTER_INSTALL" > '${folder}/started'\n`;
  const sha512 = sum ?? createHash('sha512').update(program).digest('base64');
  const list = `version: ${version}\nfiles:\n  - url: Tocsin-x86_64.AppImage\n    sha512: ${sha512}\n    size: ${program.length}\npath: Tocsin-x86_64.AppImage\nsha512: ${sha512}\nreleaseDate: '2026-11-21T00:00:00.000Z'\n`;
  files.set('/releases/latest-linux.yml', list).set('/releases/latest-linux-arm64.yml', list);
  files.set('/releases/Tocsin-x86_64.AppImage', program);
  return program;
}

/** A running AppImage of version 0.1.0; `quit` is the end of the app as Electron tells it. */
async function app(preferences: UpgradePreferences = { enabled: true, source: null }) {
  await cp(configuration, join(folder, 'app-update.yml'));
  const ends: ((status: number) => void)[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  let current = preferences;
  const load = async () => {
    const each = new updater.AppImageUpdater(null, {
      ...{ version: '0.1.0', name: 'tocsin', isPackaged: true, appUpdateConfigPath: join(folder, 'app-update.yml') },
      ...{ userDataPath: join(folder, 'profile'), baseCachePath: join(folder, 'cache') },
      whenReady: async () => undefined,
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: (end: (status: number) => void) => void ends.push(end),
    });
    // What Electron's own network does there is not shown by this.
    Object.assign(each, { httpExecutor: new Network() });
    return each;
  };
  const upgrades = new Upgrades({
    upgrading: upgraderOn(load, source(), log, () => undefined),
    preferences: () => current,
    clock: new FakeClock(Date.now()),
    random: () => 0,
    changed: () => undefined,
    warn: () => undefined,
  });
  upgrades.follow();
  return {
    upgrades,
    set: (change: Partial<UpgradePreferences>) => {
      current = { ...current, ...change };
      upgrades.follow();
    },
    quit: (status = 0) => {
      for (const end of ends) end(status);
    },
  };
}

test('a newer version is fetched, checked, and takes the place of the old one when the app ends', async () => {
  const program = offer('0.2.0');
  const { upgrades, quit } = await app();
  await upgrades.look();
  expect(upgrades.state()).toEqual({ name: 'ready', version: '0.2.0' });
  expect(await readFile(appImage(), 'utf8')).toBe(oldProgram);
  quit();
  expect(await readFile(appImage(), 'utf8')).toBe(program);
  expect(await readFile(join(folder, 'started'), 'utf8')).toBe('0.2.0 true\n');
  expect(seen.map(({ path }) => path)).toContain('/releases/Tocsin-x86_64.AppImage');
});

test('nothing sent to the source knows this copy again', async () => {
  offer('0.2.0');
  const { upgrades } = await app();
  await upgrades.look();
  expect(seen.length).toBeGreaterThan(1);
  for (const { headers } of seen) {
    expect(headers['x-user-staging-id'] ?? '').toBe('');
    expect(JSON.stringify(headers)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  }
});

test.for(['0.1.0', '0.0.9'])('%s is not newer', async (version) => {
  offer(version);
  const { upgrades, quit } = await app();
  await upgrades.look();
  expect(upgrades.state()).toMatchObject({ name: 'current', lookedAt: expect.any(Number) });
  expect(seen.some(({ path }) => path.endsWith('.AppImage'))).toBe(false);
  quit();
  expect(await readFile(appImage(), 'utf8')).toBe(oldProgram);
});

test('what does not fit its sum is not installed', async () => {
  offer('0.2.0', createHash('sha512').update('another').digest('base64'));
  const { upgrades, quit } = await app();
  await upgrades.look();
  expect(upgrades.state()).toMatchObject({ name: 'failed', text: expect.stringContaining('sha512 checksum mismatch') });
  quit();
  expect(await readFile(appImage(), 'utf8')).toBe(oldProgram);
});

test('a source without a list is a failure that says so, and the next look goes on', async () => {
  const { upgrades, quit } = await app();
  await upgrades.look();
  expect(upgrades.state()).toMatchObject({ name: 'failed', text: expect.stringContaining('latest-linux') });
  offer('0.2.0');
  await upgrades.look();
  expect(upgrades.state()).toMatchObject({ name: 'ready' });
  quit(70);
  expect(await readFile(appImage(), 'utf8')).toBe(oldProgram);
});

test('switched off after it was fetched, the end installs nothing; on again it does', async () => {
  offer('0.2.0');
  const { upgrades, set, quit } = await app();
  await upgrades.look();
  set({ enabled: false });
  quit();
  expect(await readFile(appImage(), 'utf8')).toBe(oldProgram);
  set({ enabled: true });
  await upgrades.look();
  expect(upgrades.state()).toMatchObject({ name: 'ready' });
  quit();
  expect(await readFile(appImage(), 'utf8')).not.toBe(oldProgram);
});
