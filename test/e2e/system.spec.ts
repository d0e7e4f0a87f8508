import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { dataDirectory, type RunningHost, startHost } from '../host.ts';
import { type Bench, startBench } from '../keyring/bench.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';

const secret = 'session-that-nobody-may-read';
let bench: Bench;
let saymon: Saymon;
let data: Awaited<ReturnType<typeof dataDirectory>>;
let host: RunningHost | null = null;

test.beforeEach(async () => {
  bench = await startBench();
  saymon = await startSaymon({ sessions: [secret] });
  const auth = { type: 'session', sessionId: secret };
  const noc = { id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
  data = await dataDirectory({ version: 1, servers: [noc] });
});
test.afterEach(async () => {
  await host?.stop();
  host = null;
  await saymon.close();
  await bench.close();
  await data.remove();
});

async function settings(page: Page, ...args: readonly string[]): Promise<RunningHost> {
  host = await startHost(data.path, bench.env, args);
  await page.goto(host.url);
  await page.getByRole('button', { name: 'Settings' }).click();
  return host;
}

const secretsFile = () => readFile(join(data.path, 'secrets.json'), 'utf8');

test('where passwords are kept is said and chosen, and holds at once', async ({ page }) => {
  await settings(page);
  const section = page.getByRole('region', { name: 'Privacy' });
  await expect(section).toContainText('go to a file that only you can read, for this computer has no keyring');
  await expect(section).toContainText('kept now: 1 in the file, not encrypted');
  const choice = section.getByRole('combobox', { name: 'Keep passwords and tokens' });
  await expect(choice).toHaveValue('auto');
  await choice.selectOption({ label: 'Nowhere: I type them after each start' });
  await expect(section).toContainText('kept now: 1 until Tocsin ends');
  await expect.poll(secretsFile).not.toContain(secret);
  await choice.selectOption({ label: 'In a file that only you can read' });
  await expect.poll(secretsFile).toContain(secret);
  await expect(section).toContainText('kept now: 1 in the file, not encrypted');
  expect(await readFile(join(data.path, 'settings.json'), 'utf8')).toContain('"keep": "file"');
});

test('a keyring that is locked is told in the window with the way out, and forgotten when it opens', async ({
  page,
}) => {
  await bench.start('unlocked');
  await (await startHost(data.path, bench.env)).stop();
  await bench.lock();
  await settings(page);
  const told = page.getByText('The keyring of this computer is locked, so passwords and tokens can neither be read');
  await expect(told).toBeVisible();
  await expect(told).toContainText('or choose another place under Settings, Privacy.');
  await bench.kill();
  await bench.start('unlocked');
  await expect(told).toBeHidden({ timeout: 40_000 });
  await page.getByRole('button', { name: 'Servers' }).click();
  await expect(page.getByText('online').first()).toBeVisible();
});

test('where a policy says that secrets are kept shows its padlock, and serve says that it is not started by the system', async ({
  page,
}) => {
  const policy = join(data.path, 'policy.json');
  await writeFile(policy, JSON.stringify({ enforced: { secrets: { keep: 'file' } } }));
  await settings(page, '--policy', policy);
  const secrets = page.locator('[data-setting="secrets.keep"]');
  await expect(secrets.getByRole('combobox')).toBeDisabled();
  await expect(secrets).toContainText('policy.json');
  const start = page.getByRole('region', { name: 'Start and updates' });
  await expect(start.getByRole('checkbox')).toHaveCount(0);
  await expect(start).toContainText('Only the desktop app starts with the system.');
});
