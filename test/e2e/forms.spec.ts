import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { startFlamenco } from '../servers/flamenco.ts';
import { startRackhd } from '../servers/rackhd.ts';
import { expect, test } from './house.ts';
import { tabTo } from './keyboard.ts';

async function openServer(page: Page, url: string, id: string): Promise<void> {
  await page.goto(`${url}`);
  await page.goto(`${new URL(url).origin}/#servers=${id}`);
  await expect(page.getByLabel('Name (needed)')).toBeVisible();
}

test('a filter of incidents is made in the form, and the server filters by it', async ({ house, page }) => {
  const { saymon, host } = house;
  await openServer(page, host.url, 'noc');
  const add = page.getByLabel('Add a condition to Incident filter');
  await add.selectOption('Level');
  await page.getByRole('checkbox', { name: 'Alarm' }).check();
  await page.getByRole('checkbox', { name: 'Major' }).check();
  await page.getByLabel('Level: further ids').fill('64ff01');
  await add.selectOption('Object or link');
  const object = page.getByRole('textbox', { name: 'Object or link' });
  await object.fill('https://saymon.example/elsewhere');
  await expect(page.getByText('No id is found in this address: paste the id itself')).toBeVisible();
  const row = page.getByRole('group', { name: 'Object or link' });
  await row.getByRole('button', { name: 'Choose from the server' }).click();
  await row.getByRole('checkbox', { name: /UPS-1/ }).check();
  await expect(object).toHaveValue('objects-64bb02');
  await row.getByRole('button', { name: 'Done' }).click();
  await add.selectOption('Text');
  await page.getByLabel('Text: how it is compared').selectOption('does not contain');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('test');
  await add.selectOption('Class');
  await page.getByRole('textbox', { name: 'Class', exact: true }).fill('34');
  await add.selectOption('Tag');
  await page.getByRole('textbox', { name: 'Tag', exact: true }).fill('628f');
  await add.selectOption('Below the object');
  await page.getByRole('textbox', { name: 'Below the object' }).fill('https://saymon.example/objects/62fc3d');
  const filter = {
    filter: [
      '$and',
      [
        ['severity', [1, 4, '64ff01']],
        ['entity', 'objects-64bb02'],
        ['text', { value: 'test', op: '_nct' }],
        ['classId', '34'],
        ['tags', '628f'],
      ],
    ],
    parentFilter: '62fc3d',
  };
  await page.getByText('As JSON').click();
  await expect(page.getByLabel('Incident filter as JSON')).toHaveValue(JSON.stringify(filter, null, 2));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('NOC is saved.')).toBeVisible();
  await expect
    .poll(() => saymon.subscriptions().flatMap(({ calls }) => calls.filter(({ topic }) => topic === 'incidents')))
    .toMatchObject([{ call: 'add-topics', filter }]);

  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'Alarm' })).toBeChecked();
  await page.getByRole('button', { name: 'Remove the condition Level' }).click();
  await page.getByText('As JSON').click();
  const json = page.getByLabel('Incident filter as JSON');
  await expect(json).not.toHaveValue(/severity/);
  await json.fill('{"filter": ["$or", [["tags", "a"], ["tags", "b"]]]}');
  await json.blur();
  await expect(page.getByText('This filter asks more than the form can show: it is changed as JSON.')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => saymon.subscriptions().flatMap(({ calls }) => calls.filter(({ topic }) => topic === 'incidents')))
    .toMatchObject([
      {
        filter: {
          filter: [
            '$or',
            [
              ['tags', 'a'],
              ['tags', 'b'],
            ],
          ],
        },
      },
    ]);
});

test('what holds where a field is left empty stands in its place, each field once', async ({ house, page }) => {
  await openServer(page, house.host.url, 'noc');
  await page.getByText('Advanced').click();
  await expect(page.getByLabel('Proxy')).toHaveAttribute('placeholder', 'As set under Settings, Network');
  await expect(page.getByLabel('CA file')).toHaveAttribute('placeholder', 'Authorities that this computer trusts');
  await expect(page.getByLabel('Socket path')).toHaveAttribute('placeholder', 'The usual one');
});

test('a filter that is no JSON is told at its field, and nothing is lost', async ({ house, page }) => {
  await openServer(page, house.host.url, 'noc');
  await page.getByText('As JSON').click();
  const json = page.getByLabel('Incident filter as JSON');
  await json.fill('{"filter": [');
  await json.blur();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.field.filter .fault')).toBeVisible();
  await expect(json).toHaveValue('{"filter": [');
});

