import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { shown } from '../desktop/notices.ts';
import { dataDirectory, startHost, tocsin } from '../host.ts';
import type { Saymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { expect, status, test } from './house.ts';

/** What other programs read is English, whatever the window speaks and whatever the session of the command says. */
const speaks = /[а-яё]/i;
const session = { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'ru_RU.UTF-8' };

/** NOC, one that refuses the sign-in and one out of reach: causes and their remedies have words of ours. */
function russian(saymon: Saymon): unknown {
  const ours = { protocol: 'saymon', url: saymon.url, apiUrl: saymon.url };
  const auth = { type: 'session', sessionId: 'session-1' };
  return {
    version: 1,
    appearance: { language: 'ru' },
    servers: [
      { ...ours, id: 'noc', name: 'NOC', auth },
      { ...ours, id: 'lab', name: 'Lab', auth: { ...auth, sessionId: 'unknown' } },
      { id: 'racks', name: 'Racks', protocol: 'rackhd', url: 'ws://127.0.0.1:9' },
    ],
    rules: [{ id: 'r1', when: { kind: ['trap'], maxSeverity: 'info' }, then: { toast: 'none' } }],
  };
}

test.use({ settings: { of: russian } });
// A check goes the way of each server's connection, twice in one of these.
test.describe.configure({ timeout: 180_000 });

/** The window has spoken Russian, a toast as well, and every server stands as it is. */
async function spoken(page: Page, house: { readonly data: string; readonly host: { readonly url: string } }) {
  await page.goto(house.host.url);
  await expect(page.getByRole('heading', { name: 'Обзор' })).toBeVisible();
  await until('servers that stand as they are', async () =>
    (await status(house.data)).servers.every(({ state }) => ['online', 'blocked', 'waiting'].includes(state)),
  );
}

const run = async (data: string, ...args: readonly string[]) => {
  const { stdout, stderr } = await tocsin([...args, '--data-dir', data], session);
  expect(stdout, args.join(' ')).not.toBe('');
  return `${stdout}${stderr}`;
};

test('check and check --json, of a host that runs and of none', async ({ house, page }) => {
  await spoken(page, house);
  for (const stands of ['runs', 'has ended']) {
    if (stands === 'has ended') await house.host.stop();
    const text = await run(house.data, 'check');
    expect(text, stands).toMatch(/FAILED +Server Racks: Nothing answers at 127\.0\.0\.1:9\. Check address and port/);
    expect(text, stands).not.toMatch(speaks);
    const found = await run(house.data, 'check', '--json');
    expect(found, stands).toContain('"group":"servers"');
    expect(found, stands).not.toMatch(speaks);
  }
});

test('status and status --json', async ({ house, page }) => {
  await spoken(page, house);
  const text = await run(house.data, 'status');
  expect(text).toMatch(/Lab\s+blocked, .*: The sign-in is refused or has ended/);
  expect(text).not.toMatch(speaks);
  const json = await run(house.data, 'status', '--json');
  expect(json).toContain('The sign-in is refused or has ended');
  expect(json).not.toMatch(speaks);
});

test('history, as text, CSV and JSON', async ({ house, page }) => {
  await spoken(page, house);
  house.saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  expect((await shown(house.desktop.notices, /Критично: UPS-1/)).body).toMatch(speaks);
  for (const format of [[], ['--csv'], ['--json']]) {
    const text = await run(house.data, 'history', ...format);
    // One of a server, and one of our own, which has words for its cause.
    expect(text, format.join()).toContain('CPU over 95 %');
    expect(text, format.join()).toContain('The sign-in is refused or has ended');
    expect(text, format.join()).not.toMatch(speaks);
  }
});

test('the log and standard error', async ({ house: { saymon }, page }) => {
  const settings = { ...(russian(saymon) as object), toasts: { maxPerMinute: 'many' } };
  const data = await dataDirectory(settings);
  // Without a desktop: what hinders notifications has words of ours.
  const env = { ...session, DBUS_SESSION_BUS_ADDRESS: undefined };
  const host = await startHost(data.path, env);
  try {
    await spoken(page, { data: data.path, host });
    const incident = saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
    await expect(page.getByText('CPU over 95 %').first()).toBeVisible();
    saymon.closeIncident(incident.id);
    const file = join(data.path, 'logs', 'tocsin.log');
    const log = await until('the log to say what hinders', async () => {
      const text = await readFile(file, 'utf8').catch(() => '');
      return text.includes('could not show a notification') ? text : null;
    });
    for (const text of [log, host.stderr()]) {
      expect(text).toContain('The setting toasts.maxPerMinute');
      expect(text).not.toMatch(speaks);
    }
  } finally {
    await host.stop();
    await data.remove();
  }
});

test('the bundle, from the window and from the command line', async ({ house, page }) => {
  await spoken(page, house);
  await page.goto(`${house.host.url}&settings`);
  const diagnosis = page.locator('#settings-diagnosis');
  await diagnosis.getByRole('button', { name: 'Собрать файл' }).click();
  await diagnosis.getByText('Посмотреть, что в нём').click({ timeout: 40_000 });
  const seen = await diagnosis.locator('textarea').inputValue();
  const file = join(house.data, 'bundle.json');
  await run(house.data, 'check', '--bundle', file);
  for (const text of [seen, await readFile(file, 'utf8')]) {
    expect(text).toContain('The sign-in is refused or has ended');
    expect(text).not.toMatch(speaks);
  }
});
