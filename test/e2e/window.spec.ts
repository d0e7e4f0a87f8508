import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { shown } from '../desktop/notices.ts';
import { startHost, tocsin } from '../host.ts';
import { boiler, pump, startKamea } from '../servers/kamea.ts';
import { until } from '../until.ts';
import { expect, status, test } from './house.ts';

test.describe('the window', () => {
  test('searches, filters, moves by keys, and keeps its place in the address', async ({ house, page }) => {
    const { saymon, host, data } = house;
    await page.goto(`${host.url}&history`);
    expect(page.url()).not.toContain('token');
    saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
    saymon.trap({
      level: 1,
      payload: { senderAddress: '10.0.0.9', trapOid: '.1.3.6.1.4.1.318.0.5', text: 'on battery' },
    });
    await expect(page.locator('.row')).toHaveCount(2);

    await page.keyboard.press('/');
    await expect(page.getByLabel('Search in the history')).toBeFocused();
    await page.keyboard.type('10.0.0.9');
    await expect(page.locator('.row')).toHaveCount(1);
    await expect(page.locator('.row')).toContainText('on battery');
    expect(page.url()).toContain('text=10.0.0.9');
    await page.reload();
    await expect(page.locator('.row')).toHaveCount(1);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(page.locator('.row')).toHaveCount(2);

    await page.getByLabel('Kind').selectOption('incident');
    await expect(page.locator('.row')).toHaveCount(1);
    await page.getByLabel('Kind').selectOption('');
    await page.getByLabel('Severity').selectOption('critical');
    await expect(page.locator('.row')).toHaveCount(1);
    await page.getByLabel('Server').selectOption('noc');
    await expect(page.locator('.row')).toHaveCount(1);
    await page.getByLabel('Search in the history').fill('zebra');
    await expect(page.getByText('Nothing matches.')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expect(page.locator('.row')).toHaveCount(2);

    const detail = page.getByRole('complementary', { name: 'Event' });
    await page.locator('body').press('j');
    await page.keyboard.press('j');
    await expect(page.locator('.row.at')).toContainText('CPU over 95 %');
    await expect(detail).toBeHidden();
    // Moving past a row has not marked it seen; opening it does.
    expect(await status(data)).toMatchObject({ unseen: 2 });
    await page.keyboard.press('Enter');
    await expect(detail).toBeFocused();
    await expect(detail).toContainText('CPU over 95 %');
    await expect(detail).toContainText('Shown');
    await until('the open event to be seen', async () => (await status(data)).unseen === 1);
    await page.keyboard.press('k');
    await expect(detail).toContainText('on battery');
    await page.keyboard.press('Escape');
    await expect(detail).toBeHidden();
    await expect(page.getByRole('grid', { name: 'Events, newest first' })).toBeFocused();
  });

  test('keeps to what is searched for, also when it has to begin anew meanwhile', async ({ house, page }) => {
    const { saymon, host } = house;
    const held: (() => void)[] = [];
    // From `lossy` on one update is lost, the next one tells that, and all others are lost too.
    let lossy = false;
    let lost = 0;
    await page.routeWebSocket(/./, (socket) => {
      socket.connectToServer().onMessage((message) => {
        if ('update' in JSON.parse(String(message))) {
          if (!lossy || lost++ === 1) socket.send(message);
        } else if (lossy && held.length === 0) held.push(() => socket.send(message));
        else socket.send(message);
      });
    });
    await page.goto(`${host.url}&history`);
    saymon.openIncident({ entityId: '64bb02', state: '1', text: 'Disk is full' });
    await expect(page).toHaveTitle('(1) Tocsin');
    await expect(page.locator('.row')).toHaveText([/Disk is full/]);
    lossy = true;
    saymon.openIncident({ entityId: '64bb03', state: '1', text: 'CPU over 95 %' });
    await until('the window to begin anew', () => held.length > 0);
    await page.getByLabel('Search in the history').fill('CPU');
    await expect(page.locator('.row')).toHaveText([/CPU over 95 %/]);
    for (const release of held) release();
    await expect(page).toHaveTitle('(2) Tocsin');
    await expect(page.locator('.row')).toHaveText([/CPU over 95 %/]);
  });

  test('lets new events in without moving what is being read', async ({ house, page }) => {
    const { saymon, host } = house;
    for (let n = 0; n < 60; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await page.goto(`${host.url}&history`);
    await expect(page.locator('.row').first()).toContainText('Trap 59.');
    await page.locator('.scroll').evaluate((scroller) => scroller.scrollTo({ top: 400 }));
    const top = await page.locator('.row').first().textContent();
    for (let n = 60; n < 72; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await page.getByRole('button', { name: '12 new' }).click();
    await expect(page.locator('.row').first()).toContainText('Trap 71.');
    expect(top).not.toContain('Trap 71.');
  });

  test('has the browser scroll what it has painted, instead of painting it for each frame', async ({ house, page }) => {
    const { saymon, host } = house;
    for (let n = 0; n < 60; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await page.goto(`${host.url}&history`);
    await expect(page.locator('.row').first()).toContainText('Trap 59.');
    const chromium = await page.context().newCDPSession(page);
    let heights: readonly number[] = [];
    chromium.on('LayerTree.layerTreeDidChange', ({ layers }) => {
      if (layers !== undefined) heights = layers.map(({ height }) => height);
    });
    await chromium.send('DOM.enable');
    await chromium.send('LayerTree.enable');
    // Layers are told with the next frame. What is scrolled as it was painted has one as high as its 60 rows of 28 px.
    await expect
      .poll(async () => {
        await page.locator('.scroll').evaluate((scroller) => scroller.scrollBy({ top: 1 }));
        return heights;
      })
      .toContain(60 * 28);
  });

  test('takes in older rows when the browser has nothing else to do, and none of another filter', async ({
    house,
    page,
  }) => {
    const { saymon, host, data } = house;
    const beAtLeisure = await holdLeisure(page);
    for (let n = 0; n < 20; n++) saymon.openIncident({ entityId: `64bb${n}`, state: '1', text: `Incident ${n}.` });
    for (let n = 0; n < 110; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    const asked: string[] = [];
    const answered: string[] = [];
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => asked.push(String(payload)));
      socket.on('framereceived', ({ payload }) => answered.push(String(payload)));
    });
    /** Goes to the end until so many older pages have been answered. */
    const older = (pages: number) =>
      until('an older page', async () => {
        await scroll(page, 100_000);
        const ids = asked.filter((each) => each.includes('history.page')).map((each) => JSON.parse(each).id);
        return ids.filter((id) => answered.some((each) => each.startsWith(`{"id":${id},`))).length === pages;
      });
    const rows = page.locator('#rows');
    await expect.poll(() => status(data).then(({ unseen }) => unseen)).toBe(130);
    await page.goto(`${host.url}&history`);
    await expect(rows).toHaveAttribute('aria-rowcount', '101');
    await older(1);
    await expect(rows).toHaveAttribute('aria-rowcount', '101');
    await beAtLeisure();
    await expect(rows).toHaveAttribute('aria-rowcount', '131');

    await page.reload();
    await expect(rows).toHaveAttribute('aria-rowcount', '101');
    await older(2);
    // Its first hundred rows are the same ones.
    await page.getByLabel('Kind').selectOption('trap');
    await expect(page.getByText('110 events', { exact: true })).toBeVisible();
    await until('all traps and nothing else', async () => {
      await beAtLeisure();
      await scroll(page, 100_000);
      return (await rows.getAttribute('aria-rowcount')) === '111';
    });
    await expect(page.locator('.row').last()).toContainText('Trap 0.');
  });

  test('opens, and takes in older rows, in a browser that does not tell when it is idle', async ({ house, page }) => {
    const { saymon, host, data } = house;
    await page.addInitScript(() => Reflect.deleteProperty(window, 'requestIdleCallback'));
    for (let n = 0; n < 110; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await expect.poll(() => status(data).then(({ unseen }) => unseen)).toBe(110);
    await page.goto(`${host.url}&history`);
    expect(await page.evaluate(() => 'requestIdleCallback' in window)).toBe(false);
    await expect(page.locator('.row').first()).toContainText('Trap 109.');
    await until('the oldest row', async () => {
      await scroll(page, 100_000);
      return (await page.locator('.row', { hasText: 'Trap 0.' }).count()) > 0;
    });
  });

  test('holds still what is read while older rows push the newest ones out', async ({ house, page }) => {
    const { saymon, host } = house;
    await page.goto(`${host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    for (let n = 0; n < 2_300; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await expect(page.locator('.row', { hasText: 'Trap 2299.' })).toBeVisible();
    const scrollPx = 560;
    let top = await scroll(page, 0);
    const moved: number[] = [];
    await until(
      'the oldest rows',
      async () => {
        const next = await scroll(page, scrollPx);
        moved.push(top - next);
        top = next;
        return (await page.locator('.row', { hasText: /Trap 0\./ }).count()) > 0;
      },
      40_000,
    );
    // Rows are 28 px high.
    expect(Math.max(...moved)).toBeLessThanOrEqual(scrollPx / 28 + 1);
    const read = await scroll(page, -10 * scrollPx);
    expect(read).toBeGreaterThan(top);
    // Once the list stands still it is as long as its 2,000 rows, and what is read is where it was.
    await expect(page.locator('#rows')).toHaveAttribute('aria-rowcount', '2001');
    expect(await scroll(page, 0)).toBe(read);
    await expect(page.getByRole('button', { name: /^\d+ new$/ })).toBeVisible();
    await page.getByLabel('Search in the history').fill('trap');
    await expect(page.locator('.row', { hasText: 'Trap 2299.' })).toBeInViewport();
  });

  test('shows the newest rows again after a list that was scrolled is left', async ({ house, page }) => {
    const { saymon, host, data } = house;
    for (let n = 0; n < 40; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await expect.poll(() => status(data).then(({ unseen }) => unseen)).toBe(40);
    await page.goto(`${host.url}&history`);
    await expect(page.locator('.row').first()).toContainText('Trap 39.');
    await scroll(page, 400);
    await expect(page.locator('.row', { hasText: 'Trap 39.' })).toHaveCount(0);
    saymon.trap({ level: 1, payload: { text: 'While it is read.' } });
    const newer = page.getByRole('button', { name: /^1 new$/ });
    await expect(newer).toBeVisible();
    await page.keyboard.press('1');
    await expect(newer).toBeHidden();
    saymon.trap({ level: 1, payload: { text: 'While nobody reads.' } });
    await expect(page).toHaveTitle('(42) Tocsin');
    await page.keyboard.press('2');
    await expect(page.locator('.row').first()).toContainText('While nobody reads.');
    await expect(page.getByRole('button', { name: /^\d new$/ })).toBeHidden();
    saymon.trap({ level: 1, payload: { text: 'At its top.' } });
    await expect(page.locator('.row').first()).toContainText('At its top.');
  });

  test('gives up the room of newer rows that it let go only where it stands still', async ({ house, page }) => {
    const { saymon, host } = house;
    // An older page that is still on its way would have more rows let go.
    const beAtLeisure = await holdLeisure(page);
    await page.addInitScript(() => {
      const real = window.setTimeout;
      // The list waits 200 ms until it calls itself still; here, until the test does.
      const still: (() => void)[] = [];
      const held = (run: () => void, ms?: number) => (ms === 200 ? -still.push(run) : real(run, ms));
      Object.assign(window, { setTimeout: held, standStill: () => still.at(-1)?.() });
    });
    await page.goto(`${host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    for (let n = 0; n < 2_600; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await expect(page.locator('.row', { hasText: 'Trap 2599.' })).toBeVisible();
    const count = async () => Number(await page.locator('#rows').getAttribute('aria-rowcount'));
    const down = () => scroll(page, 100_000);
    const letGo = async () => {
      await down();
      await beAtLeisure();
      return (await count()) > 2_001;
    };
    await until('rows to be let go', letGo, 40_000);
    const end = await down();
    // Scrolled up by ten rows, which it is not told before its next frame.
    await page.locator('.scroll').evaluate((scroller) => {
      scroller.scrollTop -= 280;
      (window as unknown as { standStill(): void }).standStill();
    });
    expect(await scroll(page, 0)).toBe(end + 10);
    expect(await count()).toBe(2_001);

    await until('rows to be let go', letGo, 40_000);
    await scroll(page, -100_000);
    await expect(page.locator('.row').first()).toHaveAttribute('aria-rowindex', '2');
    await expect(page.locator('.row').first()).toBeInViewport();
    expect(await count()).toBe(2_001);
  });

  test('adds, tests, changes, removes and brings back a server', async ({ house, page }) => {
    const { saymon, host } = house;
    await page.goto(`${host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    await page.keyboard.press('3');
    await page.getByRole('button', { name: 'Add a server' }).click();
    await page.getByRole('button', { name: /^SAYMON/ }).click();
    await page.getByLabel('Name (needed)').fill('Second');
    await page.getByLabel('Address (needed)').fill('nowhere');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'This is no address' })).toBeVisible();
    await page.getByLabel('Address (needed)').fill(saymon.url);
    await page.getByLabel('REST address').fill(saymon.url);
    await page.getByLabel('Login (needed)').fill('ops');
    await page.getByLabel('Password (needed)').fill('wrong');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    const steps = page.getByRole('list', { name: 'Connection test' });
    await expect(steps).toContainText('Sign in: fails');
    await expect(steps).toContainText('The sign-in is refused or has ended');
    await page.getByLabel('Password (needed)').fill('secret');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(steps).toContainText('Subscribe: works');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const tile = page.locator('[data-server^=saymon-]');
    await expect(tile).toContainText('online');
    await expect(page.getByLabel('Password (needed)')).toHaveValue('');

    // A secret that is typed and taken back is still the one that is kept; saving does not undo the switch.
    await page.getByLabel('Password (needed)').fill('mistyped');
    await page.getByLabel('Password (needed)').fill('');
    await expect(page.getByLabel('Password (needed)')).toHaveAttribute('placeholder', /kept/);
    await page.getByLabel('Name (needed)').fill('Second plant');
    await page.getByRole('button', { name: 'Switch off' }).click();
    await expect(tile).toContainText('off');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(tile).toContainText('Second plant');
    await expect(page.getByText('Not saved yet')).toBeHidden();
    await expect(tile).toContainText('off');
    await page.getByRole('button', { name: 'Switch on' }).click();
    await expect(tile).toContainText('online');
    await page.getByRole('button', { name: 'Remove' }).click();
    await expect(tile).toBeHidden();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(tile).toContainText('online');
  });

  test('picks devices by name from the server, and takes a pasted id', async ({ house, page }) => {
    const kamea = await startKamea({ tokens: ['token-1'] });
    await page.goto(`${house.host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    await page.keyboard.press('3');
    await page.getByRole('button', { name: 'Add a server' }).click();
    await page.getByRole('button', { name: /^Kamea/ }).click();
    await page.getByLabel('Name (needed)').fill('IOT');
    await page.getByLabel('Address (needed)', { exact: true }).fill(kamea.url);
    await page.getByLabel('Sign in with').selectOption('bearer');
    await page.getByLabel('Token (needed)').fill('wrong');
    await page.getByLabel('API address').fill(kamea.url);
    const choose = page.getByRole('button', { name: 'Choose from the server' }).first();
    await choose.click();
    await expect(page.getByText(/The sign-in is refused or has ended.*Sign in again\./)).toBeVisible();
    await page.getByLabel('Token (needed)').fill('token-1');
    await choose.click();
    const offers = page.getByRole('group', { name: 'What the server has' });
    await page.getByLabel('Search what the server has').fill('pump');
    await offers.getByRole('checkbox', { name: /Pump 7/ }).check();
    await expect(offers.getByRole('checkbox')).toHaveCount(1);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByLabel('Devices (needed)').fill(boiler.deviceId);
    await page.keyboard.press('Enter');
    const items = page.locator('.picker li');
    await expect(items).toHaveText([
      new RegExp(`^Pump 7 ${pump.deviceId}`),
      new RegExp(boiler.deviceId),
      /telemetries/,
    ]);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.locator('[data-server^=kamea-]')).toContainText('online', { timeout: 20_000 });
    expect(kamea.subscriptions()[0]?.asked).toHaveLength(2);
    await kamea.close();
  });

  test('shows at a server how the last message began that could not be read', async ({ house, page }) => {
    const { saymon, host, data } = house;
    saymon.raw('42[<b>torn');
    await page.goto(`${host.url}&history`);
    await expect(page.getByText('A message could not be read').first()).toBeVisible();
    await page.keyboard.press('3');
    await page.locator('[data-server=noc] .plain').click();
    await page.getByText(/One message could not be read at/).click();
    await expect(page.locator('.unread pre')).toHaveText('2[<b>torn');
    const log = await readFile(join(data, 'logs', 'tocsin.log'), 'utf8');
    expect(log).toContain('NOC: a message of 9 bytes could not be read.');
    expect(log).toContain(': 2[<b>torn');
  });

  test('says that it is paused, and goes on at a click', async ({ house, page }) => {
    await page.goto(`${house.host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    await tocsin(['pause', '15m', '--data-dir', house.data]);
    await expect(page.getByText(/Tocsin is paused until .*\d\d:\d\d/)).toBeVisible();
    const incident = house.saymon.openIncident({ text: 'While paused' });
    await expect(page.locator('.row', { hasText: 'While paused' })).toContainText('Held back');
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(page.getByText(/Tocsin is paused/)).toBeHidden();
    await shown(house.desktop.notices, /^1 event while paused/);
    house.saymon.closeIncident(incident.id);
  });

  test('fits a narrow window, where one thing is shown at a time', async ({ house, page }) => {
    const { saymon, host } = house;
    await page.setViewportSize({ width: 320, height: 480 });
    saymon.openIncident({ text: 'CPU over 95 %' });
    await page.goto(`${host.url}&history`);
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    await expect(page.locator('.row').getByText('CPU over 95 %')).toBeInViewport();
    expect(await sideways()).toBe(false);
    await page.getByRole('button', { name: 'Servers' }).click();
    await page.locator('[data-server=noc]').getByRole('button', { name: 'NOC' }).click();
    await expect(page.getByLabel('Name (needed)')).toBeInViewport();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Connection test' })).toContainText('Subscribe: works');
    await expect(page.getByRole('list', { name: 'Connection test' })).toBeInViewport();
    expect(await sideways()).toBe(false);
    await page.getByRole('button', { name: 'All servers' }).click();
    await expect(page.locator('[data-server=noc]')).toBeInViewport();
  });

  test('says that Tocsin has gone, and comes back by itself', async ({ house, page }) => {
    const { desktop, host, data } = house;
    const port = new URL(host.url).port;
    await page.goto(`${host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    await host.kill();
    await expect(page.getByText('This page lost Tocsin.')).toBeVisible();
    const again = await startHost(data, desktop.env, [], `127.0.0.1:${port}`);
    await expect(page.getByText('This page lost Tocsin.')).toBeHidden({ timeout: 20_000 });
    expect(await again.stop()).toBe(0);
  });

  test('keeps what is being read where it is while Tocsin is away and comes back', async ({ house, page }) => {
    const { desktop, saymon, host, data } = house;
    let away = false;
    await page.routeWebSocket(/\/socket$/, (socket) => {
      if (away) void socket.close();
      else socket.connectToServer();
    });
    for (let n = 0; n < 130; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await expect.poll(() => status(data).then(({ unseen }) => unseen)).toBe(130);
    await page.goto(`${host.url}&history`);
    await expect(page.locator('.row').first()).toContainText('Trap 129.');
    const read = page.locator('.row', { hasText: 'Trap 5.' });
    await until('the oldest rows', async () => {
      await scroll(page, 100_000);
      return (await read.count()) > 0;
    });
    // Room for the line that says that Tocsin has gone: at its very end a list has none.
    await scroll(page, -84);
    const place = await read.boundingBox();

    away = true;
    await host.stop();
    await expect(page.getByText('This page lost Tocsin.')).toBeVisible();
    const again = await startHost(data, desktop.env, [], `127.0.0.1:${new URL(host.url).port}`);
    await until('its server', async () => (await status(data)).servers.every(({ state }) => state === 'online'));
    for (let n = 130; n < 142; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await expect.poll(() => status(data).then(({ unseen }) => unseen)).toBeGreaterThanOrEqual(142);
    away = false;
    await expect(page.getByText('This page lost Tocsin.')).toBeHidden({ timeout: 20_000 });
    const newer = page.getByRole('button', { name: /^1\d new$/ });
    await expect(newer).toBeVisible();
    expect(await read.boundingBox()).toEqual(place);
    await newer.click();
    await expect(page.locator('.row', { hasText: 'Trap 141.' })).toBeInViewport();
    await expect(newer).toBeHidden();
    await again.stop();
  });

  test('says how to come in where the token is not the right one', async ({ house, page }) => {
    await page.goto(`${new URL(house.host.url).origin}/#token=wrong`);
    await expect(page.getByText('This address does not open Tocsin')).toBeVisible();
    await expect(page.getByText('tocsin serve --open')).toBeVisible();
  });

  test('shows what a server sends as text, never as markup', async ({ house, page }) => {
    const { saymon, host } = house;
    const asked: string[] = [];
    page.on('dialog', (dialog) => void dialog.dismiss());
    page.on('request', (request) => void asked.push(request.url()));
    await page.goto(`${host.url}&history`);
    saymon.openIncident({ text: '<img src=http://127.0.0.1:1/x onerror=alert(1)>' });
    await expect(page.locator('.row')).toContainText('<img src=http://127.0.0.1:1/x onerror=alert(1)>');
    await page.locator('.row').click();
    await until('the payload', () => page.locator('.detail pre').count());
    expect(await page.locator('img').count()).toBe(0);
    saymon.openIncident({ entityId: '64bb03', text: 'turned \u202etxt.exe' });
    await page.keyboard.press('Escape');
    const turned = page.locator('.row', { hasText: 'turned' });
    await turned.click();
    await page.getByText('As received').click();
    await expect(page.locator('.detail pre')).toContainText('turned \\u202etxt.exe');
    await expect(page.locator('body')).not.toContainText('\u202e');
    expect(asked.filter((url) => !url.startsWith(new URL(host.url).origin))).toEqual([]);
  });

  test('tells at a server when the last event came', async ({ house, page }) => {
    await page.goto(`${house.host.url}&history`);
    await page.getByRole('button', { name: 'Servers' }).click();
    const tile = page.locator('[data-server=noc]');
    await expect(tile).toContainText('No event since the start.');
    house.saymon.trap({ level: 1, payload: { text: 'on battery' } });
    await expect(tile).toContainText('Last event');
  });

  test('says why nothing was shown where there is no notification daemon', async ({ house, page }) => {
    const { desktop, saymon, host } = house;
    await desktop.endDaemon();
    await page.goto(`${host.url}&history`);
    saymon.openIncident({ state: '1', text: 'Unheard' });
    await expect(page.locator('.row')).toContainText('Failed');
    await expect(page.getByText('Notifications cannot be shown')).toBeVisible();
    await page.locator('.row').click();
    await expect(page.locator('.detail')).toContainText(/Not shown: .*could not show a notification/);
  });
});

/** The browser calls itself idle only when it is told to. */
async function holdLeisure(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const leisure: (() => void)[] = [];
    Object.assign(window, {
      requestIdleCallback: (run: () => void) => leisure.push(run),
      beAtLeisure: () => {
        for (const run of leisure.splice(0)) run();
      },
    });
  });
  return () => page.evaluate(() => (window as unknown as { beAtLeisure(): void }).beAtLeisure());
}

/** Scrolls the list; the id of the first row that is then in sight. Ids count up as events come. */
function scroll(page: Page, byPx: number): Promise<number> {
  return page.locator('.scroll').evaluate(async (scroller, px) => {
    scroller.scrollTop += px;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const { top } = scroller.getBoundingClientRect();
    const rows = [...scroller.querySelectorAll('.row')];
    const ids = rows.flatMap((row) => (row.getBoundingClientRect().top >= top ? [row.getAttribute('data-event')] : []));
    return Math.max(...ids.map(Number));
  }, byPx);
}
