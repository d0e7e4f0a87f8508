import type { Page } from '@playwright/test';
import { until } from '../until.ts';
import { expect, status, test } from './house.ts';

test.describe('two windows at once', () => {
  test('show the same: seen, pause, acknowledge, a rule, a server’s name and its removal', async ({
    house,
    context,
  }) => {
    const { saymon, host, data } = house;
    const [one, other] = [await context.newPage(), await context.newPage()];
    for (const page of [one, other]) {
      await page.goto(host.url);
      await expect(page.getByText('1 of 1 online')).toBeVisible();
    }
    const first = saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 %' });
    saymon.openIncident({ entityId: '64bb03', text: 'Disk is full' });
    for (const page of [one, other]) await expect(page).toHaveTitle('(2) Tocsin');

    await one.locator('.alert', { hasText: 'CPU over 95 %' }).click();
    for (const page of [one, other]) await expect(page).toHaveTitle('(1) Tocsin');
    await expect(other.locator('.alert', { hasText: 'CPU over 95 %' })).toBeVisible();
    await expect(other.getByRole('button', { name: /^Seen and still open/ })).toBeVisible();

    // Acknowledged in one, it carries its tick in the other.
    await one.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(other.locator('.alert', { hasText: 'CPU over 95 %' }).getByTitle(/^Acknowledged by/)).toBeVisible();
    expect(saymon.incidents.get(first.id)?.acknowledgedBy).toBeTruthy();

    await one.keyboard.press('p');
    await one.getByRole('button', { name: '15 min' }).click();
    await expect(other.getByText(/^Tocsin is paused until/)).toBeVisible();
    await other.getByRole('button', { name: 'Resume' }).first().click();
    for (const page of [one, other]) await expect(page.getByText(/^Tocsin is paused until/)).toBeHidden();
    expect(await status(data)).toMatchObject({ paused: null });

    await other.goto(`${new URL(host.url).origin}/#rules`);
    await one.goto(`${new URL(host.url).origin}/#rules`);
    await one.getByLabel('Critical events: How').selectOption('Quietly');
    await expect(other.getByLabel('Critical events: How')).toHaveValue('quiet');

    await one.goto(`${new URL(host.url).origin}/#servers=noc`);
    await one.getByLabel('Name (needed)').fill('Night shift');
    await one.getByRole('button', { name: 'Save' }).click();
    await other.goto(`${new URL(host.url).origin}/#servers`);
    const tile = other.locator('[data-server=noc]');
    await expect(tile).toContainText('Night shift');
    await one.getByRole('button', { name: 'Remove' }).click();
    await expect(tile).toBeHidden();
    await one.getByRole('button', { name: 'Undo' }).click();
    await expect(tile).toContainText('online', { timeout: 20_000 });
  });
});

test.describe('a page whose line breaks', () => {
  test('says so meanwhile, comes back, and has everything once', async ({ house, page }) => {
    const { saymon, host } = house;
    const cut = await breakable(page);
    await page.goto(`${host.url}&history`);
    for (let n = 0; n < 5; n++) saymon.trap({ level: 1, payload: { text: `Before ${n}.` } });
    await expect(page.locator('.row')).toHaveCount(5);
    cut.off();
    await expect(page.getByRole('alert').getByText('This page lost Tocsin.')).toBeVisible();
    await expect(page.getByText('Tocsin is not reached')).toBeVisible();
    for (let n = 0; n < 5; n++) saymon.trap({ level: 1, payload: { text: `Meanwhile ${n}.` } });
    await until('the host to have them', async () => (await status(house.data)).unseen === 10);
    await expect(page.locator('.row')).toHaveCount(5);
    cut.on();
    await expect(page.getByText('This page lost Tocsin.')).toBeHidden({ timeout: 20_000 });
    await expect(page.locator('.row')).toHaveCount(10);
    saymon.trap({ level: 1, payload: { text: 'After.' } });
    await expect(page.locator('.row')).toHaveCount(11);
    const texts = await page.locator('.row .title').allTextContents();
    expect(new Set(texts).size).toBe(11);
    await expect(page).toHaveTitle('(11) Tocsin');
  });

  test('keeps what is read and what is typed, and what it could not do it says', async ({ house, page }) => {
    const { saymon, host } = house;
    const cut = await breakable(page);
    saymon.openIncident({ text: 'CPU over 95 %' });
    await page.goto(`${host.url}&history`);
    await page.locator('.row').click();
    const detail = page.getByRole('complementary', { name: 'Event' });
    await expect(detail).toContainText('As received');

    // Loaded anew it is the same place.
    await page.reload();
    await expect(detail).toContainText('CPU over 95 %');
    cut.off();
    await expect(page.getByText('This page lost Tocsin.')).toBeVisible();
    await expect(detail).toContainText('CPU over 95 %');
    await detail.getByRole('button', { name: 'Snooze' }).click();
    await detail.locator('.panel button').first().click();
    await expect(page.getByText(/This page lost Tocsin, and nothing was done/)).toBeVisible();
    cut.on();
    await expect(page.getByText('What stands here may be old')).toBeHidden({ timeout: 20_000 });
    await expect(detail).toContainText('CPU over 95 %');
    expect(await status(house.data)).toMatchObject({ snoozed: 0 });

    await page.goto(`${new URL(host.url).origin}/#servers=noc`);
    await page.getByLabel('Name (needed)').fill('Half typed');
    cut.off();
    await expect(page.getByText('What stands here may be old')).toBeVisible();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/nothing was done/)).toBeVisible();
    cut.on();
    await expect(page.getByText('What stands here may be old')).toBeHidden({ timeout: 20_000 });
    await expect(page.getByLabel('Name (needed)')).toHaveValue('Half typed');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('[data-server=noc]')).toContainText('Half typed');
    await page.reload();
    await expect(page.getByLabel('Name (needed)')).toHaveValue('Half typed');
  });
});

/** The page's line, which can be broken and let through again. */
async function breakable(page: Page) {
  const open = new Set<{ close: (options: { code: number }) => Promise<void> }>();
  let through = true;
  await page.routeWebSocket(/./, (socket) => {
    if (!through) {
      void socket.close({ code: 1012 });
      return;
    }
    const server = socket.connectToServer();
    open.add(socket);
    socket.onClose(() => {
      open.delete(socket);
      void server.close();
    });
  });
  return {
    off: () => {
      through = false;
      for (const socket of open) void socket.close({ code: 1012 });
      open.clear();
    },
    on: () => {
      through = true;
    },
  };
}
