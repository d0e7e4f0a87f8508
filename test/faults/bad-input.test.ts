import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { dataDirectory, historyRows, type RunningHost, startHost, status, tocsin } from '../host.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean();
});

async function directory(settings: unknown = { version: 1 }): Promise<string> {
  const data = await dataDirectory(settings);
  cleanUp.push(data.remove);
  return data.path;
}

/** A host that is online at a stand-in server. */
async function online(): Promise<{ saymon: Saymon; data: string; host: RunningHost }> {
  const saymon = await startSaymon();
  cleanUp.push(() => saymon.close());
  const auth = { type: 'session', sessionId: 'session-1' };
  const server = { id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
  const data = await directory({ version: 1, servers: [server] });
  const host = await startHost(data);
  cleanUp.push(() => host.stop());
  await until('the server to be online', async () => (await status(data)).servers[0]?.state === 'online');
  return { saymon, data, host };
}

describe('bad arguments and files', () => {
  it.each([
    [['serve', '--colour', 'red'], '--colour'],
    [['fly'], 'fly'],
    [['history', '--kind', 'meteor'], 'meteor'],
    [['history', '--min-severity', 'bad'], 'bad'],
    [['history', '--since', 'yesterday'], 'yesterday'],
    [['history', '--limit', 'many'], 'many'],
    [['history', '--json', '--csv'], 'not both'],
    [['import', '/nowhere/settings.json'], '/nowhere/settings.json'],
    [['serve', '--listen', '4747'], '4747'],
    [['serve', '--policy', '/nowhere/policy.json'], '/nowhere/policy.json'],
  ])('%j ends with 2 and one clear line', async (args, named) => {
    const data = await directory();
    const { code, stdout, stderr } = await tocsin([...args, ...(args[0] === 'fly' ? [] : ['--data-dir', data])]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(named);
  });

  it('names file, line and reason of a malformed policy', async () => {
    const data = await directory();
    await writeFile(join(data, 'policy.json'), '{\n  "enforced": {\n    "toasts": {"driver": }\n  }\n}');
    const { code, stderr } = await tocsin(['serve', '--data-dir', data, '--policy', join(data, 'policy.json')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/policy\.json.*line 3/s);
  });

  it('sets a malformed settings file aside under a new name and names it', async () => {
    const data = await directory();
    await writeFile(join(data, 'settings.json'), '{"version": 1, "servers": [');
    const host = await startHost(data);
    cleanUp.push(() => host.stop());
    const aside = (await readdir(data)).find((name) => /^settings\.json\..+/.test(name)) ?? 'none';
    expect(await readFile(join(data, aside), 'utf8')).toBe('{"version": 1, "servers": [');
    await until('the message', () => host.stderr().includes(aside));
    expect((await status(data)).servers).toEqual([]);
  });

  it('says what does not fit in an import, and changes nothing', async () => {
    const data = await directory();
    const before = await readFile(join(data, 'settings.json'), 'utf8');
    await writeFile(
      join(data, 'new.json'),
      JSON.stringify({ servers: [{ id: 'x', protocol: 'telex', url: 'http://x' }] }),
    );
    const { code, stderr } = await tocsin(['import', join(data, 'new.json'), '--data-dir', data]);
    expect(code).toBe(2);
    expect(stderr).toContain('telex');
    expect(await readFile(join(data, 'settings.json'), 'utf8')).toBe(before);
  });

  it('says without a host that none runs', async () => {
    const data = await directory();
    const { code, stdout, stderr } = await tocsin(['status', '--data-dir', data, '--json']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '{"running": false}\n' });
    expect(stderr).toContain('No Tocsin runs');
  });
});

describe('bad servers', () => {
  it('says in words that a server cannot be reached, and tries again', async () => {
    const auth = { type: 'session', sessionId: 'session-1' };
    const gone = { id: 'gone', protocol: 'saymon', url: 'http://127.0.0.1:9', apiUrl: 'http://127.0.0.1:9', auth };
    const data = await directory({ version: 1, servers: [gone] });
    const host = await startHost(data);
    cleanUp.push(() => host.stop());
    const server = await until('a reason', async () => {
      const [found] = (await status(data)).servers;
      return found?.why === null ? null : found;
    });
    expect(server.why).toMatchObject({ code: 'refused', text: 'Nothing answers at 127.0.0.1:9' });
    const checked = await tocsin(['check', '--data-dir', data]);
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('FAILED  Server gone: Nothing answers at 127.0.0.1:9');
  });

  it('lives through a bare 42 frame and garbage, and goes on', async () => {
    const { saymon, data, host } = await online();
    for (const frame of ['42', '4', '0{', '42["', '9', '42{"a":1}', '451-["x"]', '']) saymon.raw(frame);
    await until('to be online again', async () => (await status(data)).servers[0]?.state === 'online', 30_000);
    saymon.openIncident({ text: 'After the garbage' });
    await until('the event', async () => (await historyRows(data, '--query', 'garbage')).length > 0, 30_000);
    expect(host.child.exitCode).toBeNull();
  });

  it('takes a message of 10 MB, and keeps what of it fits', async () => {
    const { saymon, data } = await online();
    saymon.emit('snmp-trap', { _id: 'big', level: 3, payload: { text: 'Big one', rest: 'x'.repeat(10_000_000) } });
    const [event] = await until(
      'the event',
      async () => {
        const rows = await historyRows(data, '--kind', 'trap');
        return rows.length > 0 ? rows : null;
      },
      30_000,
    );
    expect(event?.payload).toMatchObject({ cut: true });
    expect((await status(data)).servers[0]?.state).toBe('online');
  });

  it('shows markup and control characters as text', async () => {
    const { saymon, data } = await online();
    saymon.openIncident({ text: '<img src=x onerror=alert(1)>\u0000\u001b[2J\u202Eevil' });
    const [event] = await until('the event', async () => {
      const rows = await historyRows(data, '--query', 'onerror');
      return rows.length > 0 ? rows : null;
    });
    expect(event?.title).toContain('<img src=x onerror=alert(1)>');
    const plain = await tocsin(['history', '--data-dir', data]);
    expect(plain.stdout).toContain('<img src=x onerror=alert(1)> [2J evil');
    expect([...plain.stdout].filter((char) => char < ' ' && char !== '\n')).toEqual([]);
  });

  it('stores every event of a flood that knows no back-pressure', async () => {
    const { saymon, data } = await online();
    const flood = 30_000;
    for (let n = 0; n < flood; n++)
      saymon.emit('snmp-trap', { _id: `flood-${n}`, level: 1, payload: { text: `Trap ${n}` } });
    await until(
      'the last one',
      async () => (await historyRows(data, '--query', `"Trap ${flood - 1}"`)).length === 1,
      60_000,
    );
    const csv = await tocsin(['history', '--data-dir', data, '--csv', '--kind', 'trap', '--limit', '0']);
    expect(csv.stdout.trim().split('\r\n')).toHaveLength(flood + 1);
  }, 120_000);
});
