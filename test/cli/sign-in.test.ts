import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataDirectory, startHost, tocsin } from '../host.ts';
import { clientId, startOidc } from '../servers/oidc.ts';
import { Person } from '../servers/oidc-person.ts';
import { startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';

const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
const entry = fileURLToPath(new URL('../../out/main/tocsin.js', import.meta.url));

/** `tocsin serve` with a SAYMON server that is signed in to with a provider, on a machine without a display. */
async function host() {
  const oidc = await startOidc();
  onTestFinished(() => oidc.stop());
  const saymon = await startSaymon({ keycloak: oidc.knows });
  onTestFinished(() => saymon.close());
  const auth = { type: 'oidc', issuer: oidc.issuer, clientId };
  const noc = { id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
  const data = await dataDirectory({ version: 1, servers: [noc] });
  onTestFinished(() => data.remove());
  const running = await startHost(data.path, env);
  onTestFinished(async () => void (await running.stop()));
  return { oidc, data: data.path };
}

/** Runs `tocsin sign-in` while a person does what it says. */
function signIn(data: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [entry, 'sign-in', 'noc', '--data-dir', data, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  const said = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.error += text));
  return {
    said,
    url: () => until('the address', () => /^http:\/\/\S+$/m.exec(said.out)?.[0]),
    ended: once(child, 'close') as Promise<[number | null]>,
  };
}

describe('tocsin sign-in', () => {
  it('prints the address, waits, and says that it is done; then the server is online', async () => {
    const { data } = await host();
    const command = signIn(data);
    const page = await new Person().signIn(await command.url());
    expect(page.status).toBe(200);
    expect(await command.ended).toEqual([0, null]);
    expect(command.said.out).toMatch(/^Waiting for the browser: open the page in a browser on this machine, until /);
    expect(command.said.out).toMatch(/\nSigned in\.\n$/);
    await until('the server to be online', async () => (await tocsin(['status', '--data-dir', data])).code === 0);
  });

  it('ends with 1 when the person says no', async () => {
    const { data } = await host();
    const command = signIn(data);
    await new Person().refuse(await command.url());
    expect(await command.ended).toEqual([1, null]);
    expect(command.said.error).toBe(
      'The sign-in is refused or has ended: End-User aborted interaction. Sign in again.\n',
    );
  });

  it('prints a code for another device', async () => {
    const { data, oidc } = await host();
    const command = signIn(data, '--device');
    const url = await command.url();
    expect(url).toBe(`${oidc.issuer}/device`);
    const [, code = ''] = /enter ([A-Z]{4}-[A-Z]{4}),/.exec(command.said.out) ?? [];
    await new Person().enterCode(url, code);
    expect(await command.ended).toEqual([0, null]);
  });

  it('ends with 2 for a server that is not there, with 3 when no host runs', async () => {
    const { data } = await host();
    const missing = await tocsin(['sign-in', 'nobody', '--data-dir', data]);
    expect(missing).toMatchObject({ code: 2, stderr: 'There is no server "nobody"\n' });
    expect((await tocsin(['sign-in', '--data-dir', data])).code).toBe(2);
    const empty = await dataDirectory({ version: 1 });
    onTestFinished(() => empty.remove());
    expect((await tocsin(['sign-in', 'noc', '--data-dir', empty.path])).code).toBe(3);
  });
});
