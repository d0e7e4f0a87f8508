import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clickTray, trayIcon, trayMenu } from '../desktop/tray-icon.ts';
import { status } from '../e2e/house.ts';
import { tocsin } from '../host.ts';
import type { Saymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { type Desk, expect, test } from './desk.ts';

const auth = { type: 'session', sessionId: 'session-1' };
/** What the user may not say counts for nothing, what they may does. */
const ownPart = {
  id: 'noc',
  name: 'Mine',
  url: 'http://127.0.0.1:1',
  auth,
  subscriptions: { incidents: true, 'snmp-trap': false, 'job-result-received': false },
};
const fixed = (saymon: Saymon) => ({
  id: 'noc',
  name: 'NOC',
  protocol: 'saymon',
  url: saymon.url,
  apiUrl: saymon.url,
});
const enforced = (saymon: Saymon) => ({ enforced: { servers: [fixed(saymon)], toasts: { maxPerMinute: 3 } } });
const brokenText = '{\n  "enforced": {\n    "servers": [}\n';

const topics = ({ saymon }: Desk) => saymon.subscriptions().flatMap(({ calls }) => calls.map(({ topic }) => topic));
const sockets = ({ saymon }: Desk) => saymon.subscriptions().map(({ socket }) => socket);
const tooltip = async ({ desktop }: Desk) => (await trayIcon(desktop.env)).tooltip;

test.use({
  with: {
    tray: true,
    settings: () => ({ version: 1, servers: [ownPart], window: { greeted: true } }),
    policy: enforced,
  },
});

test('an enforced server runs with the user’s own subscriptions, and on while its policy is broken', async ({
  desk,
}) => {
  const { data, desktop, policy, saymon } = desk;
  if (policy === null) throw new Error('This desk has a policy');
  let app = await desk.start();
  await desk.online();
  await until('the topics of the user', () => topics(desk).includes('incidents'));
  expect(topics(desk)).not.toContain('snmp-trap');
  expect(topics(desk)).not.toContain('job-result-received');
  const lock = `Set by your administrator (${policy.file})`;

  await test.step('its address is locked, with who set it; a subscription of the user’s is not', async () => {
    expect(await app.startAgain('tocsin://servers')).toBe(0);
    const page = await app.page();
    await page.locator('[data-server=noc]').getByRole('button').click();
    const address = page.getByLabel('Address (needed)', { exact: true });
    await expect(address).toBeDisabled();
    await expect(address).toHaveValue(saymon.url);
    await expect(address).toHaveAccessibleDescription(new RegExp(lock.replaceAll(/[()]/g, '\\$&')));
    await expect(page.getByLabel('Name (needed)')).toHaveValue('NOC');
    const traps = page.getByRole('checkbox', { name: 'SNMP traps' });
    await expect(traps).toBeEnabled();
    await traps.check();
    await page.getByRole('button', { name: 'Save' }).click();
    await until('the traps to be asked for', () => topics(desk).includes('snmp-trap'));
  });

  await test.step('both hold after a restart', async () => {
    const before = new Set(sockets(desk));
    await app.stop();
    await until('the line to be gone', () => sockets(desk).length === 0);
    app = await desk.start('--hidden');
    await until('the line of the next one', () => sockets(desk).some((socket) => !before.has(socket)), 30_000);
    await until('its topics', () => ['incidents', 'snmp-trap'].every((topic) => topics(desk).includes(topic)));
    expect(topics(desk)).not.toContain('job-result-received');
  });
  const line = sockets(desk);
  const shown = 'Tocsin: nothing open. 1 server online.';
  await until('a tray that says nothing of it', async () => (await tooltip(desk)) === shown);

  await test.step('broken, the last good one stays in force, and tray and window say why', async () => {
    await policy.put(brokenText);
    await until('the tray to say so', async () => (await tooltip(desk)) === `${shown} The policy cannot be used.`);
    const fault = (await trayMenu(desktop.env)).find(({ label }) => label.includes('cannot be used'));
    expect(fault?.label).toContain(`The policy ${policy.file} cannot be used: line 3, `);
    expect(fault?.label).toContain('What was last in force stays');
    expect((await status(data)).servers).toMatchObject([{ name: 'NOC', state: 'online' }]);
    expect(sockets(desk)).toEqual(line);
    const change = join(data, 'change.json');
    await writeFile(change, JSON.stringify({ toasts: { maxPerMinute: 50 } }));
    const refused = await tocsin(['import', change, '--data-dir', data]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`Your administrator has set this (${policy.file})`);
  });

  await test.step('its entry in the menu leads to the checks, which say the same', async () => {
    await clickTray(desktop.env, /cannot be used/);
    const page = await app.page();
    await expect(page.locator('.lines')).toContainText(`The policy ${policy.file} cannot be used: line 3, `);
    await expect(page.getByRole('region', { name: 'Diagnosis' })).toBeInViewport();
  });

  await test.step('taken away, it stays in force as well', async () => {
    await policy.empty();
    const page = await app.page();
    await expect(page.locator('.lines')).toContainText(`${policy.file} cannot be used: it is gone`);
    expect((await status(data)).servers).toMatchObject([{ name: 'NOC', state: 'online' }]);
    expect(sockets(desk)).toEqual(line);
  });

  await test.step('mended, it holds at once, and the line stands all the while', async () => {
    await policy.put(JSON.stringify({ enforced: { servers: [{ ...fixed(saymon), name: 'Core' }] } }));
    await until('the tray to say nothing of it', async () => (await tooltip(desk)) === shown);
    const page = await app.page();
    await expect(page.getByText('cannot be used')).toBeHidden();
    await until('its new name', async () => (await status(data)).servers[0]?.name === 'Core');
    expect(sockets(desk)).toEqual(line);
  });
});

test.describe('a policy that wants it started by the system', () => {
  test.use({ with: { tray: true, policy: () => ({ enforced: { start: { withSystem: true } } }) } });

  test('has it run, hidden, and the word of the user does not count', async ({ desk }) => {
    await writeFile(join(desk.data, 'wish.json'), JSON.stringify({ start: { withSystem: false } }));
    const app = await desk.start('--started-with-system');
    await desk.online();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    const refused = await tocsin(['import', join(desk.data, 'wish.json'), '--data-dir', desk.data]);
    expect(refused.stderr).toContain('start.withSystem: Your administrator has set this');
  });
});
