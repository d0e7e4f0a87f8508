import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { shown } from '../desktop/notices.ts';
import { startSecureFront } from '../faults/secure-front.ts';
import { historyRows, tocsin } from '../host.ts';
import { ownCertificate } from '../own-certificate.ts';
import { startFlamenco } from '../servers/flamenco.ts';
import { boiler, pump, startKamea } from '../servers/kamea.ts';
import { startRackhd } from '../servers/rackhd.ts';
import { until } from '../until.ts';
import { expect, test } from './house.ts';

const label = (page: Page, text: string): Locator => page.getByLabel(text, { exact: true });
const name = (page: Page) => label(page, 'Name (needed)');
const address = (page: Page) => label(page, 'Address (needed)');
const button = (page: Page, text: string) => page.getByRole('button', { name: text, exact: true });
const steps = (page: Page) => page.getByRole('list', { name: 'Connection test' });

async function newServer(page: Page, url: string, kind: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${url}&servers=new:${kind}`);
  await expect(name(page)).toBeVisible();
}

async function openNoc(page: Page, url: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${url}&servers=noc`);
  await expect(name(page)).toHaveValue('NOC');
}

/** The field is marked as wrong, and a screen reader reads why with it. */
async function expectFault(field: Locator, text: string | RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(typeof text === 'string' ? new RegExp(text) : text);
}

const needed = 'Give this: it is needed';