test('objects are picked by name or by their address, with the id beside the name', async ({ house, page }) => {
  const { saymon, host } = house;
  saymon.entities.set('64cc01', { id: '64cc01', name: 'uplink', type: 2 });
  await openServer(page, host.url, 'noc');
  const field = page.locator('.field', { hasText: 'Statistics of' });
  await field.getByRole('textbox').fill('https://saymon.example/#/objects/64bb02');
  await page.keyboard.press('Enter');
  await expect(field.locator('li')).toContainText(['1:64bb02']);
  await field.getByRole('button', { name: 'Choose from the server' }).click();
  await field.getByRole('checkbox', { name: /uplink/ }).check();
  await expect(field.locator('li')).toContainText(['UPS-1 1:64bb02', 'uplink 2:64cc01']);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() =>
      saymon
        .subscriptions()
        .flatMap(({ calls }) => calls.flatMap(({ topic, filter }) => (topic === 'stat' ? [filter] : []))),
    )
    .toEqual(['1:64bb02', '2:64cc01']);
});

test('jobs are picked by name', async ({ house, page }) => {
  const farm = await startFlamenco();
  const other = '0a1b2c3d-0000-4000-8000-0000000000ff';
  const job = farm.addJob({ name: 'shot_010', status: 'active' });
  await page.goto(house.host.url);
  await page.goto(`${new URL(house.host.url).origin}/#servers=new`);
  await page.getByRole('button', { name: /^Flamenco/ }).click();
  await page.getByLabel('Name (needed)').fill('Farm');
  await page.getByLabel('Address (needed)', { exact: true }).fill(farm.url);
  const field = page.locator('.field', { hasText: 'Tasks of' });
  await field.getByRole('button', { name: 'Choose from the server' }).click();
  await field.getByRole('checkbox', { name: /shot_010/ }).check();
  await field.getByRole('button', { name: 'Done' }).click();
  await field.getByRole('textbox').fill(`${farm.url}/app/jobs/${other}/tasks/x`);
  await page.keyboard.press('Enter');
  await expect(field.locator('li')).toContainText([job.id, other]);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.locator('[data-server^=flamenco-]')).toContainText('online', { timeout: 20_000 });
  await expect
    .poll(() => farm.sockets().flatMap(({ asked }) => asked))
    .toEqual(expect.arrayContaining([`subscribe job ${job.id}`, `subscribe job ${other}`]));
  await farm.close();
});

