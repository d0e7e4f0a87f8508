import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { startDesktop } from '../desktop/desktop.ts';
import { shown } from '../desktop/notices.ts';
import { dataDirectory, startHost, tocsin } from '../host.ts';
import { startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { startForwardProxy } from './forward-proxy.ts';
import { expect, type House, status, test } from './house.ts';
import { tabTo } from './keyboard.ts';
import { unreadable } from './readable.ts';
import { slowHost } from './slow.ts';

/** What of the settings stands in their file. */
async function stored(data: string): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  return JSON.parse(await readFile(join(data, 'settings.json'), 'utf8'));
}

/** Opens a part of the settings, as a link to it does. */
async function openSettings(page: Page, url: string, section = ''): Promise<void> {
  await page.goto(`${url}&settings=${section}`);
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
}

const setting = (page: Page, path: string) => page.locator(`[data-setting="${path}"]`);
const field = (page: Page, path: string) => setting(page, path).locator('.control :is(input, select)').first();
const undo = (page: Page) => page.locator('.said').getByRole('button', { name: 'Undo' });
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
/** Scrolled to its place, whatever is below it. */
const atTop = (title: Locator) =>
  title.evaluate((element) => {
    const page = element.closest('.settings-page');
    const below = element.getBoundingClientRect().top - (page?.getBoundingClientRect().top ?? 0);
    const end = page !== null && page.scrollTop + page.clientHeight >= page.scrollHeight - 2;
    return below >= 0 && (below < 60 || end);
  });

