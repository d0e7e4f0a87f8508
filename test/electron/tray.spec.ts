import { shown } from '../desktop/notices.ts';
import { clickTray, pressLastEntry, pressTray, trayIcon, trayMenu } from '../desktop/tray-icon.ts';
import { status } from '../e2e/house.ts';
import { until } from '../until.ts';
import { expect, test } from './desk.ts';

test('the icon in the panel shows how things stand, and its menu does what it says', async ({ desk }) => {
  const { desktop, saymon, data } = desk;
  const app = await desk.start('--hidden');
  const says = (tooltip: string) =>
    until(tooltip, async () => (await trayIcon(desktop.env)).tooltip === `Tocsin: ${tooltip}`);
  await says('nothing open. 1 server online.');
  const calm = await trayIcon(desktop.env);
  expect(calm.width).toBeGreaterThan(0);
  const labels = (await trayMenu(desktop.env)).map(({ label }) => label);
  expect(labels[0]).toBe('Open Tocsin');
  expect(labels).toContain('No open alerts');
  expect(labels.at(-1)).toBe('Quit Tocsin');

  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 % of R&D_1' });
  const alert = await until('the alert in the menu', async () =>
    (await trayMenu(desktop.env)).find(({ label }) => label.includes('UPS-1')),
  );
  expect(alert.label).toContain('■ Critical  UPS-1: CPU over 95 % of R&D_1');
  await says('1 critical unseen. 1 server online.');
  expect((await trayIcon(desktop.env)).pixels).not.toEqual(calm.pixels);
  expect(await app.evaluate(({ app }) => app.getBadgeCount())).toBe(1);

  await clickTray(desktop.env, 'Pause', '1 h');
  await until('the pause', async () => (await status(data)).paused !== null);
  await clickTray(desktop.env, /^Resume, paused until/);
  await until('no pause', async () => (await status(data)).paused === null);
  await clickTray(desktop.env, /UPS-1/);
  const page = await app.page();
  const detail = page.getByRole('complementary', { name: 'Event' });
  await expect(detail.getByRole('heading', { name: 'UPS-1' })).toBeVisible();
});

test('what is unseen stands on the button in the task bar too, and in each new window', async ({ desk }) => {
  const { desktop, saymon } = desk;
  const app = await desk.start();
  await desk.online();
  await app.page();
  // Only Windows draws it; it is asked for on every system.
  await app.evaluate(({ BrowserWindow }) => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    BrowserWindow.prototype.setOverlayIcon = (image, text) => void asked.push([image?.getSize().width ?? null, text]);
  });
  const last = () => app.evaluate(() => (globalThis as { asked?: readonly unknown[] }).asked?.at(-1) ?? null);
  const marked = [16, 'Tocsin: 1 critical unseen. 1 server online.'];
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await expect.poll(last).toEqual(marked);
  // Without an icon it would be minimised.
  await trayIcon(desktop.env);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await until('the window to be gone', () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 0),
  );
  // At once, and not only with the next change.
  const first = app.evaluate(({ app: running }) => {
    const { asked } = globalThis as unknown as { readonly asked: unknown[] };
    asked.splice(0);
    running.emit('activate');
    return asked[0] ?? null;
  });
  expect(await first).toEqual(marked);
  await clickTray(desktop.env, 'Mark everything seen');
  await expect.poll(last).toEqual([null, '']);
  expect(await app.evaluate(({ app: running }) => running.getBadgeCount())).toBe(0);
});

test('the mouse on the menu of the icon quits', async ({ desk }) => {
  const { desktop } = desk;
  const app = await desk.start('--hidden');
  await desk.online();
  await pressLastEntry(desktop.env);
  expect(await app.ended).toBe(0);
  await until('nothing to be left of it', () => app.remains().length === 0);
});

test('the mouse on the icon opens the window', async ({ desk }) => {
  const { desktop } = desk;
  const app = await desk.start('--hidden');
  await desk.online();
  await pressTray(desktop.env, 'left');
  await until('the window', () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 1));
  await expect((await app.page()).getByText('Nothing is open.')).toBeVisible();
});

test('an incident becomes a toast, and a click on it opens the window at that event', async ({ desk }) => {
  const { desktop, saymon } = desk;
  const app = await desk.start('--hidden');
  await desk.online();
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await shown(desktop.notices, 'Critical: UPS-1');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  await desktop.click('first');
  const page = await app.page();
  const detail = page.getByRole('complementary', { name: 'Event' });
  await expect(detail.getByRole('heading', { name: 'UPS-1' })).toBeVisible();
});

test.describe('on a desktop without a place for icons', () => {
  test.use({ with: { tray: false } });

  test('a closed window stays in the task bar, and the icon comes with the panel', async ({ desk }) => {
    const { desktop } = desk;
    const app = await desk.start();
    await app.page();
    const window = () =>
      app.evaluate(({ BrowserWindow }) => {
        const [first] = BrowserWindow.getAllWindows();
        return first === undefined ? 'gone' : first.isMinimized() ? 'minimised' : 'shown';
      });
    const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await close();
    await until('the window in the task bar', async () => (await window()) === 'minimised');
    expect(await app.startAgain()).toBe(0);
    await until('the window back', async () => (await window()) === 'shown');

    await desktop.startPanel();
    await trayIcon(desktop.env);
    await close();
    await until('the window to be released', async () => (await window()) === 'gone');
    await desktop.endPanel();
    await desktop.startPanel();
    await clickTray(desktop.env, 'Open Tocsin');
    await until('the window back', async () => (await window()) === 'shown');
  });

  test('one that was started hidden can be found in the task bar', async ({ desk }) => {
    const app = await desk.start('--hidden');
    await until(
      'a window in the task bar',
      () =>
        app.evaluate(({ BrowserWindow }) => {
          const [window] = BrowserWindow.getAllWindows();
          return window?.isMinimized();
        }),
      40_000,
    );
  });
});
