import type { Page } from '@playwright/test';
import { systemClock } from '../../main/clock.ts';
import { openHistory } from '../../main/history/open.ts';
import { newEvent } from '../history/events.ts';
import { startThread } from '../history/folder.ts';
import { dataDirectory, startHost } from '../host.ts';
import type { Saymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { expect, nocSettings, status, test } from './house.ts';

const hourMs = 3_600_000;

/** The servers of a house: NOC, and beside it one that answers nothing, one that refuses, and one that is off. */
function troubled(saymon: Saymon): unknown {
  const ours = { protocol: 'saymon', url: saymon.url, apiUrl: saymon.url };
  const nowhere = { protocol: 'flamenco', url: 'http://127.0.0.1:9' };
  return {
    version: 1,
    servers: [
      { ...ours, id: 'noc', name: 'NOC', auth: { type: 'session', sessionId: 'session-1' } },
      { ...nowhere, id: 'old', name: 'Old plant', enabled: false },
      { ...nowhere, id: 'farm', name: 'Farm' },
      { ...ours, id: 'lab', name: 'Laboratory', auth: { type: 'session', sessionId: 'unknown' } },
    ],
  };
}

/** The texts of the rows of a group. */
function rows(page: Page, title: RegExp) {
  return page
    .locator('.alerts tbody')
    .filter({ has: page.getByRole('button', { name: title }) })
    .locator('.alert');
}

const unseen = /^Unseen/;
const seen = /^Seen and still open/;

test.describe('the overview', () => {
  test('is the first screen: open alerts, unseen first, the worst first, then the newest', async ({ house, page }) => {
    const { saymon, host, data } = house;
    await page.goto(host.url);
    await expect(page.getByText(/^Nothing is open\. Watching 1 server, no event since the start\.$/)).toBeVisible();
    const first = saymon.openIncident({ entityId: '64bb02', state: '4', text: 'Link is slow' });
    saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
    await expect(rows(page, unseen)).toHaveText([/Critical.*CPU over 95 %.*NOC/, /Link is slow/]);
    saymon.openIncident({ entityId: '64bb03', state: '1', text: 'Disk is full' });
    await expect(rows(page, unseen)).toHaveText([/Disk is full/, /CPU over 95 %/, /Link is slow/]);
    const badge = page.getByRole('button', { name: /^Overview/ }).locator('.badge');
    await expect(badge).toHaveText('3 unseen');
    await expect(badge).toHaveClass(/critical/);

    // A row opens its last event with the detail, which marks it seen.
    await rows(page, unseen).filter({ hasText: 'Disk is full' }).click();
    await expect(page.getByRole('complementary', { name: 'Event' })).toContainText('Disk is full');
    await page.goBack();
    await expect(rows(page, unseen)).toHaveText([/CPU over 95 %/, /Link is slow/]);
    await expect(rows(page, seen)).toHaveText([/Disk is full/]);

    saymon.changeIncident(first.id, { acknowledgedBy: 'ops', acknowledgementTimestamp: Date.now() });
    const acknowledged = rows(page, seen).filter({ hasText: 'Link is slow' });
    await expect(acknowledged.getByTitle('Acknowledged by ops')).toHaveText(/✓/);
    await page.getByRole('button', { name: seen }).click();
    await expect(acknowledged).toHaveCount(0);
    await page.getByRole('button', { name: seen }).click();
    saymon.closeIncident(first.id);
    await expect(acknowledged).toHaveCount(0);

    // A trap belongs to no alert: it is unseen all the same.
    saymon.trap({ level: 1, payload: { text: 'on battery' } });
    await page.getByRole('link', { name: '1 more is unseen: traps, failed jobs, messages' }).click();
    await expect(page.locator('.row', { hasText: 'on battery' })).toBeVisible();
    await page.goBack();
    await expect(rows(page, unseen)).toHaveCount(1);
    const count = await badge.textContent();
    await page.getByRole('button', { name: 'Mark everything seen' }).click();
    await expect(rows(page, seen)).toHaveText([/CPU over 95 %|Disk is full/, /CPU over 95 %|Disk is full/]);
    await expect(badge).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Mark everything seen' })).toBeDisabled();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(rows(page, unseen)).toHaveCount(1);
    await expect(badge).toHaveText(String(count));
    await page.getByRole('button', { name: 'Mark everything seen' }).click();
    await expect(badge).toHaveCount(0);
    expect(await status(data)).toMatchObject({ openAlerts: 2, unseen: 0 });
  });

  test('is gone through by keys alone: copied, seen, snoozed and back, closed and back, opened', async ({
    house,
    page,
    context,
  }) => {
    const { saymon, host, data } = house;
    await page.goto(host.url);
    for (const [state, text] of [
      ['1', 'One'],
      ['4', 'Two'],
      ['2', 'Three'],
    ] as const) {
      saymon.openIncident({ state, text });
    }
    await expect(rows(page, unseen)).toHaveText([/One/, /Two/, /Three/]);
    const at = page.locator('.alert.at');
    await page.keyboard.press('j');
    await expect(at).toContainText('One');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.keyboard.press('c');
    await expect(page.getByText('Copied.')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d CRITICAL UPS-1: One \(NOC\)$/);
    await page.keyboard.press('e');
    await expect(rows(page, seen)).toHaveText([/One/]);
    // The keys went on to what is unseen still.
    await expect(at).toContainText('Two');

    await page.keyboard.press('s');
    const menu = page.getByRole('menu');
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(menu).toHaveCount(0);
    await expect(at).toContainText('snoozed');
    await expect(page.getByText(/^Snoozed: UPS-1 until .*\d\d:\d\d\./)).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await expect(at).not.toContainText('snoozed');
    expect(await status(data)).toMatchObject({ snoozed: 0 });

    // Tab goes from the list to what can be done with its row.
    await page.getByRole('grid').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: /^What to do with/ }).and(page.locator(':focus'))).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(menu).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await expect(menu.getByRole('menuitem', { name: 'Close here' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(rows(page, unseen)).toHaveText([/Three/]);
    expect(await status(data)).toMatchObject({ openAlerts: 2 });
    await expect(page.getByText(/^Closed here: UPS-1\. Its server was not told\./)).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await expect(rows(page, unseen)).toHaveText([/Two/, /Three/]);
    expect(await status(data)).toMatchObject({ openAlerts: 3, unseen: 2 });

    await page.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: 'Event' })).toContainText('Two');
    const screens = [
      ['1', 'Overview'],
      ['3', 'Servers'],
      ['5', 'Settings'],
      ['2', 'History'],
    ] as const;
    for (const [key, screen] of screens) {
      await page.keyboard.press(key);
      await expect(page.locator('.rail [aria-current=page]')).toContainText(screen);
    }
  });

  test('counts what came, live and by the hour, each count a link to just that', async ({ house, page }) => {
    const { saymon, host, desktop } = house;
    await host.stop();
    // A history of its own: in the house's one the gap of a restart would be an event too.
    const { path, remove } = await dataDirectory(nocSettings(saymon));
    const now = Date.now();
    const threeHoursAgo = Math.floor(now / hourMs) * hourMs - 3 * hourMs + 1_000;
    const history = await openHistory({ directory: path, start: startThread, clock: systemClock });
    const past = (title: string, severity: 'info' | 'error' | 'critical', at = threeHoursAgo, stream = false) =>
      newEvent({ title, severity, receivedAt: at, occurredAt: at, stream });
    await history.add({
      events: [
        past('Long ago', 'critical', threeHoursAgo - 2 * hourMs),
        past('Two of these', 'critical'),
        past('Two of these', 'critical'),
        past('One of this', 'error'),
        past('Of a stream', 'info', threeHoursAgo, true),
        past('Later', 'critical', threeHoursAgo + hourMs),
      ],
      alerts: [],
      repeats: [],
    });
    await history.close();
    const again = await startHost(path, desktop.env);
    await until('NOC to be online', async () => (await status(path)).servers[0]?.state === 'online');
    await page.goto(again.url);
    const bars = page.getByRole('region', { name: 'Last 24 hours' });
    await expect(bars.getByRole('link')).toHaveCount(24);
    await expect(bars).toContainText('Last 24 hours: 5 events, at most 3 in an hour. Streams are not counted.');
    const bar = bars.getByRole('link', { name: /\d\d:00 to \d\d:00: 2 critical, 1 error$/ });
    await expect(bar.locator('rect')).toHaveCount(2);
    await expect(bars.getByRole('table').getByRole('row')).toHaveCount(25);
    await bar.click();
    await expect(page.locator('.row')).toHaveText([/One of this/, /Two of these/, /Two of these/]);
    await page.goBack();

    // One stop for Tab; the arrow keys go from hour to hour, and Enter into the history.
    const current = bars.getByRole('link').last();
    await current.focus();
    for (let hour = 0; hour < 3; hour++) await page.keyboard.press('ArrowLeft');
    await expect(bar).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('.row')).toHaveCount(3);
    await page.goBack();

    const today = page.locator('.today');
    const count = async (word: string) =>
      Number(/\d+/.exec((await today.textContent())?.match(`\\d+ ${word}`)?.[0] ?? '')?.[0]);
    await expect(today).toContainText(/^Today: \d+ shown, \d+ merged, \d+ held back$/);
    const [shownBefore, heldBefore] = [await count('shown'), await count('held back')];
    const incident = saymon.openIncident({ text: 'Shown now' });
    await expect(current).toHaveText(/1 critical/);
    await expect(today).toContainText(`${shownBefore + 1} shown`);
    saymon.changeIncident(incident.id, { count: 7, timestamp: Date.now() + 1 });
    await expect(today).toContainText(`${heldBefore + 1} held back`);
    await today.getByRole('link', { name: /held back$/ }).click();
    // Until they are read, those from before stay.
    await expect(page.locator('.row .outcome')).toHaveText(Array(heldBefore + 1).fill('Held back'));
    await page.goBack();
    await today.getByRole('link', { name: /shown$/ }).click();
    await expect(page.locator('.row')).toHaveCount(shownBefore + 1);
    await expect(page.locator('.row', { hasText: 'Shown now' })).toHaveCount(1);
    await again.stop();
    await remove();
  });

  test('stays exact in a flood without asking more than once a second', async ({ house, page }) => {
    const asked: number[] = [];
    await page.routeWebSocket(/./, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        if (String(message).includes('"history.digest"')) asked.push(Date.now());
        server.send(message);
      });
    });
    await page.goto(house.host.url);
    const bars = page.getByRole('region', { name: 'Last 24 hours' });
    await expect(bars).toContainText('Last 24 hours: 0 events.');
    const began = Date.now();
    for (let n = 0; n < 400; n++) {
      house.saymon.openIncident({ text: `Incident ${n}.` });
      if (n % 20 === 0) await until('a tenth of a second', () => Date.now() - began > n * 5);
    }
    await expect(bars).toContainText('Last 24 hours: 400 events.');
    // Two questions make a digest: one of the hours, one of today.
    const took = (Date.now() - began) / 1_000;
    expect(asked.length / 2).toBeLessThanOrEqual(took + 2);
    await expect(page.locator('.alert')).toHaveCount(200);
    await expect(page.getByRole('button', { name: /^Unseen 200\+$/ })).toBeVisible();
    await page.getByRole('link', { name: 'and 200 more' }).click();
    await expect(page.locator('.row').first()).toContainText('Incident 399.');
  });

  test('points to adding a server where there is none', async ({ house, page }) => {
    const data = await dataDirectory({ version: 1, servers: [], window: { greeted: true } });
    const host = await startHost(data.path, house.desktop.env);
    await page.goto(host.url);
    await page.getByRole('button', { name: 'Add a server' }).click();
    await expect(page.getByRole('button', { name: /^SAYMON/ })).toBeVisible();
    await host.stop();
    await data.remove();
  });

  test('marks a snooze, ends it, and shows hostile words as text', async ({ house, page }) => {
    const { saymon, host, data } = house;
    await page.goto(host.url);
    saymon.openIncident({ text: '<img src=x onerror=alert(1)> \u202eexe' });
    const row = page.locator('.alert');
    await expect(row).toContainText('<img src=x onerror=alert(1)>');
    await expect(page.locator('body')).not.toContainText('\u202e');
    expect(await page.locator('img').count()).toBe(0);
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Snooze…' }).click();
    await page.getByRole('menuitem', { name: 'All of NOC until it changes' }).click();
    await expect(row).toContainText('snoozed');
    await row.getByRole('button', { name: /^What to do with/ }).click();
    await page.getByRole('menuitem', { name: 'End the snooze' }).click();
    await expect(row).not.toContainText('snoozed');
    await until('no snooze', async () => (await status(data)).snoozed === 0);
  });
});