test.describe('links to the parts', () => {
  test('lead there on load and later, by the list and by the address', async ({ house, page }) => {
    const title = (name: string) => page.locator('.settings-part').getByRole('heading', { name, exact: true });
    const current = page.locator('.settings-parts [aria-current]');
    await openSettings(page, house.host.url, 'history');
    await expect(title('History')).toBeFocused();
    await expect.poll(() => atTop(title('History'))).toBe(true);
    await expect(current).toHaveText('History');

    await page.getByRole('link', { name: 'Quiet hours' }).first().click();
    await expect(page).toHaveURL(/#settings=quiet-hours/);
    await expect.poll(() => atTop(title('Quiet hours'))).toBe(true);
    await page.evaluate(() => {
      window.location.hash = '#settings=diagnosis';
    });
    await expect(title('Diagnosis')).toBeFocused();
    await expect.poll(() => atTop(title('Diagnosis'))).toBe(true);
    await expect(current).toHaveText('Diagnosis');
    await page.goBack();
    await expect(title('Quiet hours')).toBeFocused();
    await expect.poll(() => atTop(title('Quiet hours'))).toBe(true);

    // The list says what is read.
    await page.locator('.settings-page').evaluate((element) => element.scrollTo(0, 0));
    await expect(current).toHaveText('Notifications');
    await page.evaluate(() => {
      window.location.hash = '#settings=nonsense';
    });
    await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();

    await page.setViewportSize({ width: 640, height: 480 });
    await page.getByLabel('Go to').selectOption('Privacy');
    await expect(page).toHaveURL(/#settings=privacy/);
    await expect.poll(() => atTop(title('Privacy'))).toBe(true);
    await expect(page.getByLabel('Go to')).toHaveValue('privacy');
  });

  test('stand beside the notices that they follow up', async ({ house, page }) => {
    await house.desktop.endDaemon();
    house.saymon.openIncident({ text: 'Unheard' });
    await page.goto(house.host.url);
    const line = page.locator('.lines', { hasText: 'Notifications cannot be shown' });
    await line.getByRole('link', { name: 'Diagnosis' }).click();
    await expect(page.getByRole('heading', { name: 'Diagnosis' })).toBeFocused();
  });
});

test.describe('a setting', () => {
  test('is taken when it fits, says at its field when it does not, and is undone', async ({ house, page }) => {
    const { data } = house;
    await openSettings(page, house.host.url);
    const numbers = [
      ['toasts.maxPerMinute', '600', '601'],
      ['connections.lostMinutes', '1440', '1441'],
      ['connections.stillLostMinutes', '1440', '1441'],
      ['history.keepDays', '30', '0'],
      ['history.keepRows', '5000', '1e3'],
      ['history.streams.keepDays', '3', ''],
      ['history.streams.keepRows', '5000', '-1'],
      ['history.keepMegabytes', '512', '1000000001'],
    ] as const;
    for (const [path, good, bad] of numbers) {
      const input = field(page, path);
      const before = await input.inputValue();
      await input.fill(bad);
      await input.press('Enter');
      await expect(setting(page, path).locator('.fault')).toHaveText(/^Give a whole number from 1 to [\d,]+\.$/);
      await expect(input).toHaveAttribute('aria-invalid', 'true');
      await expect(input).toHaveAccessibleDescription(/Give a whole number/);
      await input.press('Escape');
      await expect(input).toHaveValue(before);
      await expect(input).toHaveAttribute('aria-invalid', 'false');
      await input.fill(good);
      await input.press('Tab');
      await expect(setting(page, path).getByRole('button', { name: /^Default: / })).toBeVisible();
      const value = async () =>
        path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], await stored(data));
      await expect.poll(value).toBe(Number(good));
      await undo(page).click();
      await expect(input).toHaveValue(before);
      await expect.poll(value).toBeUndefined();
    }
    await field(page, 'toasts.maxPerMinute').fill('60');
    await page.keyboard.press('Enter');
    await setting(page, 'toasts.maxPerMinute').getByRole('button', { name: 'Default: 10' }).click();
    await expect(field(page, 'toasts.maxPerMinute')).toHaveValue('10');
    await expect(field(page, 'toasts.maxPerMinute')).toBeFocused();
    await undo(page).click();
    await expect(field(page, 'toasts.maxPerMinute')).toHaveValue('60');
  });

  test('of switches and choices holds at once, also after a reload', async ({ house, page }) => {
    const { data } = house;
    await openSettings(page, house.host.url);
    await field(page, 'toasts.driver').selectOption('none');
    await field(page, 'toasts.click').selectOption('The page of the server');
    await field(page, 'toasts.sounds.ok').selectOption('None');
    await field(page, 'quietHours.passSeverity').selectOption('Nothing');
    for (const path of ['toasts.repeatCritical', 'quietHours.enabled']) await field(page, path).check();
    for (const path of ['toasts.previews', 'quietHours.passConnectionLost']) await field(page, path).uncheck();
    const zone = field(page, 'quietHours.timeZone');
    await zone.fill('Mars/Olympus');
    await zone.press('Enter');
    await expect(zone).toHaveAccessibleDescription(/There is no such time zone/);
    await zone.fill('Asia/Tokyo');
    await zone.press('Enter');
    await expect(page.getByText('Times of Asia/Tokyo.')).toBeVisible();
    const wanted = {
      toasts: { driver: 'none', click: 'server', sounds: { ok: 'none' }, repeatCritical: true, previews: false },
      quietHours: { enabled: true, passSeverity: null, passConnectionLost: false, timeZone: 'Asia/Tokyo' },
    };
    await expect.poll(() => stored(data)).toMatchObject(wanted);
    await page.reload();
    await expect(field(page, 'toasts.driver')).toHaveValue('none');
    await expect(field(page, 'quietHours.passSeverity').locator('option:checked')).toHaveText('Nothing');
    await expect(field(page, 'toasts.previews')).not.toBeChecked();
    await expect(zone).toHaveValue('Asia/Tokyo');
    await zone.fill('');
    await zone.press('Enter');
    await expect.poll(async () => (await stored(data))['quietHours']).not.toHaveProperty('timeZone');
    await undo(page).click();
    await expect(zone).toHaveValue('Asia/Tokyo');
  });

  test('is the same in two windows, and is not undone over what another one has set', async ({ house, page }) => {
    await openSettings(page, house.host.url);
    const other = await page.context().newPage();
    await openSettings(other, house.host.url, 'quiet-hours');
    await field(page, 'toasts.maxPerMinute').fill('60');
    await page.keyboard.press('Enter');
    await expect(field(other, 'toasts.maxPerMinute')).toHaveValue('60');
    await field(other, 'toasts.maxPerMinute').fill('70');
    await other.keyboard.press('Enter');
    await expect(field(page, 'toasts.maxPerMinute')).toHaveValue('70');
    await undo(page).click();
    await expect(page.getByText('This was changed once more since, and stays as it is now.')).toBeVisible();
    await expect(field(page, 'toasts.maxPerMinute')).toHaveValue('70');

    await other.locator('[data-cell="2 20"]').click();
    await expect(page.getByRole('gridcell', { name: 'Wednesday 10:00 to 10:30: quiet' })).toBeAttached();
    // What is wrong here goes when it is set elsewhere.
    await field(page, 'history.keepDays').fill('x');
    await page.keyboard.press('Enter');
    await expect(setting(page, 'history.keepDays').locator('.fault')).not.toBeEmpty();
    await field(other, 'history.keepDays').fill('30');
    await other.keyboard.press('Enter');
    await expect(field(page, 'history.keepDays')).toHaveValue('30');
    await expect(setting(page, 'history.keepDays').locator('.fault')).toBeEmpty();
  });

  test('that the policy takes while the page is open is locked, with who did it, until it lets go', async ({
    page,
  }) => {
    const desktop = await startDesktop();
    const data = await dataDirectory({ version: 1, toasts: { maxPerMinute: 60 } });
    const policy = join(data.path, 'policy.json');
    await writeFile(policy, JSON.stringify({ defaults: { toasts: { click: 'server' } } }));
    const host = await startHost(data.path, desktop.env, ['--policy', policy]);
    await openSettings(page, host.url);
    await expect(field(page, 'toasts.click').locator('option:checked')).toHaveText('The page of the server');
    await expect(setting(page, 'toasts.click').getByRole('button', { name: /^Default/ })).toBeHidden();
    await expect(field(page, 'toasts.maxPerMinute')).toHaveValue('60');
    const windows = [{ days: ['sat'], from: '10:00', to: '12:00' }];
    const network = { proxy: { url: 'http://proxy.example:3128', login: 'me', password: 'hunter2' } };
    const enforced = { toasts: { maxPerMinute: 5, previews: false }, quietHours: { windows }, network };
    await writeFile(policy, JSON.stringify({ enforced }));
    const paths = ['toasts.maxPerMinute', 'toasts.previews', 'quietHours.windows', 'network.proxy'];
    for (const path of paths) {
      await expect(setting(page, path)).toContainText(`Set by your administrator (${policy})`);
      await expect(setting(page, path).locator('.padlock')).toBeVisible();
    }
    await expect(field(page, 'toasts.maxPerMinute')).toHaveValue('5');
    await expect(field(page, 'toasts.maxPerMinute')).toBeDisabled();
    await expect(field(page, 'toasts.maxPerMinute')).toHaveAccessibleDescription(/Set by your administrator/);
    await expect(field(page, 'toasts.previews')).not.toBeChecked();
    await expect(field(page, 'toasts.repeatCritical')).toBeEnabled();
    for (const name of ['Address', 'Sign-in', 'Password']) {
      await expect(page.locator('.proxy').getByLabel(name)).toBeDisabled();
    }
    expect(await page.content()).not.toContain('hunter2');
    const cell = page.locator('[data-cell="5 20"]');
    await expect(cell).toHaveAccessibleName('Saturday 10:00 to 10:30: quiet');
    await cell.focus();
    await page.keyboard.press('Space');
    await expect(cell).toHaveAccessibleName('Saturday 10:00 to 10:30: quiet');
    await writeFile(policy, '{}');
    await expect(field(page, 'toasts.maxPerMinute')).toBeEnabled();
    await expect(field(page, 'toasts.maxPerMinute')).toHaveValue('60');
    await host.stop();
    await data.remove();
    await desktop.close();
  });
});

