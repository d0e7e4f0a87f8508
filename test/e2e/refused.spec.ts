import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tocsin } from '../host.ts';
import { until } from '../until.ts';
import { expect, status, test } from './house.ts';

const watchedMs = 30_000;

test.describe.configure({ mode: 'parallel' });

for (const way of ['middleware', 'error-event', 'silent'] as const) {
  test(`a session that is refused by ${way} blocks the server until there is a new one`, async ({ house, page }) => {
    test.setTimeout(120_000);
    const { saymon, host, data } = house;
    saymon.refuseInvalid = way;
    saymon.endSessions();
    saymon.attempts = 0;
    saymon.disconnectAll();
    const began = Date.now();
    const blocked = await until('the server to be blocked', async () => {
      const [server] = (await status(data)).servers;
      return server?.state === 'blocked' ? server : null;
    });
    expect(blocked.why).toMatchObject({ code: 'sign-in' });
    const said = await tocsin(['status', '--data-dir', data]);
    expect(said.code).toBe(1);
    expect(said.stdout).toContain('The sign-in is refused or has ended');

    await page.goto(`${host.url}&history`);
    await page.getByRole('button', { name: 'Servers' }).click();
    const tile = page.locator('[data-server=noc]');
    await expect(tile).toContainText('needs you');
    await expect(tile).toContainText('The sign-in is refused or has ended');
    await until('30 s to pass', () => Date.now() - began > watchedMs, watchedMs + 5_000);
    expect(saymon.attempts).toBeLessThanOrEqual(2);

    saymon.sessions.add('session-2');
    const renewed = { version: 1, servers: [{ id: 'noc', auth: { type: 'session', sessionId: 'session-2' } }] };
    await writeFile(join(data, 'renewed.json'), JSON.stringify(renewed));
    expect(await tocsin(['import', join(data, 'renewed.json'), '--data-dir', data])).toMatchObject({ code: 0 });
    await until('the server to be online', async () => (await status(data)).servers[0]?.state === 'online');
    await expect(tile).toContainText('online');
  });
}
