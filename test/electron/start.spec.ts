import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shown } from '../desktop/notices.ts';
import { trayIcon } from '../desktop/tray-icon.ts';
import { tocsin } from '../host.ts';
import { until } from '../until.ts';
import { expect, test } from './desk.ts';

test.describe('without any server', () => {
  test.use({ with: { tray: true, settings: () => ({ version: 1, servers: [] }) } });

  test('the first start is gone through, and leaves an entry that starts it with the system', async ({ desk }) => {
    const app = await desk.start();
    const page = await app.page();
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toContainText('Which server is to be watched?');
    await until('the tooltip', async () => (await trayIcon(desk.desktop.env)).tooltip === 'Tocsin: no server yet.');
    const { width, height } = await app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds() ?? { width: 0, height: 0 },
    );
    expect([width, height]).toEqual([900, 600]);

    await page.getByRole('button', { name: 'Skip this step' }).click();
    await page.getByRole('button', { name: 'Show a notification' }).click();
    await shown(desk.desktop.notices, 'Test: warning');
    await page.getByRole('button', { name: 'Yes, I saw it' }).click();
    await expect(page.getByLabel('Start Tocsin when I sign in')).toBeChecked();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('button', { name: 'Add a server' })).toBeVisible();
    const entries = join(String(desk.desktop.env['XDG_CONFIG_HOME']), 'autostart');
    const [entry = ''] = await until('the entry', async () => readdir(entries).catch(() => null));
    expect(await readFile(join(entries, entry), 'utf8')).toMatch(/^Exec=.* "--hidden" "--started-with-system"/m);
  });
});

test('a second start hands its link over and ends; a quit leaves nothing running', async ({ desk }) => {
  const app = await desk.start('--hidden');
  await desk.online();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  expect(await app.startAgain('tocsin://history')).toBe(0);
  const page = await app.page();
  await expect(page.getByText(/NOC is online since/)).toBeVisible();
  // The window stands, and goes where the next one wants it.
  expect(await app.startAgain('tocsin://servers')).toBe(0);
  await expect(page.getByRole('heading', { name: 'Servers' })).toBeVisible();
  expect(await app.startAgain('--hidden')).toBe(0);
  await expect(page.getByRole('heading', { name: 'Servers' })).toBeVisible();

  expect(app.remains().length).toBeGreaterThan(1);
  await app.evaluate(({ app }) => app.quit());
  expect(await app.ended).toBe(0);
  await until('nothing to be left of it', () => app.remains().length === 0);
  expect(JSON.parse((await tocsin(['status', '--data-dir', desk.data, '--json'])).stdout)).toEqual({ running: false });
});

test('a stop by the system ends it cleanly', async ({ desk }) => {
  const app = await desk.start();
  await desk.online();
  await app.page();
  await app.stop();
  expect(await app.ended).toBe(0);
  await until('nothing to be left of it', () => app.remains().length === 0);
  // Nothing of it stands in the way of the next one.
  await desk.start('--hidden');
  await desk.online();
});

test('started by the system, it ends at once where nobody wants that, and opens nothing', async ({ desk }) => {
  const app = await desk.start('--started-with-system');
  expect(await app.ended).toBe(0);
  expect(await readdir(desk.data)).toEqual(['settings.json']);
  expect(desk.saymon.subscriptions()).toEqual([]);
});