test.describe('the week of quiet hours', () => {
  const windows = async ({ data }: House) => (await stored(data))['quietHours']?.['windows'];

  test('is set by the keyboard alone', async ({ house, page }) => {
    await openSettings(page, house.host.url, 'quiet-hours');
    const cell = (name: string | RegExp) => page.getByRole('gridcell', { name });
    await tabTo(page, cell('Monday 00:00 to 00:30: quiet'));
    // Saturday and Sunday, 10:00 to 16:00.
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowDown');
    for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowRight');
    await expect(cell('Saturday 10:00 to 10:30: not quiet')).toBeFocused();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+PageDown');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect(page.locator('.week [aria-selected="true"]')).toHaveCount(24);
    await page.keyboard.press('Space');
    const night = { from: '22:00', to: '06:00' };
    const noon = { days: ['sat', 'sun'], from: '10:00', to: '16:00' };
    await expect.poll(() => windows(house)).toEqual([night, noon]);
    await expect(page.locator('.week [aria-selected="true"]')).toHaveCount(0);
    await expect(cell('Sunday 15:30 to 16:00: quiet')).toBeFocused();
    // One cell of the night: what is quiet becomes free, and the rest stays.
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await expect(cell('Monday 00:00 to 00:30: not quiet')).toBeFocused();
    await expect
      .poll(() => windows(house))
      .toEqual([
        { days: ['mon'], from: '00:30', to: '06:00' },
        { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], ...night },
        noon,
        { days: ['sun'], from: '22:00', to: '00:00' },
      ]);
    await tabTo(page, undo(page));
    await page.keyboard.press('Enter');
    await expect.poll(() => windows(house)).toEqual([night, noon]);
    await expect(cell('Monday 00:00 to 00:30: quiet')).toBeAttached();
  });

  test('is drawn by the pointer, over midnight too, and let go by Esc', async ({ house, page }) => {
    await page.setViewportSize({ width: 900, height: 800 });
    await openSettings(page, house.host.url, 'quiet-hours');
    const at = (day: number, cell: number) => page.locator(`[data-cell="${day} ${cell}"]`);
    await at(0, 24).hover();
    await page.mouse.down();
    await at(4, 25).hover();
    await expect(page.locator('.week td.whole')).toHaveCount(7 * 16 + 5 * 2);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(page.locator('.week td.whole')).toHaveCount(7 * 16);
    await at(4, 25).hover();
    await page.mouse.down();
    await at(0, 24).hover();
    await page.mouse.up();
    const lunch = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '12:00', to: '13:00' };
    await expect.poll(() => windows(house)).toEqual([lunch, { from: '22:00', to: '06:00' }]);
    // Freed from the quiet cell on which it begins, and ended outside of the grid.
    await at(0, 0).hover();
    await page.mouse.down();
    await at(6, 11).hover();
    await page.mouse.move(10, 300);
    await page.mouse.up();
    await expect.poll(() => windows(house)).toEqual([lunch, { from: '22:00', to: '00:00' }]);
    await undo(page).click();
    await expect.poll(() => windows(house)).toEqual([lunch, { from: '22:00', to: '06:00' }]);
  });

  test('takes the focus to a new time with its row, and not when its answer comes later', async ({ house, page }) => {
    const slow = await slowHost(page, ['settings.change']);
    await openSettings(page, house.host.url, 'quiet-hours');
    await page.getByText('The same as a list').click();
    const list = page.locator('.week-list li');
    await page.getByRole('button', { name: 'Add a time' }).click();
    await expect(list.last().getByLabel('from')).toBeFocused();
    await list.first().getByLabel('to', { exact: true }).focus();
    slow.release('settings.change');
    await expect(undo(page)).toBeVisible();
    await expect(list.first().getByLabel('to', { exact: true })).toBeFocused();
  });

  test('gives the focus back where a new time is refused', async ({ house, page }) => {
    await page.routeWebSocket(/\/socket$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const { id, command } = JSON.parse(String(message)) as { id?: number; command?: string };
        const error = { code: 'failed', text: 'settings.json cannot be written: the disk is full' };
        if (command !== 'settings.change') server.send(message);
        else socket.send(JSON.stringify({ id, answer: { ok: false, error } }));
      });
    });
    await openSettings(page, house.host.url, 'quiet-hours');
    await page.getByText('The same as a list').click();
    await page.getByRole('button', { name: 'Add a time' }).click();
    await expect(setting(page, 'quietHours.windows')).toContainText('the disk is full');
    await expect(page.locator('.week-list li')).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Add a time' })).toBeFocused();
  });

  test('is set as a list, to the minute, with what is wrong at its fields', async ({ house, page }) => {
    await openSettings(page, house.host.url, 'quiet-hours');
    await page.getByText('The same as a list').click();
    const list = page.locator('.week-list li');
    await list.getByLabel('from').fill('25:00');
    await page.keyboard.press('Enter');
    await expect(list.getByRole('alert')).toHaveText('Give hours and minutes: 22:00');
    await expect(list.getByLabel('from')).toHaveAttribute('aria-invalid', 'true');
    expect(await windows(house)).toBeUndefined();
    await list.getByLabel('from').fill('21.45');
    await page.keyboard.press('Enter');
    await expect.poll(() => windows(house)).toEqual([{ from: '21:45', to: '06:00' }]);
    await expect(list.getByLabel('from')).toHaveValue('21:45');
    await expect(list.getByRole('alert')).toBeEmpty();
    await expect(page.getByRole('gridcell', { name: 'Monday 21:30 to 22:00: quiet in part' })).toBeAttached();
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']) {
      await list.getByLabel(day).uncheck();
    }
    await list.getByLabel('Sunday').click();
    await expect(list.getByRole('alert')).toHaveText('Choose a day, or remove this time');
    await expect(list.getByLabel('Sunday')).toBeChecked();
    await expect.poll(() => windows(house)).toEqual([{ days: ['sun'], from: '21:45', to: '06:00' }]);
    await page.getByRole('button', { name: 'Add a time' }).click();
    await expect(list).toHaveCount(2);
    await list.first().getByRole('button', { name: 'Remove' }).click();
    await expect(list).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Add a time' })).toBeFocused();
    await expect.poll(() => windows(house)).toBeUndefined();
    await list.getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('No time is quiet.')).toBeVisible();
    await expect.poll(() => windows(house)).toEqual([]);
  });
});

