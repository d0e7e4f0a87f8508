import type { Page } from '@playwright/test';
import { shown } from '../desktop/notices.ts';
import { until } from '../until.ts';
import { expect, type House, status, test } from './house.ts';
import { tabTo } from './keyboard.ts';

/** Waits until what has the focus is called so, and shows that it has it. */
async function focused(page: Page, name: string | RegExp): Promise<void> {
  const held = page.locator(':focus');
  await expect(held).toHaveAccessibleName(name);
  expect(await held.evaluate((element) => element.matches(':focus-visible'))).toBe(true);
  const { style, width } = await held.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return { style: outlineStyle, width: Number.parseFloat(outlineWidth) };
  });
  expect({ style, wide: width >= 2 }).toEqual({ style: 'solid', wide: true });
}

async function begin(page: Page, { host }: House, screen: string): Promise<void> {
  await page.goto(`${host.url}&${screen}`);
  await expect(page.getByText('1 of 1 online')).toBeVisible();
}

test.describe('with the keyboard alone', () => {
  test('a server is added: kind, fields, a fault, the test, and it is online', async ({ house, page }) => {
    await begin(page, house, 'overview');
    await page.keyboard.press('3');
    await tabTo(page, page.getByRole('button', { name: 'Add a server' }));
    await focused(page, 'Add a server');
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: /^SAYMON/ }));
    await focused(page, /^SAYMON/);
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Name (needed)'));
    await focused(page, 'Name (needed)');
    await page.keyboard.type('Second');
    // Single keys are typed here, and go nowhere.
    await expect(page.locator('.rail [aria-current=page]')).toContainText('Servers');
    await page.keyboard.press('Tab');
    await focused(page, 'Address (needed)');
    await page.keyboard.type('nowhere');
    await page.keyboard.press('Enter');
    // What is wrong gets the focus.
    await focused(page, 'Address (needed)');
    await expect(page.getByLabel('Address (needed)')).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(house.saymon.url);
    await page.keyboard.press('Tab');
    await focused(page, 'REST address');
    await page.keyboard.type(house.saymon.url);
    await tabTo(page, page.getByLabel('Login (needed)'));
    await page.keyboard.type('ops');
    await page.keyboard.press('Tab');
    await focused(page, 'Password (needed)');
    await page.keyboard.type('secret');
    await tabTo(page, page.getByRole('button', { name: 'Test', exact: true }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Connection test' })).toContainText('Subscribe: works');
    await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeFocused({ timeout: 20_000 });
    await page.keyboard.press('Shift+Tab');
    await focused(page, 'Add');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-server^=saymon-]')).toContainText('online');
    await expect(page.getByRole('region', { name: 'Settings of the server' })).toBeFocused();
  });

  test('an event is found: searched, opened, left, and the focus is where it was', async ({ house, page }) => {
    for (const [entityId, text] of [
      ['64bb02', 'CPU over 95 %'],
      ['64bb03', 'Disk is full'],
      ['64bb02', 'Battery at 40 %'],
    ] as const) {
      house.saymon.openIncident({ entityId, text });
    }
    await begin(page, house, 'overview');
    await page.keyboard.press('/');
    await focused(page, 'Search in the history');
    await page.keyboard.type('disk');
    await expect(page.locator('.row')).toHaveText([/Disk is full/]);
    await page.keyboard.press('Escape');
    await focused(page, 'Events, newest first');
    await page.keyboard.press('j');
    await expect(page.locator('.row.at')).toContainText('Disk is full');
    await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', /^event-\d+$/);
    await page.keyboard.press('Enter');
    const detail = page.getByRole('complementary', { name: 'Event' });
    await expect(detail).toBeFocused();
    await page.keyboard.press('Tab');
    await focused(page, 'Close the detail');
    await page.keyboard.press('Enter');
    await expect(detail).toBeHidden();
    await focused(page, 'Events, newest first');
    await page.keyboard.press('Enter');
    await tabTo(page, detail.getByRole('button', { name: 'Snooze' }));
    await page.keyboard.press('Enter');
    await expect(detail.locator('.panel button').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await focused(page, 'Snooze');
    await expect(detail).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(detail).toBeHidden();
    await focused(page, 'Events, newest first');
    await until('it to be seen', async () => (await status(house.data)).unseen === 2);
  });

  test('a kind of event is silenced from one of it, and the next one is', async ({ house, page }) => {
    await begin(page, house, 'history');
    house.saymon.trap({ level: 2, payload: { text: 'battery at 40 %' } });
    await shown(house.desktop.notices, 'Error: UPS-1');
    await expect(page.locator('.row')).toHaveText([/battery at 40 %/]);
    await tabTo(page, page.getByRole('grid', { name: 'Events, newest first' }));
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'Rule from this' }));
    await focused(page, 'Rule from this');
    await page.keyboard.press('Enter');
    await expect(page.locator('.tried')).toContainText(/Would have matched 1 of/);
    await tabTo(page, page.getByRole('button', { name: 'Add', exact: true }));
    await page.keyboard.press('Enter');
    await expect(page.locator('.exception')).toHaveCount(1);
    await focused(page, /^Silence UPS-1/);
    house.saymon.trap({ level: 2, payload: { text: 'battery at 30 %' } });
    await page.keyboard.press('2');
    // The list stands still where the keys had moved to.
    await tabTo(page, page.getByRole('button', { name: '1 new' }));
    await page.keyboard.press('Enter');
    await expect(page.locator('.row', { hasText: 'battery at 30 %' })).toContainText('Held back');
  });

  test('dialog, menus and pause give the focus back, and hold nobody', async ({ house, page }) => {
    house.saymon.openIncident({ text: 'CPU over 95 %' });
    await begin(page, house, 'overview');
    await expect(page.locator('.alert')).toHaveCount(1);
    const grid = page.getByRole('grid');
    await tabTo(page, grid);
    await page.keyboard.press('j');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await expect(dialog).toBeVisible();
    await expect(dialog.locator(':focus')).toHaveAccessibleName('Close');
    // A key that means something elsewhere means nothing here.
    await page.keyboard.press('3');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(grid).toBeFocused();
    await page.keyboard.press('p');
    await expect(page.getByRole('region', { name: /^Pause/ }).locator(':focus')).toHaveAccessibleName('15 min');
    await page.keyboard.press('Escape');
    await focused(page, 'Pause');
    await tabTo(page, page.getByRole('button', { name: /^What to do with/ }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Open' })).toBeFocused();
    await page.keyboard.press('Escape');
    await focused(page, /^What to do with/);

    // Tab goes once round the window and comes back, on every screen.
    for (const key of ['1', '2', '3', '4', '5']) {
      await page.keyboard.press(key);
      const first = page.getByRole('button', { name: 'Skip to the screen' });
      await tabTo(page, first);
      await page.keyboard.press('Tab');
      await tabTo(page, first);
    }
    await page.keyboard.press('Enter');
    await expect(page.locator('#screen')).toBeFocused();
  });
});
