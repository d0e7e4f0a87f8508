import { createServer, type Socket } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './house.ts';
import { open, views } from './screens.ts';
import { takeShifts, watchShifts } from './shifts.ts';
import { openStage } from './stage.ts';

/** While a screen opens: less than a word that finds its place. */
const openingAtMost = 0.02;
/** The rows of a list go down by one. */
const rowAtMost = 0.06;
/** A line of 32 px comes above the screen, and the cause in the server's tile; of one move. */
const changeAtMost = 0.15;

/** What a button asked for comes as long after as it takes: findings below it, faults at the fields above. */
const answered = new Set([
  'settings-checked',
  ...['saymon', 'kamea', 'flamenco', 'rackhd'].map((kind) => `server-${kind}-new`),
]);

const size = { width: 900, height: 600 };

/** The texts of the window's line that have come so far. */
function heard(page: Page): { readonly has: (text: string) => boolean } {
  let all: string[] = [];
  page.on('websocket', (socket) => {
    all = [];
    socket.on('framereceived', ({ payload }) => all.push(String(payload)));
  });
  return { has: (text) => all.some((each) => each.includes(text)) };
}

const placeOf = (locator: Locator) =>
  locator.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);

test('nothing jumps while a screen opens and while events come, and what has the focus stays where it is', async ({
  page,
}) => {
  test.setTimeout(240_000);
  page.setDefaultTimeout(5_000);
  const stage = await openStage('busy');
  const found: string[] = [];
  await page.setViewportSize(size);
  await watchShifts(page);
  const line = heard(page);
  try {
    for (const [index, view] of views.filter((each) => each.stage === 'busy').entries()) {
      await open(page, view, stage);
      const tell = (when: string, atMost: number, shifts: Awaited<ReturnType<typeof takeShifts>>) => {
        const sum = shifts.reduce((whole, { value }) => whole + value, 0);
        if (sum > atMost)
          found.push(
            `${view.name} ${when}: ${sum.toFixed(3)}, ${shifts.map(({ value, what }) => `${value.toFixed(3)} ${what}`).join('; ')}`,
          );
      };
      const shifts = await takeShifts(page);
      if (!answered.has(view.name)) tell('opens', openingAtMost, shifts);
      const focus = page.locator(':focus');
      const before = (await focus.count()) === 1 ? await placeOf(focus) : null;
      const text = `Something happens: ${index}`;
      stage.happen?.(text);
      await expect.poll(() => line.has(text)).toBe(true);
      tell('hears of an event', rowAtMost, await takeShifts(page));
      if (before !== null && (await focus.count()) === 1) {
        const after = await placeOf(focus);
        if (after.x !== before.x || after.y !== before.y)
          found.push(`${view.name}: the focus moves by ${after.y - before.y}`);
      } else if (before !== null) found.push(`${view.name}: the focus is lost`);
    }
  } finally {
    await stage.close();
  }
  expect(found).toEqual([]);
});

test('while a server is lost, tried again and back, each screen moves by its line at most, and what is read not at all', async ({
  house: { host, saymon },
  context,
}) => {
  test.setTimeout(120_000);
  saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 %' });
  /** A place, and what somebody reads or types in there. */
  const read: readonly (readonly [string, ((page: Page) => Locator) | null])[] = [
    ['overview', null],
    ['servers=noc', (page) => page.getByLabel('REST address')],
    ['rules', (page) => page.locator('.defaults select').nth(3)],
    ['rules=new', null],
    ['settings', (page) => page.getByRole('checkbox', { name: 'Keep quiet hours' })],
  ];
  const pages = await Promise.all(
    read.map(async ([place, what]) => {
      const page = await context.newPage();
      await page.setViewportSize(size);
      await watchShifts(page);
      await page.goto(`${host.url}&${place}`);
      await expect(page.getByText('1 of 1 online')).toBeVisible();
      const locator = what?.(page) ?? null;
      await locator?.focus();
      await takeShifts(page);
      return { place, page, locator, before: locator === null ? null : await placeOf(locator) };
    }),
  );
  const found: string[] = [];
  /** At all of them at once: a page that is not in front draws a frame or two a second, and an attempt takes 5 s. */
  async function look(when: string, atMost: number): Promise<void> {
    const looks = pages.map(async ({ place, page, locator, before }) => {
      const shifts = await takeShifts(page);
      const most = Math.max(0, ...shifts.map(({ value }) => value));
      if (most > atMost)
        found.push(`${place} ${when}: ${most.toFixed(4)}, ${shifts.map(({ what }) => what).join('; ')}`);
      if (locator === null || before === null) return;
      const { y } = await placeOf(locator);
      if (y !== before.y) found.push(`${place} ${when}: what is read moves by ${y - before.y}`);
    });
    await Promise.all(looks);
  }
  /** In a page that is not measured; by itself the next attempt may come as late as a minute after the last one. */
  const other = await context.newPage();
  await other.goto(`${host.url}&settings`);
  const tryAgain = (timeout = 30_000) =>
    other.locator('.lines').getByRole('button', { name: 'Try again' }).click({ timeout });
  await saymon.kill();
  for (const { page } of pages) await expect(page.locator('.lines').getByText(/^NOC is out of reach/)).toBeVisible();
  // The first cause is that the line was closed; from the first attempt on it is another one.
  const tiles = pages.slice(0, 2).map(({ page }) => page.locator('.tile[data-server=noc]'));
  for (const tile of tiles) await expect(tile).toContainText('Nothing answers');
  await look('is told of the loss', changeAtMost);
  // The next attempt takes its time: somebody takes the line and says nothing.
  const lines = new Set<Socket>();
  const silent = createServer((line) => lines.add(line.on('error', () => undefined).resume()));
  await new Promise<void>((resolve) => silent.listen(Number(new URL(saymon.url).port), '127.0.0.1', resolve));
  await tryAgain();
  for (const tile of tiles) {
    await expect(tile).toHaveClass(/connecting/);
    await expect(tile).toContainText('out of reach, trying again');
  }
  await look('is told of another attempt', 0.001);
  // Once the attempt is over there is another cause to tell, and room is made for it: then it was looked at too late.
  for (const told of await Promise.all(tiles.map((tile) => tile.textContent())))
    if (told?.includes('Nothing answers') !== true) found.push(`it tells another cause already: ${told}`);
  for (const { page } of pages) await expect(page.locator('.lines').getByText(/^NOC is out of reach/)).toBeVisible();
  for (const line of lines) line.destroy();
  await new Promise((resolve) => silent.close(resolve));
  await saymon.start();
  // An attempt of its own may go through meanwhile, and takes the button away while it is pressed.
  await expect(async () => {
    const isBack = other.getByText('1 of 1 online');
    if (!(await isBack.isVisible())) await tryAgain(1_000);
    await expect(isBack).toBeVisible({ timeout: 5_000 });
  }).toPass();
  for (const { page } of pages) await expect(page.locator('.lines [role=status] p')).toHaveCount(0);
  await look('is told that it is back', changeAtMost);
  expect(found).toEqual([]);
});