test('a test of each severity says what would hold it back, and where that is set', async ({ house, page }) => {
  const { desktop } = house;
  await openSettings(page, house.host.url);
  await field(page, 'toasts.previews').uncheck();
  await expect.poll(() => stored(house.data)).toMatchObject({ toasts: { previews: false } });
  const part = page.locator('.test-toast');
  await part.getByRole('button', { name: 'Critical' }).click();
  await shown(desktop.notices, 'Test: critical');
  await expect(part.getByRole('status')).toContainText('Critical: shown by freedesktop. Did you see it?');
  await part.getByRole('link', { name: 'Privacy' }).click();
  await expect(page.getByRole('heading', { name: 'Privacy' })).toBeFocused();
  await field(page, 'toasts.driver').selectOption('none');
  await part.getByRole('button', { name: 'Error' }).click();
  await expect(part.locator('.fault')).toContainText('toasts.driver is none in the settings');
});

test('the history says how much it holds', async ({ house, page }) => {
  for (let n = 0; n < 3; n++) house.saymon.openIncident({ text: `Incident ${n}` });
  await until('the events', async () => (await status(house.data)).openAlerts === 3);
  await openSettings(page, house.host.url, 'history');
  await expect(page.locator('.history-size')).toHaveText(
    /^It holds \d+ events( and \d+ of streams)? since \d+ \w+ \d+, and takes .* MB on disk\.$/,
  );
});

