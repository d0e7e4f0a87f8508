import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { dataDirectory, startHost, status, tocsin } from '../host.ts';
import { utf16, windows1251 } from '../settings/encodings.ts';

let data: string;
let file: string;
beforeEach(async () => {
  data = await folder({ version: 1 });
  file = join(data, 'given.json');
});

async function folder(settings: unknown): Promise<string> {
  const made = await dataDirectory(settings);
  onTestFinished(made.remove);
  return made.path;
}

async function imported(document: unknown) {
  const whole = typeof document === 'string' || document instanceof Uint8Array;
  await writeFile(file, whole ? document : JSON.stringify(document));
  return tocsin(['import', file, '--data-dir', data]);
}

async function exported(directory: string, ...args: readonly string[]): Promise<unknown> {
  const { stdout, code } = await tocsin(['export', '--data-dir', directory, ...args]);
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

const servers = [
  {
    id: 'noc',
    name: 'NOC',
    protocol: 'saymon',
    url: 'https://saymon.example:1234',
    apiUrl: 'https://saymon.example',
    auth: { type: 'password', login: 'ops', password: 'hunter2' },
  },
  { id: 'farm', protocol: 'flamenco', url: 'http://farm.example:8080', enabled: false },
];
const all = { version: 1, servers, toasts: { maxPerMinute: 3 }, quietHours: { enabled: true } };

describe.each(['by itself', 'by a running host'])('import and export %s', (way) => {
  beforeEach(async () => {
    if (way === 'by itself') return;
    const host = await startHost(data);
    onTestFinished(async () => void (await host.stop()));
  });

  it('carry everything from one computer to another', async () => {
    expect(await imported({ ...all, servers: servers.map((each) => ({ ...each, enabled: false })) })).toEqual({
      code: 0,
      stdout: 'Imported. Servers: added noc, farm.\n',
      stderr: '',
    });
    const whole = await exported(data, '--with-secrets');
    expect(JSON.stringify(whole)).toContain('hunter2');
    const bare = await exported(data);
    expect(JSON.stringify(bare)).not.toContain('hunter2');
    const other = await folder({ version: 1 });
    await writeFile(file, JSON.stringify(whole));
    expect((await tocsin(['import', file, '--data-dir', other])).code).toBe(0);
    expect(await exported(other, '--with-secrets')).toEqual(whole);
    expect((await imported(bare)).code).toBe(0);
    expect(await exported(data, '--with-secrets')).toEqual(whole);
  });

  it('take an export without secrets to another computer, where each server waits for its own', async () => {
    const proxy = { url: 'http://proxy.example:3128', login: 'me', password: 'hunter3' };
    const here = await folder({ version: 1, servers: [{ ...servers[0], proxy }, servers[1]] });
    const bare = await exported(here);
    const said = 'Still needed: auth.password and proxy.password of noc.';
    const remedy = 'Enter it under Servers in the window, or import a file that has it.';
    expect(await imported(bare)).toEqual({
      code: 0,
      stdout: `Imported. Servers: added noc, farm. ${said} ${remedy}\n`,
      stderr: '',
    });
    expect(await exported(data)).toEqual(bare);
    // It is still needed when the same comes again, and no longer when it was given.
    expect((await imported(bare)).stdout).toBe(`Imported. Servers: none added or changed. ${said} ${remedy}\n`);
    if (way === 'by itself') {
      const host = await startHost(data);
      onTestFinished(async () => void (await host.stop()));
    }
    const [noc] = (await status(data)).servers;
    expect(noc).toMatchObject({ id: 'noc', state: 'blocked', why: { code: 'secret-unreadable' } });
    const given = { id: 'noc', auth: { password: 'hunter2' }, proxy: { password: 'hunter3' } };
    expect((await imported({ servers: [given] })).stdout).toBe('Imported. Servers: changed noc.\n');
    expect(await exported(data, '--with-secrets')).toEqual(await exported(here, '--with-secrets'));
  });

  it('say what is kept without effect', async () => {
    const { code, stdout } = await imported({
      colour: 'red',
      toasts: { maxPerMinutes: 3 },
      servers: [{ ...servers[1], port: 1 }],
    });
    expect(code).toBe(0);
    expect(stdout).toBe(
      'Imported. Servers: added farm. Kept without effect, unknown here: colour, toasts.maxPerMinutes, servers.farm.port.\n',
    );
  });
});

it.each([
  ['a name in windows-1251', windows1251],
  ['UTF-16', utf16],
])('%s is refused by the encoding that is expected', async (_, bytes) => {
  const { code, stdout, stderr } = await imported(bytes);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(`${file} is no settings file: it is not in UTF-8: save it in that encoding\n`);
  expect(await exported(data)).toEqual({ version: 1 });
});

it('a mark of the byte order before the text does no harm', async () => {
  expect(await imported(`\uFEFF${JSON.stringify({ toasts: { maxPerMinute: 3 } })}`)).toMatchObject({ code: 0 });
  expect(await exported(data)).toEqual({ version: 1, toasts: { maxPerMinute: 3 } });
});

it.each([
  ['{"toasts":', 'is no settings file: line 1, column'],
  ['[]', 'it is no JSON object'],
  ['{"version": 9}', 'was not imported, nothing is changed: version:'],
  ['{"servers": [{"id": "a", "protocol": "flamenco", "url": "ftp://a"}]}', 'servers.a.url: Begin the address with'],
  // What is no secret is still needed.
  ['{"servers": [{"id": "a", "protocol": "kamea", "auth": {"type": "bearer"}}]}', 'servers.a.url: Give this'],
])('%s is refused with 2 and one line', (text, reason) => isRefused(text, reason));

it.each([
  ['closed', `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'line 1, column 207: this is nested too deeply'],
  ['left open', '['.repeat(100_000), 'line 1, column 202: this is no JSON'],
])('a hundred thousand lists in each other, %s, are refused with 2 and one line', (_, text, reason) =>
  isRefused(text, reason),
);

async function isRefused(text: string, reason: string): Promise<void> {
  const { code, stdout, stderr } = await imported(text);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(reason)]);
  expect(await exported(data)).toEqual({ version: 1 });
}