test.describe('the overview of servers with long names', () => {
  const long = 'Network operations centre of the northern district, building 14, room of the night shift';
  const unbroken = 'Northern'.repeat(12);
  test.use({
    settings: {
      of: (saymon: Saymon) => {
        const auth = { type: 'session', sessionId: 'session-1' };
        const noc = { protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
        return {
          version: 1,
          servers: [
            { ...noc, id: 'long', name: long },
            { ...noc, id: 'unbroken', name: unbroken },
            ...Array.from({ length: 12 }, (_, n) => ({ ...noc, id: `lost${n}`, url: 'http://127.0.0.1:9' })),
          ],
        };
      },
    },
  });

  test('keeps its columns, and every name whole in its title', async ({ house, page }) => {
    for (const [width, beside] of [
      [1440, 208],
      [900, 208],
      [640, 208],
    ] as const) {
      await page.setViewportSize({ width, height: 600 });
      await page.goto('about:blank');
      await page.goto(house.host.url);
      await expect(page.getByText('out of reach').first()).toBeVisible();
      const column = page.locator('.beside');
      expect((await column.boundingBox())?.width).toBe(beside);
      for (const name of [long, unbroken]) {
        const tile = column.locator('.tile b', { hasText: name });
        await expect(tile).toHaveAttribute('title', name);
        const box = await tile.boundingBox();
        // Two lines, and not out of its column.
        expect(box?.height).toBeLessThanOrEqual(36);
        expect(await tile.evaluate((each) => each.scrollWidth <= each.clientWidth)).toBe(true);
      }
    }
    // The word of a screen is not cut by what is counted beside it.
    await page.setViewportSize({ width: 900, height: 600 });
    const label = page
      .getByRole('button', { name: /^Servers/ })
      .locator('.label')
      .first();
    await expect(page.getByRole('button', { name: 'Servers 12 lost' })).toBeVisible();
    expect(await label.evaluate((each) => each.scrollWidth <= each.clientWidth)).toBe(true);
  });
});

test.describe('the overview of servers in trouble', () => {
  test.use({ settings: { of: troubled } });

  test('has them first, with their cause and the way out, and does not claim to see everything', async ({
    house,
    page,
  }) => {
    const { saymon, host } = house;
    await page.goto(host.url);
    const tiles = page.locator('.beside .tile');
    await expect(tiles).toHaveText([
      /^Laboratory.*needs you/,
      /^Farm.*out of reach/,
      /^NOC.*online/,
      /^Old plant.*off/,
    ]);
    await expect(tiles.nth(1)).toContainText('Nothing answers at 127.0.0.1:9');
    saymon.sessions.add('unknown');
    await tiles.first().getByRole('button', { name: 'Try again: Laboratory' }).click();
    await expect(tiles).toHaveText([/^Farm/, /^NOC.*online/, /^Laboratory.*online/, /^Old plant/]);
    await expect(page.getByText(/^Nothing is known to be open: 1 of 3 servers is not online/)).toBeVisible();
    await tiles.nth(1).getByRole('button', { name: /^NOC/ }).click();
    await expect(page.getByLabel('Name (needed)')).toHaveValue('NOC');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [900, 600],
      [640, 480],
      [320, 480],
    ] as const) {
      test(`fits ${width} × ${height} in ${colorScheme} colours`, async ({ house, page }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height });
        house.saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 % since the backup began to run' });
        await page.goto(house.host.url);
        const row = page.locator('.alert', { hasText: 'CPU over 95 %' });
        for (const part of ['.severity', '.subject', '.title', '.age', '.more']) {
          await expect(row.locator(part).first()).toBeInViewport();
        }
        const title = await row.locator('.title').boundingBox();
        expect(title?.width).toBeGreaterThan(60);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
        const bars = page.getByRole('region', { name: 'Last 24 hours' });
        await bars.scrollIntoViewIfNeeded();
        await expect(bars.getByRole('link').last()).toBeInViewport();
        const high = (await bars.boundingBox())?.height ?? 0;
        // In a narrow window its sentence breaks rather than being cut.
        if (width < 560) expect(high).toBeGreaterThanOrEqual(72);
        else expect(high).toBe(72);
        const background = await row.evaluate((each) => getComputedStyle(each).backgroundColor);
        expect(background).toBe(colorScheme === 'light' ? 'rgb(251, 233, 238)' : 'rgb(59, 27, 38)');
      });
    }
  }
});