test.describe('a form', () => {
  test('in each of two windows adds a server of its own', async ({ house, page, context }) => {
    const other = await context.newPage();
    const both = [page, other].map((each, n) => [each, `Farm ${n}`] as const);
    for (const [each, called] of both) {
      await newServer(each, house.host.url, 'flamenco');
      await name(each).fill(called);
      await address(each).fill('http://127.0.0.1:1');
    }
    for (const [each, called] of both) {
      await button(each, 'Add').click();
      await expect(each.locator('[data-server^=flamenco-]', { hasText: called })).toBeVisible();
    }
    await expect(page.locator('[data-server^=flamenco-]')).toContainText(['Farm 0', 'Farm 1']);
  });

  test('of SAYMON says at each field what is wrong, and takes what is right', async ({ house, page }) => {
    await newServer(page, house.host.url, 'saymon');
    await button(page, 'Add').click();
    await expectFault(name(page), 'Give it a name');
    await expectFault(address(page), needed);
    await expectFault(label(page, 'Login (needed)'), needed);
    await expectFault(label(page, 'Password (needed)'), needed);
    await expect(name(page)).toBeFocused();

    await name(page).fill('Second');
    for (const [typed, fault] of [
      ['comet.example', 'This is no address'],
      ['ftp://comet.example', 'Begin the address with https://'],
      ['https://me:hunter2@comet.example', 'its own field'],
    ] as const) {
      await address(page).fill(typed);
      await button(page, 'Add').click();
      await expectFault(address(page), fault);
      await expect(address(page)).toHaveValue(typed);
    }
    await address(page).fill(house.saymon.url);
    await label(page, 'REST address').fill('nowhere');
    await label(page, 'Login (needed)').fill('ops');
    await label(page, 'Password (needed)').fill('secret');
    await page.getByText('Advanced', { exact: true }).click();
    await label(page, 'Proxy').fill('http://me:hunter2@proxy');
    await button(page, 'Add').click();
    await expectFault(label(page, 'REST address'), 'This is no address');
    await expectFault(label(page, 'Proxy'), 'its own field');
    await label(page, 'REST address').fill(house.saymon.url);
    await label(page, 'Proxy').fill('none');
    await button(page, 'Add').click();
    await expect(page.locator('[data-server^=saymon-]')).toContainText('online', { timeout: 20_000 });
  });

  test('of Kamea says at each field what is wrong, and takes what is right', async ({ house, page }) => {
    const kamea = await startKamea({ tokens: ['token-1'] });
    await newServer(page, house.host.url, 'kamea');
    await label(page, 'Sign in with (needed)').selectOption('bearer');
    await button(page, 'Add').click();
    await expectFault(name(page), 'Give it a name');
    await expectFault(address(page), needed);
    await expectFault(label(page, 'Token (needed)'), needed);
    await expectFault(label(page, 'Devices (needed)'), /./);
    await name(page).fill('IOT');
    await address(page).fill(kamea.url);
    await label(page, 'API address').fill(kamea.url);
    await label(page, 'Token (needed)').fill('token-1');
    // Without a word of the button beside it.
    await label(page, 'Devices (needed)').fill(boiler.deviceId);
    await button(page, 'Add').click();
    await expect(page.locator('[data-server^=kamea-]')).toContainText('online', { timeout: 20_000 });
    await expect.poll(() => JSON.stringify(kamea.subscriptions())).toContain(boiler.deviceId);
    await kamea.close();
  });

  test('of Flamenco says at each field what is wrong, and takes what is right', async ({ house, page }) => {
    const farm = await startFlamenco();
    const job = farm.addJob({ name: 'shot_010', status: 'active' });
    await newServer(page, house.host.url, 'flamenco');
    await name(page).fill('Farm');
    await address(page).fill('manager.example:8080');
    await button(page, 'Add').click();
    await expectFault(address(page), 'Begin the address with https://');
    await address(page).fill(farm.url);
    // An address that names no job must not be passed over in silence, nor what is typed be lost.
    const tasks = label(page, 'Tasks of');
    await tasks.fill(`${farm.url}/app/workers`);
    await button(page, 'Add').click();
    await expectFault(tasks, 'No id is found in this address');
    await expect(tasks).toBeFocused();
    await expect(page.locator('[data-server^=flamenco-]')).toHaveCount(0);
    await tasks.fill(`${farm.url}/app/jobs/${job.id}`);
    await button(page, 'Add').click();
    await expect(page.locator('[data-server^=flamenco-]')).toContainText('online', { timeout: 20_000 });
    await expect.poll(() => farm.sockets().flatMap(({ asked }) => asked)).toContain(`subscribe job ${job.id}`);

    // What is stored is called by its name when the form is opened again, with the id beside it.
    const added = await page.locator('[data-server^=flamenco-]').getAttribute('data-server');
    await page.goto('about:blank');
    await page.goto(`${house.host.url}&servers=${added}`);
    await expect(page.locator('.picker li')).toContainText([`shot_010 ${job.id}`]);
    await farm.close();
  });

  test('of RackHD says at each field what is wrong, and takes what is right', async ({ house, page }) => {
    const racks = await startRackhd();
    await newServer(page, house.host.url, 'rackhd');
    await name(page).fill('Racks');
    await address(page).fill('ws://me:hunter2@rackhd.example:9100');
    await button(page, 'Add').click();
    await expectFault(address(page), 'its own field');
    await address(page).fill(racks.url);
    await page.getByText('As JSON').click();
    const watches = page.getByRole('textbox', { name: 'Also watch: As JSON' });
    await watches.fill('[{"resource": 5}]');
    await button(page, 'Add').click();
    await expect(page.locator('.field.entries .fault')).toBeVisible();
    await expect(watches).toHaveAttribute('aria-invalid', 'true');
    await watches.fill('[{"resource": "mq", "params": {"exchange": "on.events", "routingKey": "graph.started.#"}}]');
    await button(page, 'Add').click();
    await expect(page.locator('[data-server^=rackhd-]')).toContainText('online', { timeout: 20_000 });
    await expect.poll(() => racks.subscriptions()).toContain('on.events graph.started.#');
    await racks.close();
  });

  test('says what a choice means, and what holds where none is stored', async ({ house, page }) => {
    await newServer(page, house.host.url, 'saymon');
    const way = label(page, 'Sign in with (needed)');
    await expect(way).toHaveAccessibleDescription(/REST address, which is needed/);
    await way.selectOption('session');
    await expect(way).toHaveAccessibleDescription('Ends when the session does');

    const racks = await startRackhd();
    const file = join(house.data, 'racks.json');
    const server = { id: 'racks', name: 'Racks', protocol: 'rackhd', url: racks.url };
    await writeFile(file, JSON.stringify({ version: 1, servers: [server] }));
    expect(await tocsin(['import', file, '--data-dir', house.data])).toMatchObject({ code: 0 });
    await page.goto('about:blank');
    await page.goto(`${house.host.url}&servers=racks`);
    await expect(label(page, 'Workflow logs')).toHaveValue('off');
    await racks.close();
  });

  test('calls what is chosen by its name when it is opened again', async ({ house, page }) => {
    house.saymon.entities.set('64cc01', { id: '64cc01', name: 'uplink', type: 2 });
    await openNoc(page, house.host.url);
    await label(page, 'Statistics of').fill('2:64cc01');
    await page.getByLabel('Add a condition to Incident filter').selectOption('Object or link');
    await page.getByRole('textbox', { name: 'Object or link' }).fill('objects-64bb02');
    await button(page, 'Save').click();
    await expect(page.getByText('NOC is saved.')).toBeVisible();
    const tile = page.locator('[data-server=noc]');
    await expect(tile).toContainText('online');
    await openNoc(page, house.host.url);
    await expect(page.locator('.picker li')).toHaveText([/^uplink 2:64cc01/]);
    await expect(page.getByRole('group', { name: 'Object or link' })).toContainText('UPS-1');
    await expect(page.locator('.fault')).toHaveCount(0);
  });
});