test('what RackHD is watched for is chosen in the form, by the keyboard alone', async ({ house, page }) => {
  const racks = await startRackhd({ records: { nodes: [{ id: '57b1aa', name: 'rack-1', type: 'compute' }] } });
  await page.goto(house.host.url);
  await page.goto(`${new URL(house.host.url).origin}/#servers=new:rackhd`);
  const name = page.getByLabel('Name (needed)');
  await tabTo(page, name);
  await page.keyboard.type('Racks');
  await tabTo(page, page.getByLabel('Address (needed)', { exact: true }));
  await page.keyboard.type(racks.url);
  await tabTo(page, page.getByLabel('Alerts of hardware'));
  await page.keyboard.press('Space');
  const add = page.getByLabel('Also watch', { exact: true });
  await tabTo(page, add);
  await page.keyboard.press('m');
  await expect(page.getByLabel('Exchange')).toBeFocused();
  await expect(page.getByText('Give a routing key')).toBeVisible();
  const key = page.getByLabel('Routing key');
  await tabTo(page, key);
  await page.keyboard.type('graph*');
  await expect(page.getByText('* and # stand for whole words')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('polleralert.sel.#');
  const notes = page.locator('.route-notes').first();
  await expect(notes).toContainText('Takes for example polleralert.sel.updated.critical');
  await expect(notes).not.toContainText('twice');
  await page.getByLabel('Alerts of hardware').focus();
  await page.keyboard.press('Space');
  await expect(notes).toContainText('It adds nothing: polleralert.# takes all of it already.');
  await page.keyboard.press('Space');

  const choose = page.getByRole('button', { name: 'Choose nodes from the server' });
  await tabTo(page, choose);
  await page.keyboard.press('Enter');
  const node = page.getByRole('checkbox', { name: /rack-1/ });
  await tabTo(page, node);
  await page.keyboard.press('Space');
  await expect(page.getByLabel('Routing key').nth(1)).toHaveValue('#.57b1aa');
  await expect(page.locator('.route-notes').nth(1)).toContainText('comes twice, and may be told twice');
  await tabTo(page, page.getByRole('button', { name: 'Add', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-server^=rackhd-]')).toContainText('online', { timeout: 20_000 });
  await expect
    .poll(() => racks.subscriptions())
    .toEqual(expect.arrayContaining(['on.events polleralert.sel.#', 'on.events #.57b1aa']));
  expect(racks.subscriptions().join()).not.toContain('node.alerts');
  await racks.close();
});

test('a form that is left keeps what was typed, wherever the way leads', async ({ house, page }) => {
  await openServer(page, house.host.url, 'noc');
  const name = page.getByLabel('Name (needed)');
  await name.fill('NOC north');
  await expect(page.getByText('Not saved yet')).toBeVisible();
  const line = page.locator('.lines p', { hasText: 'Unsaved changes: NOC north' });
  await expect(line).toBeHidden();

  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Rules/ })
    .click();
  await expect(line).toBeVisible();
  await page.keyboard.press('1');
  await line.getByRole('button', { name: /^Keep editing/ }).click();
  await expect(name).toHaveValue('NOC north');

  await page.goto(`${new URL(house.host.url).origin}/#history`);
  await expect(line).toBeVisible();
  await page.goBack();
  await expect(name).toHaveValue('NOC north');

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a server' }).click();
  const entry = page.locator('[data-server=noc]');
  await expect(entry).toContainText('Unsaved changes:');
  await page.getByRole('button', { name: /^Flamenco/ }).click();
  await page.getByLabel('Address (needed)', { exact: true }).fill('http://farm.example:8080');
  await entry.getByRole('button', { name: /^Keep editing/ }).click();
  await expect(name).toHaveValue('NOC north');
  await expect(entry).not.toContainText('Unsaved changes:');
  const fresh = page.locator('.tile', { hasText: 'New server' });
  await fresh.getByRole('button', { name: /^Discard/ }).click();
  await expect(fresh).toBeHidden();

  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => void window.setTimeout(() => window.location.reload()));
  await (await asked).dismiss();
  await expect(name).toHaveValue('NOC north');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('NOC north is saved.')).toBeVisible();
  await expect(page.getByText('Not saved yet')).toBeHidden();
  // Nothing is left, so nothing is asked.
  page.on('dialog', () => {
    throw new Error('It was asked although nothing was left');
  });
  await page.reload();
  await expect(name).toHaveValue('NOC north');
  await name.fill('NOC');
  await name.fill('NOC north');
  await expect(page.getByText('Not saved yet')).toBeHidden();
});

test('a rule that is left keeps what was typed, until it is discarded', async ({ house, page }) => {
  await page.goto(house.host.url);
  await page.goto(`${new URL(house.host.url).origin}/#rules=new`);
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Silent nights');
  await page.keyboard.press('Tab');
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Servers/ })
    .click();
  const line = page.locator('.lines p', { hasText: 'Unsaved changes: Silent nights' });
  await line.getByRole('button', { name: /^Keep editing/ }).click();
  await expect(name).toHaveValue('Silent nights');
  await page.getByRole('button', { name: /All rules/ }).click();
  const entry = page.locator('.exception', { hasText: 'Silent nights' });
  await expect(entry).toContainText('Unsaved changes:');
  await page.getByRole('button', { name: 'Add an exception' }).first().click();
  await expect(name).toHaveValue('Silent nights');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(entry).toBeHidden();
  await expect(page.getByText('Unsaved changes')).toBeHidden();
});

test('a server that is removed comes back within half a minute, with its sign-in', async ({ house, page }) => {
  await page.clock.install();
  await openServer(page, house.host.url, 'noc');
  const tile = page.locator('[data-server=noc]');
  const remove = page.getByRole('button', { name: 'Remove', exact: true });
  const undo = page.getByRole('button', { name: 'Undo' });
  await remove.click();
  await expect(tile).toBeHidden();
  await page.clock.fastForward(29_000);
  await undo.click();
  // Its session id was not asked for again.
  await expect(tile).toContainText('online', { timeout: 20_000 });
  await expect(undo).toBeHidden();

  await tile.getByRole('button').first().click();
  await remove.click();
  await expect(undo).toBeVisible();
  await page.clock.fastForward(31_000);
  await expect(undo).toBeHidden();
});

