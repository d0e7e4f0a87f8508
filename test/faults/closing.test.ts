import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { dataDirectory, startHost, tocsin } from '../host.ts';
import { startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';

it('a host that cannot store its last events ends when it is asked to, and says why', async () => {
  const saymon = await startSaymon();
  onTestFinished(() => saymon.close());
  const auth = { type: 'session', sessionId: 'session-1' };
  const server = { id: 'noc', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
  const data = await dataDirectory({ version: 1, servers: [server] });
  onTestFinished(data.remove);
  const host = await startHost(data.path);
  onTestFinished(() => host.kill());
  const topics = () => saymon.subscriptions().flatMap(({ calls }) => calls.map(({ topic }) => topic));
  await until('the host to be subscribed', () => topics().includes('snmp-trap'), 30_000);
  const other = new Database(join(data.path, 'history.db'));
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  saymon.trap({ payload: { senderAddress: '10.0.0.9', text: 'on battery' } });
  await until('the commit to fail', () => host.stderr().includes('The history could not be written'));
  expect(await host.stop()).toBe(1);
  expect(host.stderr().trim().split('\n').at(-1)).toMatch(
    /^Tocsin has ended, but not all of it as it should: .* is in use by another program/,
  );
  expect((await readdir(join(data.path, 'logs'))).filter((name) => name.startsWith('crash-'))).toEqual([]);
  expect(await tocsin(['status', '--data-dir', data.path])).toMatchObject({ code: 3 });
});
