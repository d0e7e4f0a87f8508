import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { electronBinary, fetchElectron } from '../../build/electron-binary.ts';

describe('the folder that ELECTRON_OVERRIDE_DIST_PATH names', () => {
  it('is where the binary is looked for', () => {
    const directory = folder();
    const env = { ELECTRON_OVERRIDE_DIST_PATH: directory };
    expect(electronBinary(env)).toBeNull();
    writeFileSync(join(directory, 'electron'), '');
    expect(electronBinary(env)).toBe(join(directory, 'electron'));
  });

  it('is not filled by a download', async () => {
    const directory = folder();
    expect(await fetchElectron(silent, { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: directory })).toBe(
      `ELECTRON_OVERRIDE_DIST_PATH names ${directory}, where Electron is not`,
    );
  });
});

describe('a fetch of the binary', () => {
  it('says what the mirror said', async () => {
    const asked: (string | undefined)[] = [];
    const env = await mirror(({ url }, response) => {
      asked.push(url);
      response.writeHead(404).end();
    });
    const said: string[] = [];
    expect(await fetchElectron((line) => said.push(line), env)).toMatch(/^Electron could not be fetched \(.*404.*\)$/);
    expect(asked[0]).toMatch(/electron-v\d+.*\.zip$/);
    expect(said).toEqual(['Fetching the desktop app (Electron) for at most 60 s …']);
  });

  it('ends by itself when the mirror is silent, with a sign of life until then', async () => {
    const env = await mirror(() => undefined);
    const said: string[] = [];
    const why = await fetchElectron((line) => said.push(line), env, 1_500, 400);
    expect(why).toBe('Electron could not be fetched within 1.5 s');
    expect(said[0]).toBe('Fetching the desktop app (Electron) for at most 1.5 s …');
    expect(said.slice(1)).toEqual(expect.arrayContaining([expect.stringMatching(/^… \d+ s$/)]));
  });
});

/** Stands in for the place that Electron's own script fetches from. */
async function mirror(answer: RequestListener): Promise<NodeJS.ProcessEnv> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: '',
    ELECTRON_MIRROR: `http://127.0.0.1:${port}/`,
    electron_config_cache: folder(),
    // Nobody has this one installed beside his own.
    ELECTRON_INSTALL_PLATFORM: process.platform === 'win32' ? 'linux' : 'win32',
    NO_PROXY: '127.0.0.1',
  };
}

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-electron-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function silent(): void {}