test.describe('a form that is open in two windows', () => {
  const label = (page: Page, text: string) => page.getByLabel(text, { exact: true });
  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

  test('of a server takes no change of the other back', async ({ house, page, context }) => {
    const other = await context.newPage();
    for (const each of [page, other]) {
      await openServer(each, house.host.url, 'noc');
      await each.getByText('Advanced', { exact: true }).click();
    }
    await label(page, 'Proxy').fill('none');
    await label(other, 'Name (needed)').fill('NOC north');
    await label(other, 'Events of extensions').fill('door-opened');
    await save(other).click();
    await expect(other.getByText('NOC north is saved.')).toBeVisible();
    await expect(label(page, 'Name (needed)')).toHaveValue('NOC north');
    await expect(label(page, 'Events of extensions')).toHaveValue('door-opened');
    await expect(label(page, 'Proxy')).toHaveValue('none');
    await save(page).click();
    await expect(label(other, 'Proxy')).toHaveValue('none');
    await expect(page.getByText('Not saved yet')).toBeHidden();
    await expect(other.getByText('Not saved yet')).toBeHidden();
    for (const each of [page, other]) {
      await each.reload();
      await expect(label(each, 'Name (needed)')).toHaveValue('NOC north');
      await expect(label(each, 'Events of extensions')).toHaveValue('door-opened');
      await expect(label(each, 'Proxy')).toHaveValue('none');
    }
  });

  test('says that its server was removed, and what becomes of what was typed', async ({ house, page, context }) => {
    const other = await context.newPage();
    for (const each of [page, other]) await openServer(each, house.host.url, 'noc');
    await label(page, 'Name (needed)').fill('NOC north');
    await other.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByText('There is no server “noc” any more.')).toBeVisible();
    await expect(page.getByText('What you changed of it is not saved')).toBeVisible();
    await other.getByRole('button', { name: 'Undo' }).click();
    await expect(label(page, 'Name (needed)')).toHaveValue('NOC north');
    await expect(page.getByText('Not saved yet')).toBeVisible();

    await other.locator('[data-server=noc] button').first().click();
    await other.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByText('What you changed of it is not saved')).toBeHidden();
  });
});

test('what is left by Back from the middle of a text is gone on with in its own form', async ({ house, page }) => {
  await page.goto(house.host.url);
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Rules/ })
    .click();
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Servers/ })
    .click();
  await page.locator('[data-server=noc] button').first().click();
  const extensions = page.getByLabel('Events of extensions', { exact: true });
  await extensions.pressSequentially('door-opened');
  await page.goBack();
  await page.goBack();
  const line = page.locator('.lines p', { hasText: 'Unsaved changes: NOC' });
  await line.getByRole('button', { name: /^Keep editing/ }).click();
  await expect(extensions).toHaveValue('door-opened');
});

test('a button that goes leaves the focus where one goes on', async ({ house, page }) => {
  await openServer(page, house.host.url, 'noc');
  await page.getByLabel('Name (needed)').fill('NOC north');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
  await expect(page.getByLabel('Name (needed)')).toHaveValue('NOC');
  await page.getByRole('button', { name: 'Add a server' }).click();
  await page.getByRole('button', { name: /^Flamenco/ }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Add a server' })).toBeFocused();
});

test('the focus stays near where a button was that goes', async ({ house, page }) => {
  await openServer(page, house.host.url, 'noc');
  const isIn = (place: string) =>
    expect.poll(() => page.evaluate((each) => document.activeElement?.closest(each) !== null, place)).toBe(true);
  const tile = page.locator('[data-server=noc]');
  await page.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
  await expect(tile).toBeHidden();
  await isIn('#server-form');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(tile).toBeVisible();
  await isIn('#screen');

  await tile.getByRole('button').first().press('Enter');
  await page.getByLabel('Name (needed)').fill('NOC north');
  await page.getByRole('button', { name: 'Add a server' }).press('Enter');
  await tile.getByRole('button', { name: /^Discard/ }).press('Enter');
  await expect(tile.getByRole('button').first()).toBeFocused();

  await tile.getByRole('button').first().press('Enter');
  await page.getByLabel('Name (needed)').fill('NOC north');
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Rules/ })
    .press('Enter');
  await page
    .locator('.lines')
    .getByRole('button', { name: /^Discard/ })
    .press('Enter');
  await isIn('#screen');
});

test('a test that the end of Tocsin cuts off says nothing of its steps any more', async ({ house, page }) => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  await openServer(page, house.host.url, 'noc');
  await page.getByLabel('Address (needed)').fill(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const steps = page.getByRole('list', { name: 'Connection test' });
  await expect(steps.locator('li', { hasText: 'works' }).first()).toBeVisible();
  await house.host.kill();
  await expect(page.getByText('This page lost Tocsin.')).toBeVisible();
  await expect(steps.locator('li')).toHaveCount(0);
  silent.close();
});
