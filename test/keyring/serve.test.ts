import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataDirectory, type RunningHost, startHost, status, tocsin } from '../host.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { type Bench, startBench } from './bench.ts';

const secret = 'session-that-nobody-may-read';

describe('tocsin serve with a keyring', { timeout: 90_000 }, () => {
  it('leaves no secret in the data directory that could be read', async () => {
    const { bench, data, start } = await house('unlocked');
    const host = await start();
    await online(data);
    await host.stop();
    expect(await leaks(data)).toEqual([]);
    expect(await readFile(join(data, 'settings.json'), 'utf8')).toContain('"stored"');
    const next = await start();
    await online(data);
    expect(next.stderr()).not.toContain(secret);
    const { stdout } = await tocsin(['check', '--data-dir', data], bench.env);
    expect(stdout).toContain("New passwords and tokens are protected by your system's keyring; kept now: 1 protected");
    expect(await leaks(data)).toEqual([]);
  });

  it('starts at once while it is locked, says so at the server, and connects when it opens', async () => {
    const { bench, data, start } = await house('unlocked');
    await (await start()).stop();
    await bench.lock();
    const beganAt = performance.now();
    await start();
    expect(performance.now() - beganAt).toBeLessThan(10_000);
    const blocked = await until('the server to wait', async () => {
      const [server] = (await status(data)).servers;
      return server?.state === 'blocked' ? server : null;
    });
    expect(blocked.why).toMatchObject({
      code: 'keyring',
      text: expect.stringContaining(
        'The keyring of this computer is locked, so the stored auth.sessionId cannot be read',
      ),
    });
    expect(await leaks(data)).toEqual([]);
    await bench.kill();
    await bench.start('unlocked');
    await online(data);
  });

  it('starts while it does not answer, and goes on with what it has read when it ends', async () => {
    const { bench, data, start } = await house('unlocked');
    await (await start()).stop();
    bench.hang();
    const host = await start();
    await until('the server to wait', async () => (await status(data)).servers[0]?.state === 'blocked');
    bench.goOn();
    await online(data);
    await bench.kill();
    expect(await host.stop()).toBe(0);
  });

  it('keeps them in the file where there is none, and takes them out of it when there is one', async () => {
    const { bench, data, start } = await house(null);
    const host = await start();
    await online(data);
    expect(await leaks(data)).toEqual([join(data, 'secrets.json')]);
    const { stdout } = await tocsin(['check', '--data-dir', data], bench.env);
    expect(stdout).toContain('go to a file that only you can read, for this computer has no keyring');
    await host.stop();
    await bench.start('unlocked');
    await start();
    await until('the secret to be out of the file', async () => (await leaks(data)).length === 0, 30_000);
    await online(data);
    // The way back is the user's word.
    const back = join(data, 'back.json');
    await writeFile(back, JSON.stringify({ secrets: { keep: 'file' } }));
    expect((await tocsin(['import', back, '--data-dir', data], bench.env)).code).toBe(0);
    await until('the secret to be in the file', async () => (await leaks(data)).length === 1, 30_000);
  });

  it('holds them in no file where that is wanted, and asks again after the next start', async () => {
    const { data, start } = await house('unlocked', { secrets: { keep: 'memory' } });
    const host = await start();
    await online(data);
    expect(await leaks(data)).toEqual([]);
    await host.stop();
    await start();
    const [server] = await until('the server to want it', async () => {
      const { servers } = await status(data);
      return servers[0]?.state === 'blocked' ? servers : null;
    });
    expect(server?.why?.code).toBe('secret-unreadable');
  });
});

async function house(keyring: 'unlocked' | null, settings: object = {}) {
  const bench: Bench = await startBench();
  onTestFinished(() => bench.close());
  if (keyring !== null) await bench.start(keyring);
  const saymon: Saymon = await startSaymon({ sessions: [secret] });
  onTestFinished(() => saymon.close());
  const auth = { type: 'session', sessionId: secret };
  const noc = { id: 'noc', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
  const data = await dataDirectory({ version: 1, servers: [noc], ...settings });
  onTestFinished(() => data.remove());
  const start = async (): Promise<RunningHost> => {
    const host = await startHost(data.path, bench.env);
    onTestFinished(async () => void (await host.stop()));
    return host;
  };
  return { bench, data: data.path, start };
}

async function online(data: string, withinMs = 30_000): Promise<void> {
  await until('the server to be online', async () => (await status(data)).servers[0]?.state === 'online', withinMs);
}

/** The files below a folder in which the secret stands, as it is or encoded. */
async function leaks(directory: string): Promise<readonly string[]> {
  const forms = [
    secret,
    // Within a longer text it may begin at any of three places; what its neighbours share is left out.
    ...[0, 1, 2].map((before) =>
      Buffer.from(`${' '.repeat(before)}${secret}`)
        .toString('base64')
        .slice(4, -4),
    ),
    Buffer.from(secret).toString('hex'),
    encodeURIComponent(secret),
  ].map((form) => Buffer.from(form));
  for (;;) {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const found: string[] = [];
    try {
      for (const entry of entries) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = await readFile(path);
        if (forms.some((form) => bytes.includes(form))) found.push(path);
      }
      return found;
    } catch (error) {
      // A file that is gone since the listing has become another one, as a new version does in place of the old: look anew.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
