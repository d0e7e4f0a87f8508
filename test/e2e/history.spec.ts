import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Download, Locator, Page } from '@playwright/test';
import { systemClock } from '../../main/clock.ts';
import { openHistory } from '../../main/history/open.ts';
import { newEvent } from '../history/events.ts';
import { startThread } from '../history/folder.ts';
import { dataDirectory, historyRows, startHost, tocsin } from '../host.ts';
import type { Saymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { expect, nocSettings, status, test } from './house.ts';

const rows = (page: Page): Locator => page.locator('.row');
const detail = (page: Page): Locator => page.getByRole('complementary', { name: 'Event' });
const selected = (page: Page): Locator => page.getByRole('toolbar', { name: 'Selected events' });

/** Four events that differ in what can be filtered by: the newest is the last. */
async function four(saymon: Saymon, page: Page): Promise<void> {
  saymon.trap({ level: 1, payload: { senderAddress: '10.0.0.9', text: 'on battery' } });
  saymon.trap({ level: 0, payload: { senderAddress: '10.0.0.9', text: 'on mains' } });
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  saymon.openIncident({ entityId: '64bb02', state: '4', text: 'Battery weak' });
  await expect(rows(page)).toHaveCount(4);
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test.describe('the history', () => {
  test('marks what a search has found, in the list and in the detail', async ({ house, page }) => {
    await page.goto(`${house.host.url}&history`);
    await four(house.saymon, page);
    const search = page.getByLabel('Search in the history');
    await search.fill('batt');
    await expect(rows(page)).toHaveCount(2);
    await expect(rows(page).locator('mark')).toHaveText(['Battery', 'battery']);
    await search.fill('ups-1 "over 95"');
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page).locator('mark')).toHaveText(['UPS-1', 'over 95']);
    await search.fill('10.0.0.9');
    await expect(rows(page).locator('mark').first()).toHaveText('10.0.0.9');
    await search.fill('CPU');
    await expect(rows(page).locator('mark')).toHaveText(['CPU']);
    await rows(page).click();
    await expect(detail(page).locator('mark')).toHaveText(['CPU']);
    await search.fill('');
    await expect(page.locator('mark')).toHaveCount(0);
  });

  test('finds nothing by symbols alone, also of what comes, and says why', async ({ house, page }) => {
    await page.goto(`${house.host.url}&history`);
    await four(house.saymon, page);
    const search = page.getByLabel('Search in the history');
    const why = page.getByText('Nothing matches: only letters and digits are searched for.');
    for (const symbols of ['%%%', '---', '"']) {
      await search.fill(symbols);
      await expect(why).toBeVisible();
      await expect(rows(page)).toHaveCount(0);
    }
    house.saymon.openIncident({ entityId: '64bb03', state: '4', text: 'Disk is full' });
    await expect(page).toHaveTitle('(4) Tocsin');
    await expect(rows(page)).toHaveCount(0);
    await search.fill('95 %');
    await expect(rows(page)).toHaveText([/CPU over 95 %/]);
    await search.fill('  ');
    await expect(rows(page)).toHaveCount(5);
  });

  test('narrows by every filter; each is a chip with its end, and the address keeps all of them', async ({
    house,
    page,
  }) => {
    await page.goto(`${house.host.url}&history`);
    await four(house.saymon, page);
    const takeAway = (text: string) => page.getByRole('button', { name: `${text}: take this filter away` });
    const choose = async (label: string, value: string, chip: string, count: number) => {
      await page.getByLabel(label, { exact: true }).selectOption(value);
      await expect(rows(page)).toHaveCount(count);
      await page.reload();
      await expect(rows(page)).toHaveCount(count);
      await takeAway(chip).click();
      await expect(rows(page)).toHaveCount(4);
    };
    await choose('Severity', 'critical', 'Critical', 1);
    await choose('Kind', 'trap', 'Trap', 2);
    await choose('Server', 'noc', 'NOC', 4);
    for (const [label, value, chip, count] of [
      ['Phase', 'opened', 'Opened', 2],
      ['Toast', 'silenced', 'Held back', 1],
      ['Seen', 'no', 'Not seen', 4],
    ] as const) {
      await page.getByRole('button', { name: 'More filters' }).click();
      await choose(label, value, chip, count);
    }

    const time = page.getByRole('button', { name: 'Time', exact: true });
    await page.setViewportSize({ width: 900, height: 600 });
    await time.click();
    await expect(page.getByRole('button', { name: 'Show this time' })).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: 'Last hour' }).click();
    await expect(rows(page)).toHaveCount(4);
    expect(page.url()).toMatch(/from=\d+/);
    await page.getByRole('button', { name: /^Since .*: take this filter away$/ }).click();
    await time.click();
    await page.getByLabel('From', { exact: true }).fill('2020-01-02T10:00');
    await page.getByLabel('To', { exact: true }).fill('2020-01-01T10:00');
    await page.getByRole('button', { name: 'Show this time' }).click();
    await expect(page.getByText('The end must be later than the beginning.')).toBeVisible();
    await page.getByLabel('To', { exact: true }).fill('2020-01-03T10:00');
    await page.getByRole('button', { name: 'Show this time' }).click();
    await expect(page.getByText('Nothing matches.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Time: 2 Jan 10:00 to 3 Jan 10:00$/ })).toBeFocused();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();

    await expect(rows(page)).toHaveCount(4);
    await page.getByRole('button', { name: 'show', exact: true }).click();
    await expect(rows(page).nth(4)).toBeVisible();
    expect(page.url()).toContain('streams=yes');
    await page.getByRole('button', { name: 'hide', exact: true }).click();
    await expect(rows(page)).toHaveCount(4);
  });

  test('does something with several at once: seen, snoozed, exported', async ({ house, page }) => {
    const { saymon, host, data } = house;
    await page.goto(`${host.url}&history`);
    await four(saymon, page);
    await rows(page)
      .nth(0)
      .click({ modifiers: ['Control'] });
    await expect(selected(page)).toContainText('1 selected');
    await rows(page)
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await expect(selected(page)).toContainText('3 selected');
    await rows(page)
      .nth(1)
      .click({ modifiers: ['Control'] });
    await expect(selected(page)).toContainText('2 selected');
    await expect(page.getByRole('row', { selected: true })).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(selected(page)).toBeHidden();
    await expect(page.getByLabel('Search in the history')).toBeVisible();

    const grid = page.getByRole('grid', { name: 'Events, newest first' });
    await grid.focus();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await expect(selected(page)).toContainText('2 selected');
    await page.keyboard.press('Shift+K');
    await expect(selected(page)).toContainText('1 selected');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(selected(page)).toContainText('2 selected');
    // Both are incidents, of one subject but of two alerts.
    await page.keyboard.press('s');
    await expect(page.getByRole('button', { name: '15 min' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name: '1 h', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^2 snoozed until .*\d\d:\d\d\./)).toBeVisible();
    await until('two snoozes', async () => (await status(data)).snoozed === 2);
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('no snooze', async () => (await status(data)).snoozed === 0);

    await grid.focus();
    await page.keyboard.press('Control+a');
    await expect(selected(page)).toContainText('4 selected');
    await selected(page).getByRole('button', { name: 'Clear (Esc)' }).click();
    await rows(page)
      .nth(3)
      .click({ modifiers: ['Control'] });
    await rows(page)
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await selected(page).getByRole('button', { name: 'Export' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'As JSON, with payloads' }).click();
    const events = JSON.parse(await textOf(await downloading)) as { id: number; title: string }[];
    expect(events.map(({ title }) => title)).toEqual(['on mains', 'on battery']);

    await selected(page).getByRole('button', { name: 'Select all 4 shown' }).click();
    expect((await status(data)).unseen).toBe(3);
    await selected(page).getByRole('button', { name: 'Mark seen' }).click();
    await expect(page.getByText('4 marked seen.')).toBeVisible();
    await until('all to be seen', async () => (await status(data)).unseen === 0);
    // New ones wait while something is selected, and a click on a row ends the selection.
    saymon.trap({ level: 1, payload: { text: 'later' } });
    await expect(page.getByRole('button', { name: '1 new' })).toBeVisible();
    await rows(page).nth(2).click();
    await expect(selected(page)).toBeHidden();
  });

  test('puts what a filter finds into a file, as CSV and as JSON', async ({ house, page }) => {
    await page.goto(`${house.host.url}&history`);
    await four(house.saymon, page);
    house.saymon.trap({ level: 1, payload: { senderAddress: '10.0.0.9', text: '=HYPERLINK("http://127.0.0.1:1")' } });
    await expect(rows(page)).toHaveCount(5);
    await page.getByLabel('Kind').selectOption('trap');
    await expect(rows(page)).toHaveCount(3);
    const exportAs = async (name: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      return downloading;
    };
    const csv = await exportAs('As CSV, without payloads');
    expect(csv.suggestedFilename()).toMatch(/^tocsin-[\d-]+\.csv$/);
    const lines = (await textOf(csv)).split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^id,key,repeats,server,/);
    expect(lines[1]).toContain(`,"'=HYPERLINK(""http://127.0.0.1:1"")",`);
    await expect(page.getByText(/^3 events are in tocsin-[\d-]+\.csv\.$/)).toBeVisible();
    const json = await exportAs('As JSON, with payloads');
    const told = await historyRows(house.data, '--kind', 'trap');
    expect(JSON.parse(await textOf(json))).toEqual(told);
  });

  test('shows how far a long export is, and ends it', async ({ page }) => {
    const data = await dataDirectory({ version: 1 });
    const history = await openHistory({ directory: data.path, start: startThread, clock: systemClock });
    const at = Date.now();
    for (let made = 0; made < 60_000; made += 2_000) {
      const events = Array.from({ length: 2_000 }, () => newEvent({ occurredAt: at, receivedAt: at }));
      await history.add({ events, alerts: [], repeats: [] });
    }
    await history.close();
    const host = await startHost(data.path);
    await page.goto(`${host.url}&history`);
    await expect(rows(page).first()).toBeVisible();
    let downloads = 0;
    page.on('download', () => {
      downloads += 1;
    });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'As JSON, with payloads' }).click();
    await expect(page.getByText(/^[\d,]+ of 60,000 exported$/)).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Export' })).toBeVisible();
    // The list goes on meanwhile.
    await page.getByLabel('Search in the history').fill('cpu');
    await expect(rows(page).locator('mark').first()).toHaveText('CPU');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('The export was cancelled. Nothing of it was kept.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Export' })).toBeEnabled();
    expect(downloads).toBe(0);
    await host.stop();
    await data.remove();
  });

  test('tells of one event all there is, and lets one act on it', async ({ house, page, context }) => {
    const { saymon, host, data } = house;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${host.url}&history`);
    const incident = saymon.openIncident({ entityId: '64bb02', state: '2', text: 'Battery weak' });
    await expect(rows(page)).toHaveCount(1);
    saymon.changeIncident(incident.id, { state: '1', text: `Battery ${'y'.repeat(900)}` });
    await expect(rows(page)).toHaveCount(2);
    await page.locator('body').press('j');
    await page.keyboard.press('Enter');
    const story = detail(page).getByRole('list').getByRole('button');
    await expect(story).toHaveCount(2);
    await expect(story.nth(1)).toHaveAttribute('aria-current', 'true');

    await detail(page).getByRole('button', { name: 'Snooze' }).click();
    await page.getByRole('button', { name: 'Until it changes' }).click();
    await expect(detail(page).getByText('Snoozed: UPS-1 until it worsens or closes')).toBeVisible();
    expect((await status(data)).snoozed).toBe(1);
    await detail(page).getByRole('button', { name: 'End the snooze' }).click();
    await expect(detail(page).getByText('Snoozed:')).toBeHidden();
    // All of its subject, or of its server, as well.
    for (const [what, named] of [
      ['All of UPS-1', 'UPS-1'],
      ['All of NOC', 'NOC'],
    ] as const) {
      await detail(page).getByRole('button', { name: 'Snooze' }).click();
      await page.getByLabel('What is snoozed').selectOption(what);
      await page.getByRole('button', { name: 'Until it changes' }).click();
      await expect(detail(page).getByText(`Snoozed: ${named} until it worsens or closes`)).toBeVisible();
      await detail(page).getByRole('button', { name: 'End the snooze' }).click();
      await expect(detail(page).getByText('Snoozed:')).toBeHidden();
    }

    await story.nth(0).click();
    await expect(detail(page).getByRole('heading', { name: 'UPS-1' })).toBeVisible();
    await detail(page).getByRole('button', { name: 'Copy', exact: true }).click();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    expect(await copied()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d WARNING UPS-1: Battery weak \(NOC\)/);
    const id = Number(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('event'));
    await expect(detail(page).getByRole('link', { name: 'Rule from this' })).toHaveAttribute(
      'href',
      `#rules=new&from=${id}`,
    );

    await story.nth(1).click();
    // Another event has its payload folded again.
    await expect(story.nth(1)).toHaveAttribute('aria-current', 'true');
    await detail(page).getByText('As received').click();
    const payload = detail(page).locator('pre');
    await expect(payload).toContainText(/y… [\d,]+ more characters/);
    await detail(page).getByRole('button', { name: 'Show all' }).click();
    await expect(payload).toContainText('y'.repeat(900));
    await detail(page).getByRole('button', { name: 'Copy payload' }).click();
    const [newest] = await historyRows(data, '--limit', '1');
    expect(JSON.parse(await copied())).toEqual(newest?.payload);
  });

  test('finds an event and snoozes it by the keyboard alone', async ({ house, page }) => {
    const { saymon, host, data } = house;
    await page.goto(`${host.url}&history`);
    for (let n = 0; n < 30; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n} of many` } });
    saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
    await expect(rows(page).first()).toBeVisible();
    await page.keyboard.press('/');
    await page.keyboard.type('trap 17');
    await expect(rows(page)).toHaveText([/Trap 17 of many/]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(detail(page)).toContainText('Trap 17 of many');
    await expect(detail(page)).toBeFocused();
    await page.keyboard.press('s');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Snoozed until .*\d\d:\d\d\./)).toBeVisible();
    await until('the snooze', async () => (await status(data)).snoozed === 1);
    await page.keyboard.press('Escape');
    await expect(detail(page)).toBeHidden();
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await expect(rows(page).first()).toContainText('CPU over 95 %');
  });

  test('marks everything seen, whatever is filtered, and says that streams are hidden where nothing matches', async ({
    house,
    page,
  }) => {
    await page.goto(`${house.host.url}&history&kind=telemetry`);
    await expect(page.getByText('Nothing matches.')).toBeVisible();
    const mark = page.getByRole('button', { name: 'Mark everything seen' });
    await expect(mark).toBeDisabled();
    house.saymon.trap({ level: 2, payload: { text: 'on battery' } });
    await expect(page).toHaveTitle('(1) Tocsin');
    await mark.click();
    await expect(page).toHaveTitle('Tocsin');
    expect((await status(house.data)).unseen).toBe(0);
    await page.getByRole('button', { name: 'Streams are hidden: show them' }).click();
    expect(page.url()).toContain('streams=yes');
    await expect(page.getByText('Nothing matches.')).toBeVisible();

    // What is on the page shows it at once, and that it was taken back.
    await page.goto(`${house.host.url}&history`);
    await page.reload();
    await expect(page.locator('.row', { hasText: 'on battery' })).toBeVisible();
    house.saymon.trap({ level: 3, payload: { text: 'battery low' } });
    const tinted = page.locator('.row.alarm', { hasText: 'battery low' });
    await expect(tinted).toBeVisible();
    await mark.click();
    await expect(page.getByText('Everything is marked seen.')).toBeVisible();
    await expect(tinted).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(tinted).toBeVisible();
    await expect(page).toHaveTitle('(1) Tocsin');
  });

  test('leaves the way back of what was done where something else is said meanwhile', async ({
    house,
    page,
    context,
  }) => {
    const { saymon, host, data } = house;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    for (const text of ['Apples', 'Pears']) saymon.trap({ level: 1, payload: { text } });
    await page.goto(`${host.url}&history`);
    await expect(rows(page)).toHaveCount(2);
    await page.locator('body').press('j');
    await page.keyboard.press('e');
    await expect(page.getByText('1 marked seen.')).toBeVisible();
    await page.keyboard.press('c');
    const copied = page.getByText('Copied.');
    await expect(copied).toBeVisible();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.focus();
    const place = await undo.boundingBox();
    await expect(copied).toBeHidden();
    await expect(undo).toBeFocused();
    expect(await undo.boundingBox()).toEqual(place);
    // What says the same of another event takes its place.
    await page.getByRole('grid').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('c');
    await page.keyboard.press('c');
    await expect(copied).toHaveCount(1);
    await page.keyboard.press('e');
    await expect(copied).toBeHidden();
    await expect(undo).toHaveCount(1);
    expect(await status(data)).toMatchObject({ unseen: 0 });
    await undo.click();
    await expect(undo).toBeHidden();
    await expect.poll(() => status(data)).toMatchObject({ unseen: 1 });
  });

  test('acknowledges by a key, and says by whom it was done', async ({ house, page }) => {
    const { saymon, host } = house;
    await page.goto(`${host.url}&history`);
    const { id } = saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
    await expect(rows(page)).toHaveCount(1);
    await page.locator('body').press('j');
    await page.keyboard.press('a');
    await expect(page.getByText('Acknowledged: UPS-1.')).toBeVisible();
    expect(saymon.incidents.get(id)?.acknowledgedBy).toBeTruthy();
    await page.keyboard.press('Enter');
    await expect(detail(page).getByText(/Acknowledged by /)).toBeVisible();
    await expect(detail(page).getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
  });

  test.describe('of a server with pages of its own', () => {
    test.use({
      settings: {
        of: (saymon: Saymon) => {
          const { servers } = nocSettings(saymon) as { servers: readonly object[] };
          return {
            version: 1,
            servers: servers.map((server) => ({ ...server, webUrl: 'https://noc.example/{type}s/{id}' })),
          };
        },
      },
    });

    test('leads into them at a click, and elsewhere only after it has said where', async ({ house, page }) => {
      const { saymon, host, data } = house;
      await page.goto(`${host.url}&history`);
      saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
      await rows(page).first().click();
      const link = detail(page).getByRole('link', { name: 'Open in NOC' });
      await expect(link).toHaveAttribute('href', /^https:\/\/noc\.example\/.*64bb02/);
      await expect(link).toHaveAttribute('target', '_blank');
      await expect(link).toHaveAttribute('rel', 'noopener noreferrer');

      // The server has moved: what was stored before leads to a host that is its own no more.
      const file = join(data, 'moved.json');
      const moved = { id: 'noc', webUrl: 'https://other.example' };
      await writeFile(file, JSON.stringify({ version: 1, servers: [moved] }));
      expect(await tocsin(['import', file, '--data-dir', data])).toMatchObject({ code: 0 });
      await expect(link).toHaveCount(0);
      await detail(page).getByRole('button', { name: 'Open in NOC' }).click();
      await expect(detail(page).getByRole('alert')).toContainText('noc.example');
      await expect(detail(page).getByRole('link', { name: /noc\.example/ })).toHaveAttribute(
        'href',
        /^https:\/\/noc\.example\//,
      );
    });
  });

  test('takes every letter of a quick hand', async ({ house, page }) => {
    const { saymon, host } = house;
    saymon.trap({ level: 1, payload: { text: 'Apples' } });
    saymon.trap({ level: 1, payload: { text: 'Pears' } });
    await page.goto(host.url);
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    // All of it before the next frame is drawn, from another screen.
    await page.evaluate(async () => {
      for (const key of ['/', 'p']) {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await new Promise<void>((resolve) => queueMicrotask(resolve));
      }
    });
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await page.keyboard.press('/');
    await page.keyboard.type('pear');
    await expect(rows(page)).toHaveText([/Pears/]);
  });

  test('shows in the search what Back has brought, also while it has the focus', async ({ house, page }) => {
    const { saymon, host } = house;
    for (const text of ['Pear 2663', 'Pear 2700']) saymon.trap({ level: 1, payload: { text } });
    await page.goto(`${host.url}&history`);
    await expect(rows(page)).toHaveCount(2);
    const search = page.getByRole('searchbox');
    await page.keyboard.press('/');
    await page.keyboard.type('pear 2663 ');
    await expect(search).toHaveValue('pear 2663 ');
    await expect(rows(page)).toHaveText([/Pear 2663/]);
    await rows(page).click();
    await search.fill('2700');
    await expect(rows(page)).toHaveText([/Pear 2700/]);
    await page.goBack();
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('pear 2663 ');
    await expect(rows(page)).toHaveText([/Pear 2663/]);
    // What is typed goes on from there.
    await search.press('End');
    await page.keyboard.type('x');
    await expect(search).toHaveValue('pear 2663 x');
    await expect(page.getByText('Nothing matches.')).toBeVisible();
    await page.goForward();
    await expect(search).toHaveValue('2700');
  });

  test('leaves the search and the detail also where nothing is listed', async ({ house, page }) => {
    const { saymon, host } = house;
    await page.goto(`${host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    const search = page.getByRole('searchbox');
    await page.keyboard.press('/');
    await expect(search).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    saymon.trap({ level: 1, payload: { text: 'Pears' } });
    await page.keyboard.press('/');
    await page.keyboard.type('pear');
    await expect(rows(page)).toHaveText([/Pears/]);
    const id = await rows(page).getAttribute('data-event');
    await page.goto(`${host.url}&history&event=${id}&text=peach`);
    await expect(page.getByText('Nothing matches.')).toBeVisible();
    await detail(page).getByRole('button', { name: 'Close the detail' }).click();
    await expect(page.getByRole('main')).toBeFocused();
  });

  test('draws a time without the server as a line across the list', async ({ house, page }) => {
    const { saymon, host } = house;
    await page.goto(`${host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    await saymon.kill();
    await expect(page.getByText('NOC is out of reach').first()).toBeVisible();
    await saymon.start();
    const gap = page.locator('.row.gap');
    await expect(gap).toContainText(/NOC was out of reach until .*\d\d:\d\d: /, { timeout: 40_000 });
    await expect(gap.locator('td')).toHaveCount(2);
  });
});

test.describe('a hostile server', () => {
  const texts = [
    '<script>window.ran = 1</script><img src=http://127.0.0.1:1/x onerror="window.ran = 1">',
    '"><svg onload="window.ran = 1"></svg>{{7*7}}',
    'javascript:window.ran=1 data:text/html,<script>window.ran=1</script> https://evil.example/x',
    'turned \u202etxt.exe\u2066 hidden\u200bwidth\u2060here \ufeffend\u0007',
    '=cmd|"/c calc"!A0;=1+1',
    `${'long '.repeat(200_000)}END`,
    '\u200b\u200b\u200b',
    'Z\u0300\u0301\u0302\u0303'.repeat(300),
  ] as const;

  test('is shown as text everywhere, cut, and nothing of it runs', async ({ house, page }) => {
    const { saymon, host } = house;
    const asked: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('dialog', (dialog) => {
      faults.push('a dialog');
      void dialog.dismiss();
    });
    await page.goto(`${host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    for (const text of texts) saymon.openIncident({ entityId: '64bb02', state: '1', text });
    await expect(rows(page)).toHaveCount(texts.length);
    await expect(rows(page).filter({ hasText: '<script>window.ran = 1</script>' }).first()).toBeVisible();

    // Rows stay rows, and a search marks text, not markup.
    for (const row of await rows(page).all()) expect((await row.boundingBox())?.height).toBe(28);
    await page.getByLabel('Search in the history').fill('script');
    await expect(rows(page).locator('mark').first()).toHaveText('script');
    await page.getByLabel('Search in the history').fill('');
    await expect(rows(page)).toHaveCount(texts.length);

    await rows(page).last().click();
    for (const text of texts.toReversed()) {
      await expect(detail(page)).toBeVisible();
      await detail(page).getByText('As received').click();
      await expect(detail(page).locator('pre')).toContainText('changeType');
      const more = detail(page).getByRole('button', { name: 'Show all' });
      if ((await more.count()) > 0) await more.click();
      const shown = await page.locator('#window').evaluate(({ textContent }) => textContent);
      expect(shown, text.slice(0, 40)).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/u);
      // 64 KiB of a payload at most, and a little of each title.
      expect(shown.length, text.slice(0, 40)).toBeLessThan(150_000);
      await page.keyboard.press('k');
    }
    expect(await page.locator('#window script, #window img, #window iframe, #window svg[onload]').count()).toBe(0);
    for (const link of await page.locator('a[href]').all()) {
      expect(await link.getAttribute('href')).toMatch(/^(#|https:\/\/)/);
    }
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Export' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'As CSV, without payloads' }).click();
    const csv = await textOf(await downloading);
    for (const cell of csv.split(/[,;\r\n]"?/)) expect(cell).not.toMatch(/^\s*[=+@-]\D/);
    expect(await page.evaluate(() => (window as unknown as { ran?: number }).ran)).toBeUndefined();
    expect(faults).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(new URL(host.url).origin) && !url.startsWith('blob:'))).toEqual([]);
  });
});
