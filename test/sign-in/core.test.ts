import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../main/clock.ts';
import { type Core, createCore } from '../../main/core.ts';
import { openConfFile } from '../../main/settings/conf-file.ts';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import type { Toast, ToastDriver, ToastReply } from '../../main/toasts/driver.ts';
import type { Snapshot, Spot } from '../../preload/contract/api.ts';
import { clientId, type Oidc } from '../servers/oidc.ts';
import { Person } from '../servers/oidc-person.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { noPlayer } from '../toasting.ts';
import { until } from '../until.ts';
import { provider } from './house.ts';

/** A core in this process with a SAYMON server whose users sign in through a provider. */
class Desk {
  readonly directory = mkdtempSync(join(tmpdir(), 'tocsin-sign-in-'));
  readonly toasts: Toast[] = [];
  readonly logged: string[] = [];
  readonly windows: (Spot | null)[] = [];
  readonly addresses: string[] = [];
  /** Whether a browser can be started. */
  browser = true;
  core!: Core;
  #reply: (reply: ToastReply) => void = () => {};

  constructor(oidc: Oidc, saymon: Saymon) {
    const auth = { type: 'oidc', issuer: oidc.issuer, clientId };
    const noc = { id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
    writeFileSync(join(this.directory, 'settings.json'), JSON.stringify({ version: 1, servers: [noc] }));
    onTestFinished(async () => {
      await this.core.close();
      rmSync(this.directory, { recursive: true, force: true });
    });
  }

  async start(): Promise<void> {
    const { directory } = this;
    const log = (line: string) => void this.logged.push(line);
    this.core = await createCore({
      name: 'serve',
      version: 'test',
      settingsDirectory: directory,
      localDirectory: directory,
      policy: { file: join(directory, 'policy.json'), given: false },
      settingsFile: openConfFile(directory),
      secrets: openSecretFile(join(directory, 'secrets.json')),
      drivers: [{ name: 'scripted', open: (reply) => this.#driver(reply) }],
      player: noPlayer,
      toastPages: null,
      startHistory: (workerData) =>
        new Worker(new URL('../../main/history/worker.ts', import.meta.url), { workerData }),
      openWindow: (spot) => void this.windows.push(spot),
      openAddress: async (url) => {
        this.addresses.push(url);
        return this.browser;
      },
      tray: () => ({ state: 'note', text: 'none' }),
      clock: systemClock,
      random: () => 0,
      log: { info: log, warn: log, error: log },
    });
  }

  /** Presses a button of the last toast. */
  press(key: string): void {
    this.#reply({ type: 'button', ref: this.#ref(this.toasts.length), key });
  }

  state(): Promise<{ readonly state: string; readonly code: string | null }> {
    const [noc] = this.core.status().servers;
    return Promise.resolve({ state: noc?.state ?? '', code: noc?.why?.code ?? null });
  }

  becomes(state: string, code: string | null = null): Promise<unknown> {
    return until(`the server to be ${state}`, async () => {
      const now = await this.state();
      return now.state === state && now.code === code;
    });
  }

  async snapshot(): Promise<Snapshot> {
    const answer = await this.core.command('window.start', { filter: {} });
    if (!answer.ok) throw new Error(answer.error.text);
    return answer.value as Snapshot;
  }

  #ref(id: number) {
    return { driver: 'scripted', owner: 'first life', id };
  }

  #driver(reply: (reply: ToastReply) => void): ToastDriver {
    this.#reply = reply;
    return {
      name: 'scripted',
      show: async (toast) => {
        this.toasts.push(toast);
        return { shown: true, driver: 'scripted', ref: this.#ref(this.toasts.length) };
      },
      withdraw: async () => undefined,
      probe: async () => null,
      close: async () => undefined,
    };
  }
}

async function desk() {
  const oidc = await provider();
  const tokens: string[] = [];
  const saymon = await startSaymon({
    keycloak: (token) => {
      tokens.push(token);
      return oidc.knows(token);
    },
  });
  onTestFinished(() => saymon.close());
  const made = new Desk(oidc, saymon);
  await made.start();
  return { oidc, saymon, desk: made, tokens };
}

it('a SAYMON server is online by a sign-in, blocked when that is revoked, and back by a new one', async () => {
  const { oidc, saymon, desk: house, tokens } = await desk();
  const person = new Person();
  await house.becomes('blocked', 'sign-in-needed');
  await until('the toast', () => house.toasts.length === 1);
  expect(house.toasts[0]).toMatchObject({ title: 'Sign-in refused: NOC', buttons: [{ key: 'sign-in' }] });
  house.press('sign-in');
  await until('the browser', () => house.addresses.length === 1);
  expect((await house.snapshot()).servers[0]?.signIn).toMatchObject({ name: 'waiting', how: 'browser', opened: true });
  await person.signIn(house.addresses[0] ?? '');
  await house.becomes('online');
  expect(house.windows).toEqual([]);
  expect(saymon.signIns).toBe(1);

  await oidc.revoke();
  saymon.endSessions();
  saymon.disconnectAll();
  await house.becomes('blocked', 'sign-in');
  await until('the toast', () => house.toasts.at(-1)?.title === 'Sign-in refused: NOC' && house.toasts.length > 1);
  const attempts = saymon.attempts;

  const begun = await house.core.command('sign-in.begin', { server: 'noc', how: 'browser' });
  expect(begun.ok).toBe(true);
  await person.signIn(house.addresses[1] ?? '');
  await house.becomes('online');
  expect(saymon.attempts).toBe(attempts + 1);
  expect((await house.snapshot()).servers[0]?.signIn).toEqual({ name: 'done' });

  const found = await house.core.check();
  expect(found.find(({ name }) => name === 'Server NOC')).toMatchObject({ state: 'ok' });
  const told = [
    house.logged,
    house.toasts,
    house.core.status(),
    await house.snapshot(),
    await house.core.export(true),
    readFileSync(join(house.directory, 'settings.json'), 'utf8'),
  ];
  for (const secret of [...tokens, ...oidc.refreshTokens]) expect(JSON.stringify(told)).not.toContain(secret);

  await house.core.close();
  await house.start();
  await house.becomes('online');
});

it('the button of the toast shows the server where no browser can be started, or the provider is away', async () => {
  const { oidc, desk: house } = await desk();
  house.browser = false;
  await house.becomes('blocked', 'sign-in-needed');
  await until('the toast', () => house.toasts.length === 1);
  house.press('sign-in');
  await until('the window', () => house.windows.length === 1);
  expect(house.windows).toEqual([{ server: 'noc' }]);
  await oidc.stop();
  house.press('sign-in');
  await until('the window', () => house.windows.length === 2);
  expect((await house.snapshot()).servers[0]?.signIn).toMatchObject({ name: 'failed', why: { code: 'refused' } });
});

it('what cannot be begun is refused in words', async () => {
  const { desk: house } = await desk();
  const begin = (server: string) => house.core.command('sign-in.begin', { server, how: 'browser' });
  expect(await begin('nobody')).toMatchObject({ ok: false, error: { code: 'not-found' } });
  await house.core.command('servers.save', {
    server: {
      id: 'two',
      name: 'Two',
      protocol: 'saymon',
      url: 'http://two',
      auth: { type: 'session', sessionId: 'x' },
    },
  });
  expect(await begin('two')).toMatchObject({
    ok: false,
    error: { code: 'not-found', text: 'Two is not signed in to with a browser: change its settings' },
  });
});

it('a sign-in that is cancelled leaves the server as it was', async () => {
  const { desk: house } = await desk();
  await house.becomes('blocked', 'sign-in-needed');
  await house.core.command('sign-in.begin', { server: 'noc', how: 'device' });
  expect((await house.snapshot()).servers[0]?.signIn).toMatchObject({ how: 'device', code: expect.any(String) });
  await house.core.command('sign-in.cancel', { server: 'noc' });
  expect((await house.snapshot()).servers[0]).not.toHaveProperty('signIn');
  expect(await house.state()).toEqual({ state: 'blocked', code: 'sign-in-needed' });
});
