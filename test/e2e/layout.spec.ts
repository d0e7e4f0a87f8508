import type { Locator, Page } from '@playwright/test';
import { startDesktop } from '../desktop/desktop.ts';
import { dataDirectory, startHost } from '../host.ts';
import { expect, test } from './house.ts';

interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Where the words of an element stand, which is not where its box does. */
function wordsOf(element: Locator): Promise<Box> {
  return element.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { top, bottom, left, right } = range.getBoundingClientRect();
    return { top, bottom, left, right };
  });
}

async function heightOf(element: Locator): Promise<number> {
  return (await element.boundingBox())?.height ?? 0;
}

const isWhole = (element: Locator) => element.evaluate((node) => node.scrollWidth <= node.clientWidth);

async function start(page: Page, url: string, screen: string): Promise<void> {
  await page.goto(`${url}&${screen}`);
  await expect(page.getByText('1 of 1 online')).toBeVisible();
}

test.describe('what stands in a row', () => {
  test('ways out of a line of trouble stand level, and the line says what it is about in a narrow window too', async ({
    page,
  }) => {
    const desktop = await startDesktop({ daemon: null });
    const data = await dataDirectory({ version: 1, servers: [], window: { greeted: true } });
    const host = await startHost(data.path, desktop.env);
    await page.setViewportSize({ width: 900, height: 600 });
    await page.goto(host.url);
    const line = page.locator('.lines p').filter({ hasText: 'Notifications cannot be shown' });
    await expect(line.getByRole('link', { name: 'Diagnosis' })).toBeVisible();
    const tops = await Promise.all((await line.locator('.link').all()).map(async (each) => (await wordsOf(each)).top));
    expect(tops.length).toBeGreaterThan(1);
    for (const top of tops) expect(Math.abs(top - (tops[0] ?? 0))).toBeLessThan(1);

    await page.setViewportSize({ width: 450, height: 300 });
    const { width = 0 } = (await line.locator('span').first().boundingBox()) ?? {};
    expect(width).toBeGreaterThan(350);
    await host.stop();
    await data.remove();
    await desktop.close();
  });

  test('a group of alerts has its name and its Clear in one row', async ({ house, page }) => {
    const { saymon, host } = house;
    await start(page, host.url, 'overview');
    const { id } = saymon.openIncident({ text: 'CPU over 95 %' });
    await expect(page.locator('.alert')).toHaveCount(1);
    saymon.closeIncident(id);
    const head = page.locator('.group').filter({ hasText: 'Came and went unseen' });
    const clear = head.getByRole('button', { name: 'Clear' });
    await expect(clear).toBeVisible();
    expect(await heightOf(head)).toBeLessThan(32);
    const [name, way] = await Promise.all([wordsOf(head.locator('.plain')), wordsOf(clear)]);
    expect(way.left).toBeGreaterThan(name.right);
    expect(Math.abs(way.top - name.top)).toBeLessThan(4);
  });

  test('the rail says until when it is paused, and how many are snoozed', async ({ house, page }) => {
    const { saymon, host } = house;
    await start(page, host.url, 'overview');
    saymon.openIncident({ text: 'CPU over 95 %' });
    await page.getByRole('button', { name: /^What to do with/ }).click();
    await page.getByRole('menuitem', { name: 'Snooze…' }).click();
    await page.getByRole('menuitem', { name: 'For 1 h', exact: true }).click();
    await expect(page.locator('.silence .badge')).toHaveText('1 snoozed');
    await page.keyboard.press('p');
    await page.getByRole('button', { name: '15 min' }).click();
    const told = page.locator('.silence > button .label').first();
    await expect(told).toHaveText(/^Paused until .*\d\d:\d\d$/);
    expect(await isWhole(told)).toBe(true);
  });

  test('the story of an alert has its times, severities and titles in columns', async ({ house, page }) => {
    const { saymon, host } = house;
    await start(page, host.url, 'history');
    const { id } = saymon.openIncident({ text: 'CPU over 95 %', state: '4' });
    saymon.changeIncident(id, { state: '1' });
    saymon.closeIncident(id);
    await expect(page.locator('.row')).toHaveCount(3);
    await page.locator('.row').first().click();
    const story = page.locator('.story .plain');
    await expect(story).toHaveCount(3);
    const titles = await story
      .locator('> span:last-child')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
    expect(new Set(titles).size).toBe(1);
  });
});

test('choices are read whole where they stand, in a small window too', async ({ house, page }) => {
  await start(page, house.host.url, 'rules');
  await page.setViewportSize({ width: 640, height: 480 });
  const cut = () =>
    page.locator('main select').evaluateAll((all) =>
      (all as HTMLSelectElement[]).flatMap((select) => {
        if (!select.checkVisibility()) return [];
        const whole = select.cloneNode() as HTMLSelectElement;
        whole.append(select.selectedOptions[0]?.cloneNode(true) ?? '');
        whole.style.cssText = 'position: absolute; width: auto; max-width: none';
        document.body.append(whole);
        const { width } = whole.getBoundingClientRect();
        whole.remove();
        return width > select.getBoundingClientRect().width + 1 ? [select.selectedOptions[0]?.text] : [];
      }),
    );
  await expect(page.getByRole('heading', { name: 'Notify me about' })).toBeVisible();
  expect(await cut()).toEqual([]);
  await page.setViewportSize({ width: 900, height: 600 });
  await page.keyboard.press('5');
  await expect(page.getByRole('heading', { name: 'Privacy' })).toBeVisible();
  expect(await cut()).toEqual([]);
});

