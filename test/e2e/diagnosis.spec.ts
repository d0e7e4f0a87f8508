import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Download, Locator, Page } from '@playwright/test';
import { dataDirectory, startHost, tocsin } from '../host.ts';
import { until } from '../until.ts';
import { expect, status, test } from './house.ts';

const secret = 'hunter-two-words';
/** A check goes the way of each server's connection once. */
const longMs = { timeout: 40_000 };

const section = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const diagnosis = (page: Page): Locator => section(page, 'Diagnosis');
const transfer = (page: Page): Locator => section(page, 'Import and export');

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

/** Chooses a file in the window, as a person would from a folder. */
async function choose(page: Page, name: string, text: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await transfer(page).getByRole('button', { name: 'Choose a file' }).click();
  await (await choosing).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

async function downloaded(page: Page, button: Locator): Promise<Download> {
  const downloading = page.waitForEvent('download');
  await button.click();
  return downloading;
}

/** A farm that nothing answers for, with a secret. */
const lost = {
  id: 'plant',
  name: 'Plant',
  protocol: 'saymon',
  url: 'http://127.0.0.1:9',
  apiUrl: 'http://127.0.0.1:9',
  auth: { type: 'token', token: secret },
  headers: { 'X-Key': `${secret}-too` },
};

test.describe('the diagnosis', () => {
  test.use({
    settings: {
      of: (saymon) => {
        const auth = { type: 'session', sessionId: 'session-1' };
        const noc = { id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
        return { version: 1, servers: [noc, lost] };
      },
    },
  });

  test('says in groups what fails, what to do and where; and goes there', async ({ house, page }) => {
    await page.goto(`${house.host.url}&settings`);
    await expect(diagnosis(page).getByText('Looks at files')).toBeVisible();
    await diagnosis(page).getByRole('button', { name: 'Check', exact: true }).click();
    await expect(diagnosis(page).getByText(/^Looking at files, servers/)).toBeVisible();
    const servers = page.getByRole('group', { name: 'Servers', exact: true });
    await expect(servers.locator('li')).toHaveText([/^Fails\s*Server Plant: /, /^Works\s*Server NOC: /], longMs);
    await expect(servers).toContainText('Nothing answers at 127.0.0.1:9. Check address and port');
    await expect(page.getByRole('group', { name: 'Files', exact: true })).toContainText('readable for you only');
    await expect(diagnosis(page).getByText(/^1 fails, (\d+ notes?, )?\d+ works?\.$/)).toBeVisible();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await diagnosis(page).getByRole('button', { name: 'Copy as text' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^Tocsin [\d.]+, diagnosis of 2\d{3}-/);
    expect(copied).toContain('\nFails  Server Plant: Nothing answers at 127.0.0.1:9. ');
    await servers.getByRole('link', { name: 'Open the server' }).click();
    await expect(page.getByLabel('Name (needed)')).toHaveValue('Plant');
  });

  test('makes a bundle that is looked at before it is saved, and holds no secret', async ({ house, page }) => {
    const token = new URL(house.host.url).hash.replace('#token=', '');
    await page.goto(`${house.host.url}&settings`);
    await diagnosis(page).getByRole('button', { name: 'Make the bundle' }).click();
    const save = diagnosis(page).getByRole('button', { name: 'Save the bundle' });
    await expect(save).toBeVisible(longMs);
    const preview = diagnosis(page).getByRole('textbox', { name: 'What is in the bundle' });
    await expect(preview).toBeHidden();
    await diagnosis(page).getByText('Look at what is in it').click();
    const shown = await preview.inputValue();
    const download = await downloaded(page, save);
    expect(download.suggestedFilename()).toMatch(/^tocsin-bundle-[\d-]+\.json$/);
    const text = await textOf(download);
    expect(text).toBe(shown);
    for (const each of [secret, 'session-1', token]) expect(text.includes(each), each).toBe(false);
    expect(JSON.parse(text)).toMatchObject({
      program: { host: 'serve', directories: { localDirectory: house.data } },
      connections: { servers: [{ id: 'noc', state: { name: 'online' } }, { id: 'plant' }] },
      settings: { inForce: { servers: [{ id: 'noc' }, { id: 'plant' }] } },
      history: { tables: expect.any(Number), bytes: expect.any(Number) },
    });
    // The command line makes the same.
    const file = join(house.data, 'bundle.json');
    expect((await tocsin(['check', '--data-dir', house.data, '--bundle', file])).code).toBe(0);
    const made = JSON.parse(await readFile(file, 'utf8'));
    expect(Object.keys(made)).toEqual(Object.keys(JSON.parse(text)));
  });
});

test('a crash is told once Tocsin runs again, with the way to its report', async ({ page }) => {
  const data = await dataDirectory({ version: 1, window: { greeted: true } });
  const bomb = join(data.path, 'bomb.mjs');
  await writeFile(bomb, `process.on('SIGUSR2', () => { throw new Error('boom'); });`);
  const env = { ...process.env, NODE_OPTIONS: `--import=${bomb}` };
  const first = await startHost(data.path, env);
  const { port } = new URL(first.url);
  await first.stop();
  // On the same port again, so that the page finds it after the crash.
  const host = await startHost(data.path, env, [], `127.0.0.1:${port}`);
  await page.goto(host.url);
  await expect(page.getByRole('navigation')).toBeVisible();
  process.kill(host.pid, 'SIGUSR2');
  const line = page.getByText(/^Tocsin ended unexpectedly at \d\d:\d\d \(.*\) and started again\. The report is in /);
  await expect(line).toBeVisible(longMs);
  await page.getByRole('link', { name: 'Diagnosis', exact: true }).first().click();
  const crashes = section(page, 'Tocsin ended unexpectedly');
  const [name = ''] = (await readdir(join(data.path, 'logs'))).filter((each) => each.startsWith('crash-'));
  await expect(crashes).toContainText(name);
  await expect(crashes).toBeInViewport();
  await crashes.getByRole('button', { name: 'Say no more of it' }).click();
  await expect(line).toBeHidden();
  await expect(crashes).toContainText(name);
  await host.stop();
  await data.remove();
});

test.describe('settings as a file', () => {
  test('go out and come in again; a bad file changes nothing, and an import is undone', async ({ house, page }) => {
    const exported = async (...args: readonly string[]) =>
      JSON.parse((await tocsin(['export', '--data-dir', house.data, ...args])).stdout);
    await page.goto(`${house.host.url}&settings`);
    const save = transfer(page).getByRole('button', { name: 'Export the settings' });
    const plain = await downloaded(page, save);
    expect(plain.suggestedFilename()).toMatch(/^tocsin-settings-[\d-]+\.json$/);
    expect(JSON.parse(await textOf(plain))).toEqual(await exported());
    expect(await textOf(plain)).not.toContain('session-1');
    await transfer(page).getByLabel('With passwords, tokens and keys').check();
    await expect(transfer(page).getByText('whoever can read it can sign in as you')).toBeVisible();
    const whole = await textOf(await downloaded(page, save));
    expect(JSON.parse(whole)).toEqual(await exported('--with-secrets'));
    expect(whole).toContain('session-1');

    const before = await exported('--with-secrets');
    await choose(page, 'broken.json', '{\n  "servers": [oops]\n}');
    await expect(transfer(page).getByText('broken.json was not imported, and nothing is changed:')).toBeVisible();
    await expect(transfer(page).getByText('Line 2: column 15: this is no JSON.')).toBeVisible();
    await choose(page, 'wrong.json', JSON.stringify({ servers: [{ ...lost, url: 'nowhere' }] }, null, 2));
    await expect(transfer(page).getByText(/^Line 7, servers\.plant\.url: This is no address/)).toBeVisible();
    await choose(page, 'long.json', `{"a": "${'x'.repeat(1_000_001)}"}`);
    await expect(transfer(page).getByText('It is longer than 1 MB, and so no file of settings.')).toBeVisible();
    expect(await exported('--with-secrets')).toEqual(before);

    await choose(page, 'same.json', whole);
    await expect(transfer(page).getByText('Nothing would change')).toBeVisible();
    await expect(transfer(page).getByRole('button', { name: 'Import', exact: true })).toBeDisabled();

    const other = { servers: [lost], toasts: { maxPerMinute: 4 }, later: 1 };
    await choose(page, 'other.json', JSON.stringify(other));
    const coming = section(page, 'What other.json would change:');
    await expect(coming.getByText('added Plant (plant)')).toBeVisible();
    await expect(coming.getByText('toasts.maxPerMinute: 4')).toBeVisible();
    await expect(coming).not.toContainText(secret);
    await coming.getByLabel('Remove servers and rules that the file does not have').check();
    await expect(coming.getByText('removed NOC (noc)')).toBeVisible();
    expect(await exported('--with-secrets')).toEqual(before);
    await coming.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(transfer(page).getByText('other.json was imported.')).toBeVisible();
    expect(await exported('--with-secrets')).toEqual({ version: 1, ...other, rules: undefined });

    await transfer(page).getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByText('The settings are as they were before the import.')).toBeVisible();
    expect(await exported('--with-secrets')).toEqual(before);
    await until('the server to be online again', async () => (await status(house.data)).servers[0]?.state === 'online');
  });

  test('are dropped onto the window too', async ({ house, page }) => {
    await page.goto(`${house.host.url}&settings`);
    await expect(transfer(page)).toBeVisible();
    const dropped = await page.evaluateHandle(() => {
      const moved = new DataTransfer();
      moved.items.add(new File(['{"toasts": {"maxPerMinute": 4}}'], 'dropped.json'));
      return moved;
    });
    await transfer(page).locator('.drop').dispatchEvent('dragover', { dataTransfer: dropped });
    await expect(transfer(page).getByText('Drop the file to look at it')).toBeVisible();
    await transfer(page).locator('.drop').dispatchEvent('drop', { dataTransfer: dropped });
    await expect(transfer(page).getByText('What dropped.json would change:')).toBeVisible();
  });
});

test('About says what runs and where its files lie, and brings documents and licences without a network', async ({
  house,
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${house.host.url}&settings`);
  const about = section(page, 'About');
  await expect(about.getByText(/^Tocsin \d+\.\d+\.\d+$/)).toBeVisible();
  await expect(about.getByText('tocsin serve, with this window in a browser')).toBeVisible();
  await expect(about.getByText(join(house.data, 'settings.json'))).toBeVisible();
  await expect(about.getByText(join(house.data, 'history.db'))).toBeVisible();
  await about.getByText('Quiet hours, pause and snooze', { exact: true }).click();
  await expect(about.getByRole('textbox', { name: 'Quiet hours, pause and snooze' })).toHaveValue(/^# Quiet hours/);
  expect(asked.some((url) => url.includes('licences'))).toBe(false);
  await about.getByRole('button', { name: 'Show the licences' }).click();
  await expect(about.getByText(/^\d{2,3} packages$/)).toBeVisible();
  await about.getByRole('searchbox', { name: 'Search in the licences' }).fill('better-sqlite3');
  await expect(about.getByText(/^\d of \d{2,3} packages$/)).toBeVisible();
  await about.getByText('better-sqlite3', { exact: true }).click();
  await expect(about.getByRole('textbox', { name: 'better-sqlite3', exact: true })).toHaveValue(/Permission is hereby/);
  await about.getByRole('searchbox').fill('no such package');
  await expect(about.getByText('No package matches.')).toBeVisible();
  const { origin } = new URL(house.host.url);
  expect(asked.every((url) => url.startsWith(origin))).toBe(true);
});

const pictures = process.env['TOCSIN_PICTURES'];

for (const scheme of pictures === undefined ? [] : (['light', 'dark'] as const)) {
  test(`pictures, ${scheme}`, async ({ house, page }) => {
    await mkdir(pictures ?? '', { recursive: true });
    await page.emulateMedia({ colorScheme: scheme });
    // All of a section at once: the page scrolls within the window.
    await page.setViewportSize({ width: 900, height: 2_400 });
    await page.goto(`${house.host.url}&settings`);
    await diagnosis(page).getByRole('button', { name: 'Check', exact: true }).click();
    await expect(diagnosis(page).getByRole('button', { name: 'Copy as text' })).toBeEnabled(longMs);
    await choose(
      page,
      'other.json',
      JSON.stringify({ servers: [lost, { id: 'noc', name: 'Hall', muted: true }], later: 1 }),
    );
    await expect(transfer(page).getByText('added Plant')).toBeVisible();
    await diagnosis(page).getByRole('button', { name: 'Make the bundle' }).click();
    await expect(diagnosis(page).getByRole('button', { name: 'Save the bundle' })).toBeVisible(longMs);
    await diagnosis(page).getByText('Look at what is in it').click();
    await section(page, 'About').getByRole('button', { name: 'Show the licences' }).click();
    for (const name of ['Import and export', 'Diagnosis', 'About']) {
      await section(page, name).screenshot({ path: join(pictures ?? '', `${name}-${scheme}.png`) });
    }
  });
}