test('single keys can be switched off, and the list of keys says so', async ({ house, page }) => {
  await openSettings(page, house.host.url, 'keys');
  await field(page, 'window.singleKeys').uncheck();
  await expect(page.getByRole('button', { name: 'Keys', exact: true })).toBeVisible();
  for (const key of ['2', '?', '/', 'p', 'J']) await page.locator('body').press(key);
  await expect(page).toHaveURL(/#settings/);
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('region', { name: /^Pause/ })).toBeHidden();
  await page.getByRole('button', { name: 'Keys', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Single keys are switched off');
  await page.getByRole('button', { name: 'Settings, Keys' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await field(page, 'window.singleKeys').check();
  await expect(page.getByRole('button', { name: 'Keys: ?' })).toBeVisible();
  await page.locator('body').press('2');
  await expect(page).toHaveURL(/#history/);
});

test('the proxy of all servers is set, with a sign-in that nobody sees', async ({ page }) => {
  const desktop = await startDesktop();
  const saymon = await startSaymon();
  const proxy = await startForwardProxy(saymon.port);
  // A name that nobody knows but the proxy.
  const url = `http://noc.invalid:${saymon.port}`;
  const auth = { type: 'session', sessionId: 'session-1' };
  const data = await dataDirectory({
    version: 1,
    network: { proxy: 'none' },
    servers: [{ id: 'noc', name: 'NOC', protocol: 'saymon', enabled: false, url, apiUrl: url, auth }],
  });
  const host = await startHost(data.path, desktop.env);
  await openSettings(page, host.url, 'network');
  const part = page.locator('#settings-network');
  await expect(field(page, 'network.proxy').locator('option:checked')).toHaveText('None');
  await field(page, 'network.proxy').selectOption('This one');
  await expect(part.getByText('Nothing is changed until there is an address.')).toBeVisible();
  const address = part.getByLabel('Address');
  for (const [wrong, text] of [
    ['proxy.example', 'Give the address of a proxy: http://proxy.example:3128'],
    ['socks5://proxy.example', 'Give the address of a proxy: http://proxy.example:3128'],
    ['http://me:hunter2@proxy.example', 'Give the sign-in in its own fields below'],
  ] as const) {
    await address.fill(wrong);
    await address.press('Tab');
    await expect(address).toHaveAccessibleDescription(new RegExp(`${text}$`));
    await expect(address).toHaveAttribute('aria-invalid', 'true');
  }
  expect((await stored(data.path))['network']).toEqual({ proxy: 'none' });
  await address.fill(proxy.url);
  await address.press('Tab');
  await expect.poll(async () => (await stored(data.path))['network']).toEqual({ proxy: proxy.url });
  await expect(address).toHaveAttribute('aria-invalid', 'false');

  const state = async () => (await status(data.path)).servers[0];
  const enable = async (enabled: boolean) => {
    await page.getByRole('button', { name: 'Servers' }).click();
    await page.getByRole('button', { name: /^NOC/ }).click();
    await page.getByRole('button', { name: enabled ? 'Switch on' : 'Switch off' }).click();
    await page.goto(`${new URL(host.url).origin}/#settings=network`);
  };
  await enable(true);
  await until('a line through the proxy', async () => (await state())?.state === 'online');
  expect(new Set(proxy.asked.map((each) => each.split(' ')[0]))).toEqual(new Set(['GET', 'CONNECT']));
  expect(proxy.asked.every((each) => each.includes('noc.invalid'))).toBe(true);

  proxy.wants('me:hunter2');
  await until('the sign-in to be wanted', async () => (await state())?.why?.code === 'proxy');
  await part.getByLabel('Sign-in').fill('me');
  await part.getByLabel('Password').fill('hunter2');
  await part.getByLabel('Password').press('Tab');
  await until('a line with the sign-in', async () => (await state())?.state === 'online');
  expect(await stored(data.path)).toMatchObject({
    network: { proxy: { url: proxy.url, login: 'me', password: { stored: expect.any(String) } } },
  });
  await expect(part.getByLabel('Password')).toHaveValue('');
  await expect(part.getByLabel('Password')).toHaveAttribute('placeholder', 'kept; type to replace it');
  expect(await page.content()).not.toContain('hunter2');
  expect((await tocsin(['export', '--data-dir', data.path])).stdout).not.toContain('hunter2');

  await field(page, 'network.proxy').selectOption('None');
  await expect(address).toBeHidden();
  await expect.poll(async () => (await stored(data.path))['network']).toEqual({ proxy: 'none' });
  await undo(page).click();
  await until('the line to be back', async () => (await state())?.state === 'online');
  await page.reload();
  await expect(part.getByLabel('Sign-in')).toHaveValue('me');
  await host.stop();
  await proxy.close();
  await saymon.close();
  await data.remove();
  await desktop.close();
});

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`in ${scheme} colours`, () => {
    test.use({ colorScheme: scheme });

    test('all of it can be read, also in a narrow window', async ({ house, page }) => {
      await openSettings(page, house.host.url);
      await field(page, 'toasts.maxPerMinute').fill('x');
      await page.keyboard.press('Enter');
      await field(page, 'network.proxy').selectOption('This one');
      await page.getByText('The same as a list').click();
      for (const [width, height] of [
        [900, 600],
        [640, 480],
        [320, 480],
      ] as const) {
        await page.setViewportSize({ width, height });
        expect([width, await unreadable(page), await sideways(page)]).toEqual([width, [], false]);
        const cut = page.locator('.settings-page');
        expect([width, await cut.evaluate((element) => element.scrollWidth > element.clientWidth)]).toEqual([
          width,
          false,
        ]);
      }
    });
  });
}
