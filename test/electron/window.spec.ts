import { shown } from '../desktop/notices.ts';
import { clickTray, trayIcon } from '../desktop/tray-icon.ts';
import { until } from '../until.ts';
import { type Desk, expect, test } from './desk.ts';
import type { DesktopApp } from './desktop-app.ts';

const windows = (app: DesktopApp) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
/** Without an icon in the panel it would be minimised. */
async function close(app: DesktopApp, { desktop }: Desk): Promise<void> {
  await trayIcon(desktop.env);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

test('a closed window is released while the core goes on, and comes back where it stood', async ({ desk }) => {
  const { desktop, saymon } = desk;
  const app = await desk.start();
  await desk.online();
  await app.page();
  const stood = { x: 210, y: 130, width: 820, height: 560 };
  const bounds = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds() ?? null);
  await app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), stood);
  await until('the window to have moved', async () => (await bounds())?.x === stood.x);
  await close(app, desk);
  await until('the window to be gone', async () => (await windows(app)) === 0);
  await until('its page to be gone', () => app.remains().every((command) => !command.includes('--type=renderer')));
  await shown(desktop.notices, /Tocsin/);
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await shown(desktop.notices, 'Critical: UPS-1');

  await clickTray(desktop.env, 'Open Tocsin');
  const page = await app.page();
  await expect(page.getByText('CPU over 95 %').first()).toBeVisible();
  expect(await bounds()).toEqual(stood);
});

test('a window with unsaved edits hides and keeps them, and a quit waits for nobody', async ({ desk }) => {
  const { desktop } = desk;
  const app = await desk.start('tocsin://servers');
  await desk.online();
  const page = await app.page();
  const isShown = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? 'no window');
  const address = page.getByLabel('REST address');
  await page.locator('[data-server=noc]').getByRole('button').click();
  await address.fill('https://saymon.example');
  await close(app, desk);
  await until('the window to be hidden', async () => (await isShown()) === false);
  await shown(desktop.notices, /Tocsin/);
  await clickTray(desktop.env, 'Open Tocsin');
  await until('the window back', async () => (await isShown()) === true);
  await expect(address).toHaveValue('https://saymon.example');

  // Given up, they hold nothing back.
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(address).toHaveValue(desk.saymon.url);
  await close(app, desk);
  await until('the window to be gone', async () => (await windows(app)) === 0);

  expect(await app.startAgain('tocsin://servers')).toBe(0);
  const other = await app.page();
  await other.locator('[data-server=noc]').getByRole('button').click();
  await other.getByLabel('REST address').fill('https://saymon.example');
  await expect(other.getByText('Not saved yet')).toBeVisible();
  await app.evaluate(({ app: running }) => running.quit());
  expect(await app.ended).toBe(0);
});

test('an update that closes the window first is not held back by it', async ({ desk }) => {
  const { desktop } = desk;
  const app = await desk.start('tocsin://servers');
  await desk.online();
  const page = await app.page();
  await page.locator('[data-server=noc]').getByRole('button').click();
  await page.getByLabel('REST address').fill('https://saymon.example');
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await app.evaluate(({ autoUpdater }) => autoUpdater.quitAndInstall());
  expect(await app.ended).toBe(0);
  expect(desktop.notices).toEqual([]);
});

test('a page that crashes is shown anew, and once', async ({ desk }) => {
  const app = await desk.start();
  await desk.online();
  await app.page();
  const id = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.id ?? null);
  const first = await id();
  const crash = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await crash();
  await until('another window', async () => ![null, first].includes(await id()));
  await expect((await app.page()).getByText('Nothing is open.')).toBeVisible();
  expect(app.stderr()).toContain("The window's page ended (crashed). It is shown anew");
  // One that keeps crashing is left alone.
  await crash();
  await until('no window', async () => (await windows(app)) === 0);
  expect(app.stderr()).toContain('open the window again from the tray');
  await clickTray(desk.desktop.env, 'Open Tocsin');
  await expect((await app.page()).getByText('Nothing is open.')).toBeVisible();
});

test('the page asks for nothing, goes nowhere and opens nothing', async ({ desk }) => {
  const app = await desk.start();
  await desk.online();
  const page = await app.page();
  await expect(page.getByText('Nothing is open.')).toBeVisible();
  const own = page.url();

  const asked = ['geolocation', 'notifications', 'camera', 'midi'] as const;
  const granted = await page.evaluate(
    (names) =>
      Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
      ),
    asked,
  );
  expect(granted).toEqual(asked.map(() => 'denied'));
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');

  const refused = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('will-frame-navigate', (to) => setImmediate(() => resolve([to.url, to.defaultPrevented])));
      }),
  );
  await page.evaluate(() => {
    location.href = 'https://elsewhere.example/';
  });
  expect(await refused).toEqual(['https://elsewhere.example/', true]);
  await expect(page.getByText('Nothing is open.')).toBeVisible();
  expect(page.url()).toBe(own);

  const opened = () =>
    app.evaluate(({ shell }) => (shell as { opened?: readonly string[] }).opened?.map((each) => each) ?? []);
  await app.evaluate(({ shell }) => {
    const list: string[] = [];
    Object.assign(shell, { opened: list });
    shell.openExternal = async (url) => void list.push(url);
  });
  const links = [
    'http://elsewhere.example/',
    'file:///etc/passwd',
    'tocsin://settings',
    'https://who:secret@elsewhere.example/',
    `${desk.saymon.url}/incidents`,
    'https://docs.example/page',
  ];
  for (const link of links) await page.evaluate((url) => void window.open(url, '_blank', 'noopener'), link);
  await until('the links to be opened', async () => (await opened()).length >= 2);
  expect(await opened()).toEqual(links.slice(4));
  expect(await windows(app)).toBe(1);
  await until('one page', () => page.context().pages().length === 1);
});

test('another page has no bridge, and what it asks is refused', async ({ desk }) => {
  const app = await desk.start();
  const page = await app.page();
  expect(await page.evaluate(() => Object.keys((window as { tocsin?: object }).tocsin ?? {}))).toEqual([
    'command',
    'listen',
    'reachable',
  ]);
  expect(await page.evaluate(() => Object.isFrozen((window as { tocsin?: object }).tocsin))).toBe(true);
  expect(await page.evaluate(() => 'require' in window || 'process' in window || 'electron' in window)).toBe(false);
  expect(await page.evaluate(async () => (await fetch('/nothing.html')).status)).toBe(404);
  const answer = await page.evaluate(() =>
    (window as unknown as { tocsin: { command(name: string, input: unknown): unknown } }).tocsin.command('no.such', 1),
  );
  expect(answer).toMatchObject({ ok: false });
});
