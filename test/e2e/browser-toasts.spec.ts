import type { Page } from '@playwright/test';
import { historyRows } from '../host.ts';
import { until } from '../until.ts';
import { expect } from './house.ts';
import { given, test, watch } from './page-toasts.ts';

/** Resolves when a page has told main by itself that it may show toasts. */
function offers(page: Page): Promise<void> {
  return new Promise((resolve) => {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('toasts.take')) resolve();
      });
    });
  });
}

const line = 'Notifications cannot be shown';

test('a host without a daemon has an open page show its toasts, once that is allowed by a click', async ({
  house,
  context,
  page,
}) => {
  const { host, saymon, data } = house;
  await watch(page);
  await page.goto(host.url);
  await expect(page.getByText(line)).toBeVisible();
  expect(await given(page)).toEqual([]);
  await context.grantPermissions(['notifications'], { origin: new URL(host.url).origin });
  await page.getByRole('button', { name: 'Show them in this browser' }).click();
  await expect(page.getByText(line)).toBeHidden();
  await until('a first toast to look at', async () => (await given(page)).length > 0);
  expect(await given(page)).toMatchObject([{ title: 'Test: info', options: { silent: true } }]);

  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over <b>95</b> %' });
  await until('the toast in the page', async () => (await given(page)).length > 1);
  const [, first] = await given(page);
  expect(first).toMatchObject({
    title: 'Critical: UPS-1',
    options: { body: expect.stringContaining('CPU over <b>95</b> %'), requireInteraction: true, silent: true },
    shown: true,
  });
  const row = await until('the outcome', async () =>
    (await historyRows(data)).find(({ decision }) => decision.outcome === 'shown'),
  );
  expect(row.decision).toMatchObject({ outcome: 'shown', driver: 'browser' });

  await page.evaluate(() => window.given[1]?.real.dispatchEvent(new Event('click')));
  await expect(page.getByRole('complementary', { name: 'Event' })).toContainText('CPU over');
  await until('the toast to be taken away', async () => (await given(page))[1]?.closed);
});

test('toasts that have failed are said with the way out, and shown from then on', async ({ house, context, page }) => {
  const { host, saymon } = house;
  await page.goto(host.url);
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'Unheard' });
  const failing = page.getByText('Notifications cannot be shown');
  await expect(failing).toBeVisible();
  await expect(page.getByText('This computer shows no notifications')).toBeHidden();
  await context.grantPermissions(['notifications'], { origin: new URL(host.url).origin });
  await page.getByRole('button', { name: 'Show them in this browser' }).click();
  await expect(failing).toBeHidden();
});

test('exactly one of several pages shows a toast, and the next one when it is closed', async ({ house, context }) => {
  const { host, saymon } = house;
  await context.grantPermissions(['notifications'], { origin: new URL(host.url).origin });
  const pages = [await context.newPage(), await context.newPage(), await context.newPage()];
  for (const page of pages) {
    await watch(page);
    const offered = offers(page);
    await page.goto(host.url);
    await offered;
  }
  const counts = async (open: readonly Page[]) => Promise.all(open.map(async (page) => (await given(page)).length));
  const sum = async (open: readonly Page[]) => (await counts(open)).reduce((all, one) => all + one, 0);
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await until('the toast', async () => (await sum(pages)) === 1);
  const shows = (await counts(pages)).indexOf(1);
  await pages[shows]?.close();
  const others = pages.filter((_, index) => index !== shows);
  saymon.openIncident({ entityId: '64bb02', state: '4', text: 'Fan slow' });
  await until('the next toast', async () => (await sum(others)) === 1);
});

test('the tab shows what the tray would', async ({ house, page }) => {
  const { host, saymon } = house;
  await page.goto(host.url);
  const icon = async () => decodeURIComponent((await page.locator('link[rel="icon"]').getAttribute('href')) ?? '');
  await until('the calm picture', async () => (await icon()).includes('<svg'));
  expect(await icon()).not.toContain('#D6174E');
  const incident = saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await expect(page).toHaveTitle('(1) Tocsin');
  await until('the filled square', async () => (await icon()).includes('#D6174E'));
  // The browser takes it for a picture, under the headers of the page.
  const size = await page.evaluate(async () => {
    const picture = new Image();
    picture.src = document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? '';
    await picture.decode();
    return picture.naturalWidth;
  });
  expect(size).toBeGreaterThan(0);
  saymon.closeIncident(incident.id);
  await until('the calm picture again', async () => !(await icon()).includes('#D6174E'));
  await expect(page).toHaveTitle('Tocsin');
});
