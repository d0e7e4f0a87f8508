import type { Page } from '@playwright/test';
import { startFlamenco } from '../servers/flamenco.ts';
import { expect, test } from './house.ts';

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
  await add.selectOption('Below the object');
  await page.getByRole('textbox', { name: 'Below the object' }).fill('https://saymon.example/objects/62fc3d');
  const filter = {
    filter: [
      '$and',
      [
        ['severity', [1, 4, '64ff01']],
        ['entity', 'objects-64bb02'],
        ['text', { value: 'test', op: '_nct' }],
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
  await expect(page.locator('[data-server=flamenco-1]')).toContainText('online', { timeout: 20_000 });
  await expect
    .poll(() => farm.sockets().flatMap(({ asked }) => asked))
    .toEqual(expect.arrayContaining([`subscribe job ${job.id}`, `subscribe job ${other}`]));
  await farm.close();
});
