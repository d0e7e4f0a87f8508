import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startDesktop } from '../desktop/desktop.ts';
import { shown } from '../desktop/notices.ts';
import { dataDirectory, startHost } from '../host.ts';
import { startFlamenco } from '../servers/flamenco.ts';
import { startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { canStartWithSystem } from './host-told.ts';
import { expect, status, test } from './house.ts';
import { tabTo } from './keyboard.ts';

/** What stands in the settings file by now. */
async function savedSettings(data: string): Promise<{ readonly window?: { readonly greeted?: boolean } }> {
  return JSON.parse(await readFile(join(data, 'settings.json'), 'utf8'));
}

const origin = (url: string) => new URL(url).origin;
const title = (page: Page) => page.getByRole('heading', { level: 1 });
const kindTitle = 'Which server is to be watched?';
const toastTitle = 'A notification to look at';

test.describe('the first start', () => {
  test.use({ settings: { of: () => ({ version: 1 }) } });

  test('leads to a server and a notification by the keyboard alone, and is over', async ({ house, page }) => {
    const { desktop, host, data } = house;
    const farm = await startFlamenco();
    await canStartWithSystem(page);
    await page.goto(host.url);
    await expect(title(page)).toHaveText(`Step 1 of 3: ${kindTitle}`);
    await expect(title(page)).toBeFocused();
    // Keys of the screens mean nothing here.
    await page.keyboard.press('2');
    await expect(page).toHaveURL(/#first=server$/);
    const kinds = page.getByRole('list', { name: 'Kinds of server' }).getByRole('button');
    await expect(kinds).toHaveCount(4);
    await tabTo(page, page.getByRole('button', { name: /^Flamenco/ }));
    await page.keyboard.press('Enter');
    await expect(title(page)).toBeFocused();
    await expect(title(page)).toContainText('Watch a Flamenco server');
    await expect(page.getByLabel('Name (needed)')).toHaveValue('Flamenco');
    await expect(page.getByLabel('Jobs', { exact: true })).toBeHidden();

    await tabTo(page, page.getByRole('button', { name: 'Add', exact: true }));
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Address (needed)', { exact: true })).toBeFocused();
    await page.keyboard.type(farm.url);
    await tabTo(page, page.getByRole('button', { name: 'Test', exact: true }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Connection test' })).toContainText('works');
    await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeEnabled({ timeout: 20_000 });
    await tabTo(page, page.getByRole('button', { name: 'Add', exact: true }));
    await page.keyboard.press('Enter');

    await expect(title(page)).toHaveText(`Step 2 of 3: ${toastTitle}`);
    await expect(title(page)).toBeFocused();
    await expect(page).toHaveURL(/#first=toast$/);
    await tabTo(page, page.getByRole('button', { name: 'Show a notification' }));
    await page.keyboard.press('Enter');
    await shown(desktop.notices, 'Test: warning');
    await expect(page.getByText('Did you see it?')).toBeVisible();
    // Whoever begins anew in the middle goes on there.
    await page.reload();
    await expect(title(page)).toContainText(toastTitle);
    await tabTo(page, page.getByRole('button', { name: 'Show a notification' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Yes, I saw it' }));
    await page.keyboard.press('Enter');

    await expect(title(page)).toHaveText('Step 3 of 3: Start with the system');
    await page.goBack();
    await expect(title(page)).toContainText(toastTitle);
    await page.goForward();
    await expect(page.getByRole('checkbox', { name: 'Start Tocsin when I sign in' })).toBeChecked();
    await tabTo(page, page.getByRole('button', { name: 'Done' }));
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText('Overview');
    const settings = await savedSettings(data);
    expect(settings).toMatchObject({ start: { withSystem: true }, window: { greeted: true } });
    expect(settings).toMatchObject({
      servers: [{ id: expect.stringMatching(/^flamenco-/), name: 'Flamenco', url: farm.url }],
    });

    await page.goto(origin(host.url));
    await expect(title(page)).toHaveText('Overview');
    await farm.close();
  });

  test('is skipped at once, and can be begun again', async ({ house, page }) => {
    const { host, data } = house;
    await page.goto(host.url);
    await page.getByRole('button', { name: 'Skip all of it' }).click();
    await expect(page.getByText('No server yet. Tocsin watches what you add.')).toBeVisible();
    await until('it to be known', async () => (await savedSettings(data)).window?.greeted === true);
    await page.reload();
    await expect(page.getByText('No server yet. Tocsin watches what you add.')).toBeVisible();
    await page.getByRole('button', { name: 'First steps' }).click();
    await expect(title(page)).toHaveText(`Step 1 of 2: ${kindTitle}`);
    await page.getByRole('button', { name: 'Skip this step' }).click();
    await expect(title(page)).toContainText(toastTitle);
    await page.goBack();
    await expect(title(page)).toContainText(kindTitle);
    await page.goForward();
    // This host cannot start with the system: the second step is the last one.
    await page.getByRole('button', { name: 'Skip this step' }).click();
    await expect(title(page)).toHaveText('Overview');
    await page.goto(`${origin(host.url)}/#settings`);
    await page.getByRole('button', { name: 'First steps' }).click();
    await expect(title(page)).toContainText(kindTitle);
  });

  test('that is ended in one window is over in the other', async ({ house, page, context }) => {
    const { host } = house;
    const other = await context.newPage();
    await page.goto(host.url);
    await other.goto(host.url);
    await expect(title(other)).toContainText(kindTitle);
    await page.getByRole('button', { name: 'Skip all of it' }).click();
    await expect(title(other)).toHaveText('Overview');
  });

  test('leads to the checks where nothing was seen, and says what would hold it back', async ({ house, page }) => {
    const { host } = house;
    await page.goto(host.url);
    await page.getByRole('button', { name: 'Skip this step' }).click();
    await expect(title(page)).toContainText(toastTitle);
    const other = await page.context().newPage();
    await other.goto(`${host.url}&history`);
    await other.getByRole('button', { name: /Pause/ }).click();
    await other.getByRole('button', { name: '1 h' }).click();
    await expect(page.getByText(/Tocsin is paused until/)).toBeVisible();
    await page.getByRole('button', { name: 'Show a notification' }).click();
    await expect(page.getByText('What a real one would meet now')).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'Tocsin is paused until' })).toBeVisible();
    await page.getByRole('button', { name: 'No, find out why' }).click();
    await expect(page).toHaveURL(/#settings=diagnosis/);
    await expect(page.locator('.said')).toContainText('it would be told in the summary at the end');
    await expect(page.getByRole('heading', { name: 'Diagnosis' })).toBeVisible();
    await page.goBack();
    await expect(title(page)).toContainText(toastTitle);
  });

  test('keeps what was typed when another kind is looked at, and asks before it is lost', async ({ house, page }) => {
    await page.goto(house.host.url);
    await page.getByRole('button', { name: /^RackHD/ }).click();
    await page.getByLabel('Address (needed)', { exact: true }).fill('ws://racks.example:9100');
    await page.getByRole('button', { name: 'Another kind' }).click();
    await expect(page.getByText('Unsaved changes:')).toBeVisible();
    await page.getByRole('button', { name: /^Keep editing/ }).click();
    await expect(page.getByLabel('Address (needed)', { exact: true })).toHaveValue('ws://racks.example:9100');
    const asked = page.waitForEvent('dialog');
    const leaving = page.reload().catch(() => undefined);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await leaving;
    // The place stands in the address; what was typed was in memory only.
    await expect(title(page)).toContainText('Watch a RackHD server');
    await expect(page.getByLabel('Address (needed)', { exact: true })).toHaveValue('');
  });
});

test.describe('with a server of a policy', () => {
  test('only what is missing is asked for', async ({ browser }) => {
    const desktop = await startDesktop();
    const saymon = await startSaymon();
    const data = await dataDirectory({ version: 1 });
    const noc = { id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url };
    const policy = join(data.path, 'policy.json');
    await writeFile(policy, JSON.stringify({ enforced: { servers: [noc] } }));
    const host = await startHost(data.path, desktop.env, ['--policy', policy]);
    const page = await browser.newPage();
    await page.goto(host.url);
    await expect(title(page)).toHaveText('Step 1 of 2: Your part is missing');
    await expect(page.getByRole('list', { name: 'Kinds of server' })).toBeHidden();
    await expect(page.getByLabel('Address (needed)', { exact: true })).toBeHidden();
    await expect(page.locator('.lines')).toContainText('NOC was set up by your administrator');
    await page.getByLabel('Sign in with (needed)').selectOption('Session id');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Give this' })).toBeVisible();
    await page.getByLabel('Session id (needed)').fill('session-1');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('NOC: online')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText('waits for your part')).toBeHidden();
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(title(page)).toContainText(toastTitle);

    // It is asked for in the list of servers as well.
    await host.stop();
    await data.remove();
    const again = await dataDirectory({ version: 1, window: { greeted: true } });
    const later = join(again.path, 'policy.json');
    await writeFile(later, JSON.stringify({ enforced: { servers: [noc] } }));
    const second = await startHost(again.path, desktop.env, ['--policy', later]);
    await page.goto(`${second.url}&servers`);
    const tile = page.locator('[data-server=noc]');
    await expect(tile).toContainText('needs you: your part is missing');
    await tile.getByRole('button').click();
    await page.getByLabel('Sign in with (needed)').selectOption('Session id');
    await page.getByLabel('Session id (needed)').fill('session-1');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(tile).toContainText('online', { timeout: 20_000 });
    await expect(page.getByText('What to watch')).toBeVisible();
    await page.close();
    await second.stop();
    await saymon.close();
    await desktop.close();
    await again.remove();
  });
});

test('a house that has servers is not greeted', async ({ house, page }) => {
  await page.goto(house.host.url);
  await expect(title(page)).toHaveText('Overview');
  expect((await status(house.data)).servers).toHaveLength(1);
});
