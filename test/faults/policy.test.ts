import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dataDirectory, startHost, status, tocsin } from '../host.ts';
import { startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';

it('one enforced server runs with the user’s own subscriptions, and on when the policy breaks', async () => {
  const saymon = await startSaymon();
  onTestFinished(() => saymon.close());
  const auth = { type: 'session', sessionId: { env: 'SESSION' } };
  const subscriptions = { incidents: true, 'snmp-trap': false, 'job-result-received': false };
  // What the user may not say counts for nothing, what they may does.
  const own = { id: 'noc', url: 'http://127.0.0.1:1', auth, subscriptions };
  const data = await dataDirectory({ version: 1, servers: [own] });
  onTestFinished(() => data.remove());
  const file = join(data.path, 'policy.json');
  const fixed = { id: 'noc', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url };
  await writeFile(file, JSON.stringify({ enforced: { servers: [fixed], toasts: { maxPerMinute: 3 } } }));
  const host = await startHost(data.path, { ...process.env, SESSION: 'session-1' }, ['--policy', file]);
  onTestFinished(async () => void (await host.stop()));
  const state = async () => (await status(data.path)).servers[0];
  const online = await until('the server to be online', async () => {
    const server = await state();
    return server?.state === 'online' ? server : null;
  });
  const [first] = await until('the subscriptions', () =>
    saymon.subscriptions().length > 0 ? saymon.subscriptions() : null,
  );
  const topics = await until('its topics', () => {
    const called = saymon.subscriptions().flatMap(({ calls }) => calls.map(({ topic }) => topic));
    return called.includes('incidents') ? called : null;
  });
  expect(topics).not.toContain('snmp-trap');
  expect(topics).not.toContain('job-result-received');

  await writeFile(file, '{\n  "enforced": {\n    "servers": [}\n');
  const broken = await until('the check to tell', async () => {
    const { stdout } = await tocsin(['check', '--data-dir', data.path]);
    return stdout.includes('cannot be used') ? stdout : null;
  });
  expect(broken).toContain(`FAILED  Settings: The policy ${file} cannot be used: line 3`);
  expect(broken).toContain('What was last in force stays; tell your administrator');
  expect(await state()).toMatchObject({ state: 'online', since: online.since });
  expect(saymon.subscriptions().map(({ socket }) => socket)).toEqual([first?.socket]);
  const change = join(data.path, 'change.json');
  await writeFile(change, JSON.stringify({ toasts: { maxPerMinute: 50 } }));
  const refused = await tocsin(['import', change, '--data-dir', data.path]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(`Your administrator has set this (${file})`);

  // Mended, it is in force again, and the line stands all the while.
  await writeFile(file, JSON.stringify({ enforced: { servers: [fixed] } }));
  await until(
    'the change to be taken',
    async () => (await tocsin(['import', change, '--data-dir', data.path])).code === 0,
  );
  expect(saymon.subscriptions().map(({ socket }) => socket)).toEqual([first?.socket]);
}, 90_000);