test.describe('the test of a connection', () => {
  test('stops at the step that fails, with the cause and what to do, for each kind of server', async ({
    house,
    page,
  }) => {
    test.setTimeout(120_000);
    const { saymon, host } = house;
    const kamea = await startKamea({ tokens: ['token-1'] });
    const farm = await startFlamenco();
    const racks = await startRackhd();
    const front = await startSecureFront(kamea.port, ownCertificate());
    const secure = `https://127.0.0.1:${front.port}`;
    const ws = (url: string) => url.replace(/^http/, 'ws');
    const signIn = async (kind: string) => {
      if (kind === 'saymon') {
        await label(page, 'Sign in with (needed)').selectOption('session');
        await label(page, 'Session id (needed)').fill('session-1');
      }
      if (kind === 'kamea') {
        await label(page, 'Sign in with (needed)').selectOption('bearer');
        await label(page, 'Token (needed)').fill('token-1');
        await label(page, 'Devices (needed)').fill(`${pump.deviceId}, ${pump.tenantId}`);
      }
    };
    const broken: readonly (readonly [kind: string, url: string, step: string, said: RegExp])[] = [
      ['saymon', 'http://nowhere.invalid', 'Find the name', /The name nowhere\.invalid is not known\. Check the name/],
      ['kamea', 'http://nowhere.invalid', 'Find the name', /is the VPN up/],
      ['flamenco', 'http://nowhere.invalid', 'Find the name', /is not known/],
      ['rackhd', 'ws://nowhere.invalid', 'Find the name', /is not known/],
      ['saymon', 'http://127.0.0.1:9', 'Reach address and port', /Nothing answers at 127\.0\.0\.1:9\. Check address/],
      ['kamea', 'http://127.0.0.1:9', 'Reach address and port', /whether the server runs/],
      ['flamenco', 'http://127.0.0.1:9', 'Reach address and port', /Nothing answers/],
      ['rackhd', 'ws://127.0.0.1:9', 'Reach address and port', /Nothing answers/],
      ['saymon', secure, 'Encrypt the line', /authority that this computer does not trust\. Give its CA file/],
      ['kamea', secure, 'Encrypt the line', /does not trust/],
      ['flamenco', secure, 'Encrypt the line', /does not trust/],
      ['rackhd', ws(secure), 'Encrypt the line', /does not trust/],
      ['saymon', racks.url.replace('ws', 'http'), 'Connect', /plain WebSocket.*RackHD/],
      ['kamea', `${kamea.url}/jobs`, 'Connect', /does not know the namespace/],
      ['flamenco', saymon.url, 'Connect', /speaks Socket\.IO 4.*SAYMON or Kamea/],
      ['rackhd', ws(saymon.url), 'Connect', /speaks Socket\.IO 4/],
    ];
    for (const [kind, url, step, said] of broken) {
      await newServer(page, host.url, kind);
      await name(page).fill('Broken');
      await address(page).fill(url);
      await signIn(kind);
      await button(page, 'Test').click();
      const failed = steps(page).locator('.failed');
      await expect(failed, `${kind} ${url}`).toContainText(`${step}: fails`, { timeout: 15_000 });
      await expect(failed, `${kind} ${url}`).toContainText(said);
      // It stops there: what comes before has passed, and nothing comes after.
      await expect(steps(page).locator('li').last()).toHaveClass(/failed/);
      for (const before of (await steps(page).locator('li').allTextContents()).slice(0, -1)) {
        expect(before).toContain('works');
      }
    }
    await Promise.all([front.close(), kamea.close(), farm.close(), racks.close()]);
  });

  test('goes as far as the sign-in and the subscriptions', async ({ house, page }) => {
    const kamea = await startKamea({ tokens: ['token-1'] });
    const farm = await startFlamenco();
    const racks = await startRackhd();
    const failed = steps(page).locator('.failed');

    await newServer(page, house.host.url, 'kamea');
    await name(page).fill('IOT');
    await address(page).fill(kamea.url);
    await label(page, 'Sign in with (needed)').selectOption('bearer');
    await label(page, 'Token (needed)').fill('wrong');
    await label(page, 'Devices (needed)').fill(`${pump.deviceId}, ${pump.tenantId}`);
    await button(page, 'Test').click();
    await expect(failed).toContainText(/Sign in: fails.*The sign-in is refused or has ended/);
    kamea.denied.add(pump.deviceId);
    await label(page, 'Token (needed)').fill('token-1');
    await button(page, 'Test').click();
    await expect(failed).toContainText('Subscribe: fails');
    kamea.denied.clear();
    await button(page, 'Test').click();
    await expect(steps(page)).toContainText('Subscribe: works');
    await expect(failed).toHaveCount(0);

    await newServer(page, house.host.url, 'flamenco');
    await name(page).fill('Farm');
    await address(page).fill(farm.url);
    farm.answers.set('allWorkers', 'unknown subscription type, ignoring request');
    await button(page, 'Test').click();
    await expect(failed).toContainText(/Subscribe: fails.*unknown subscription type/);

    await newServer(page, house.host.url, 'rackhd');
    await name(page).fill('Racks');
    await address(page).fill(racks.url);
    racks.exchanges.delete('on.events');
    await button(page, 'Test').click();
    await expect(failed).toContainText('Subscribe: fails');
    await Promise.all([kamea.close(), farm.close(), racks.close()]);
  });

  test('says of its steps that they are old once the form has changed', async ({ house, page }) => {
    await openNoc(page, house.host.url);
    const old = page.getByText('This was tested before the last change: test again.');
    await button(page, 'Test').click();
    await expect(steps(page)).toContainText('Subscribe: works');
    await expect(button(page, 'Test')).toBeVisible({ timeout: 20_000 });
    await expect(old).toBeHidden();
    await expect(steps(page)).toContainText('Receive: nothing came yet');
    const url = await address(page).inputValue();
    await address(page).fill('http://127.0.0.1:9');
    await expect(old).toBeVisible();
    await address(page).fill(url);
    await expect(old).toBeHidden();
  });
});