test('the week of quiet hours does not look as if it held, while they are off', async ({ house, page }) => {
  await start(page, house.host.url, 'settings=quiet-hours');
  const cell = page.locator('.week td.whole').first();
  const colour = () => cell.evaluate((node) => getComputedStyle(node).backgroundColor);
  await expect(cell).toBeVisible();
  const off = await colour();
  await page.getByRole('checkbox', { name: 'Keep quiet hours' }).check();
  await expect.poll(colour).not.toBe(off);
});

test.describe('what is looked at does not move', () => {
  test('a filter that is chosen takes no second row of the bar, and the bar has one row in a small window', async ({
    house,
    page,
  }) => {
    await page.setViewportSize({ width: 900, height: 600 });
    await start(page, house.host.url, 'history');
    const bar = page.getByRole('search');
    const before = await heightOf(bar);
    await page.getByLabel('Severity').selectOption({ label: 'Error and up' });
    await page.getByLabel('Kind').selectOption({ label: 'Telemetry' });
    await page.getByLabel('Server', { exact: true }).selectOption({ label: 'NOC' });
    await expect(bar.getByRole('button', { name: 'Clear filters' })).toBeVisible();
    expect(await heightOf(bar)).toBe(before);
    await bar.getByRole('button', { name: 'Clear filters' }).click();
    await page.setViewportSize({ width: 640, height: 480 });
    await expect(page.getByRole('button', { name: 'More filters' })).toBeVisible();
    expect(await heightOf(bar)).toBe(before);
  });

  test('what was done is said where it covers no button at the foot', async ({ house, page }) => {
    await page.setViewportSize({ width: 900, height: 600 });
    house.saymon.openIncident({ text: 'CPU over 95 %' });
    await start(page, house.host.url, 'history');
    await expect(page.locator('.row')).toHaveCount(1);
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /CSV/ }).click();
    await download;
    const said = page.locator('.said p');
    await expect(said).toBeVisible();
    const { y = 0, height = 0 } = (await said.boundingBox()) ?? {};
    const foot = (await page.locator('.list-foot').boundingBox())?.y ?? 0;
    expect(y + height).toBeLessThanOrEqual(foot);
  });

  test('the list of keys begins at its top, with its way out in sight', async ({ house, page }) => {
    await page.setViewportSize({ width: 900, height: 400 });
    await start(page, house.host.url, 'overview');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    expect(await dialog.evaluate((node) => node.scrollTop)).toBe(0);
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  });

  test('the parts of the settings stand where they stood, whichever is shown', async ({ house, page }) => {
    await page.setViewportSize({ width: 900, height: 600 });
    await start(page, house.host.url, 'settings');
    const about = page.locator('.settings-parts').getByRole('link', { name: 'About' });
    const before = await about.boundingBox();
    const longest = page.locator('.settings-parts').getByRole('link', { name: 'Appearance and language' });
    await longest.click();
    await expect(longest).toHaveAttribute('aria-current');
    expect(await about.boundingBox()).toEqual(before);
  });
});

test('a window of 450 × 300, as at 200 %, has room for the list and for an event, with all that is wrong above', async ({
  house,
  page,
}) => {
  const { saymon, host } = house;
  saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 %' });
  await start(page, host.url, 'history');
  await expect(page.locator('.row')).toHaveCount(1);
  await page.keyboard.press('p');
  await page.getByRole('button', { name: '15 min' }).click();
  await saymon.close();
  await expect(page.locator('.lines [role=status] p')).toHaveCount(2);
  await page.setViewportSize({ width: 450, height: 300 });
  await expect(page.locator('.lines [role=status] p')).toHaveCount(1);
  await expect(page.getByRole('button', { name: '+ 1' })).toBeVisible();
  expect(await heightOf(page.locator('.list'))).toBeGreaterThan(150);
  await page.locator('.row').click();
  const detail = page.getByRole('complementary', { name: 'Event' });
  await expect(detail).toContainText('CPU over 95 %');
  expect(await heightOf(detail)).toBeGreaterThan(180);
  await expect(detail.getByRole('button', { name: 'Close the detail' })).toBeInViewport();
});

test('Enter in the search leads to what was found, and once more opens it', async ({ house, page }) => {
  house.saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 %' });
  house.saymon.openIncident({ entityId: '64bb03', text: 'Disk is full' });
  await start(page, house.host.url, 'history');
  await expect(page.locator('.row')).toHaveCount(2);
  await page.keyboard.press('/');
  await page.keyboard.type('disk');
  await expect(page.locator('.row')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Events, newest first' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Event' })).toContainText('Disk is full');
});

test('a first notification that could not be shown is not asked about', async ({ page }) => {
  const desktop = await startDesktop({ daemon: null });
  const data = await dataDirectory({ version: 1 });
  const host = await startHost(data.path, desktop.env);
  await page.goto(`${host.url}&first=toast`);
  // What works here is offered first.
  await expect(page.getByRole('button', { name: 'Show notifications in this browser' })).toHaveClass('primary');
  await page.getByRole('button', { name: 'Show a notification' }).click();
  await expect(page.getByRole('button', { name: 'Find out why', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Yes, I saw it' })).toBeHidden();
  await page.getByRole('button', { name: 'Find out why', exact: true }).click();
  await expect(page).toHaveURL(/#settings=diagnosis/);
  await host.stop();
  await data.remove();
  await desktop.close();
});
