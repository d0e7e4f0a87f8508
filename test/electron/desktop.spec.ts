import { shown } from '../desktop/notices.ts';
import { clickTray, trayIcon, trayMenu } from '../desktop/tray-icon.ts';
import { status } from '../e2e/house.ts';
import { until } from '../until.ts';
import { expect, test } from './desk.ts';

test('an incident becomes a toast, and a click on it opens the window at that event', async ({ desk }) => {
  const { desktop, saymon } = desk;
  const app = await desk.start('--hidden');
  await desk.online();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await shown(desktop.notices, 'Critical: UPS-1');
  await desktop.click('first');
  const page = await app.page();
  const detail = page.getByRole('complementary', { name: 'Event' });
  await expect(detail.getByRole('heading', { name: 'UPS-1' })).toBeVisible();
});

test('the tray has an icon in the panel, whose menu does what it says', async ({ desk }) => {
  const { desktop, saymon, data } = desk;
  const app = await desk.start('--hidden');
  await until(
    'the tooltip',
    async () => (await trayIcon(desktop.env)).tooltip === 'Tocsin: nothing open. 1 server online.',
  );
  const calm = await trayIcon(desktop.env);
  expect(calm.width).toBeGreaterThan(0);
  const labels = (await trayMenu(desktop.env)).map(({ label }) => label);
  expect(labels).toContain('No open alerts');
  expect(labels.at(-1)).toBe('Quit Tocsin');

  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await until('the alert in the menu', async () =>
    (await trayMenu(desktop.env)).some(({ label }) => label.includes('UPS-1: CPU over 95 %')),
  );
  expect((await trayIcon(desktop.env)).pixels).not.toEqual(calm.pixels);
  expect(await app.evaluate(({ app }) => app.getBadgeCount())).toBe(1);
  await clickTray(desktop.env, 'Pause', '1 h');
  await until('the pause', async () => (await status(data)).paused !== null);
  await clickTray(desktop.env, /^Resume, paused until/);
  await until('no pause', async () => (await status(data)).paused === null);
  await clickTray(desktop.env, 'Settings…');
  await expect((await app.page()).getByRole('heading', { name: 'Settings' })).toBeVisible();

  await clickTray(desktop.env, 'Quit Tocsin');
  expect(await app.ended).toBe(0);
  await until('nothing to be left of it', () => app.remains().length === 0);
});