test('a server is muted, switched off and on, and what is said of it stays true', async ({ house, page }) => {
  const { desktop, saymon, host, data } = house;
  await openNoc(page, host.url);
  const tile = page.locator('[data-server=noc]');
  saymon.openIncident({ entityId: '64bb02', state: '4', text: 'Before the mute' });
  await shown(desktop.notices, /UPS-1/);
  await expect(tile).toContainText('Last event');

  await button(page, 'Mute').click();
  await expect(tile.locator('.chip')).toHaveText('muted');
  saymon.openIncident({ entityId: '64bb03', state: '4', text: 'While muted' });
  const held = await until('it to be decided', async () =>
    (await historyRows(data)).find(({ title, decision }) => title === 'While muted' && decision.outcome !== 'pending'),
  );
  expect(held.decision).toMatchObject({ outcome: 'silenced', reason: 'muted-server' });
  await button(page, 'Unmute').click();
  await expect(tile.locator('.chip')).toHaveCount(0);

  await button(page, 'Switch off').click();
  await expect(tile.locator('.state')).toHaveText('off');
  // Switching it off ends its line, and not the memory of what came over it.
  await expect(tile).toContainText('Last event');
  await until('its line to end', () => saymon.subscriptions().length === 0);
  await button(page, 'Switch on').click();
  await expect(tile.locator('.state')).toHaveText('online');
  await expect(tile).toContainText('Last event');
});
