import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { tocsin } from '../host.ts';
import type { Saymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { expectText, markup, misleading, unprintable, watched } from './hostile-words.ts';
import { expect, status, test } from './house.ts';

/** A document of settings from somebody who means no good, as far as it can be taken. */
function document(saymon: Saymon) {
  const ours = { protocol: 'saymon', url: saymon.url, apiUrl: saymon.url };
  const lost = 'http://127.0.0.1:9';
  return {
    version: 1,
    servers: [
      {
        ...{ ...ours, id: 'noc', name: `${misleading} ${markup}` },
        auth: { type: 'session', sessionId: 'session-1' },
        subscriptions: { incidents: true, custom: [misleading, markup], stat: ['1:\u202e64bb02'] },
        incidentFilter: { filter: ['tags', misleading] },
        severities: { [`state:${misleading.replaceAll(/[\n\u2028]/g, ' ')}`]: 'critical' },
      },
      { ...ours, id: 'lab', name: misleading, auth: { type: 'session', sessionId: 'unknown' } },
      {
        ...{ id: 'iot', name: `${markup}\u202e`, protocol: 'kamea', url: lost, apiUrl: lost },
        auth: { type: 'bearer', token: 'token-1' },
        devices: [{ deviceId: '3f0b5f6e-7a3c-4f58-9d2e-000000000001', name: misleading }],
      },
      {
        ...{ id: 'racks', name: 'Racks\u202e', protocol: 'rackhd', url: 'ws://127.0.0.1:9' },
        watches: [
          { resource: 'mq', params: { exchange: 'on.events', routingKey: 'graph.\u202efinished.#' } },
          { resource: 'nodes', params: { [misleading]: misleading } },
        ],
      },
    ],
    rules: [
      {
        ...{ id: 'turned', name: `${misleading} ${markup}` },
        when: {
          server: ['noc', misleading],
          topic: [misleading, markup],
          text: [{ contains: misleading }, { pattern: markup }],
          payload: [{ path: 'values.temperature', test: '=', value: misleading }],
        },
        then: { toast: 'none' },
      },
    ],
    [`unknown ${misleading}`]: { [markup]: misleading },
  };
}

/** What stands in fields that are edited: an input draws its text in a box of its own, JSON has it as escapes. */
async function expectVisibleJson(page: Page, what: string): Promise<void> {
  const texts = await page
    .locator('textarea')
    .evaluateAll((all) => all.map((each) => (each as HTMLTextAreaElement).value));
  for (const text of texts.filter((each) => /^\s*[[{]/.test(each))) expect(text, what).not.toMatch(unprintable);
}

const settled = (data: string) =>
  until('servers that stand as they are', async () =>
    (await status(data)).servers.every(({ state }) => ['online', 'blocked', 'waiting'].includes(state)),
  );

test.describe('settings that somebody has made to mislead', () => {
  test.use({ settings: { of: document } });

  test('are text on every screen, in the diagnosis, its bundle and on the terminal', async ({
    house,
    page,
    context,
  }) => {
    test.setTimeout(180_000);
    const { host, data, saymon } = house;
    const origin = new URL(host.url).origin;
    const faults = watched(page, origin);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    await settled(data);
    saymon.trap({
      level: 2,
      entity: { entityId: '64ee', entityType: 1, entityName: misleading },
      payload: { text: markup },
    });
    const fresh = async (place: string) => {
      await page.goto('about:blank');
      await page.goto(`${host.url}&${place}`);
      await expect(page.locator('#screen h1').first()).toBeAttached();
    };

    const places = ['overview', 'history', 'servers', 'servers=noc', 'servers=lab', 'servers=iot', 'servers=racks'];
    for (const place of [...places, 'rules', 'rules=turned', 'settings']) {
      await fresh(place);
      // Whoever waits in vain for a server has it in a line above the screen.
      const more = page.getByRole('button', { name: /^\+ \d/ });
      if ((await more.count()) > 0) await more.click();
      const folded = page.locator('#screen details:not([open]) > summary');
      while ((await folded.count()) > 0) await folded.first().click();
      await expectText(page, place);
      await expectVisibleJson(page, place);
    }

    await fresh('history');
    for (const name of [/^Time/, 'More filters', 'Export']) {
      await page.getByRole('button', { name }).first().click();
      await expectText(page, `the panel of ${name}`);
      await page.keyboard.press('Escape');
    }

    // A rule as it is saved, removed and brought back: what is said of it then.
    await fresh('rules=turned');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('is saved')).toBeVisible();
    await expectText(page, 'a rule that is saved');

    await fresh('servers=lab');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Connection test' })).toContainText('fails', { timeout: 20_000 });
    await expectText(page, 'a connection test');
    await page.getByRole('button', { name: 'Remove', exact: true }).first().click();
    await expect(page.getByText('is removed.')).toBeVisible();
    await expectText(page, 'a server that is removed');
    await page.getByRole('button', { name: 'Undo' }).click();
    await settled(data);

    await fresh('settings');
    const diagnosis = page.getByRole('region', { name: 'Diagnosis', exact: true });
    await diagnosis.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(diagnosis.locator('.checks li').first()).toBeVisible({ timeout: 40_000 });
    await expectText(page, 'the diagnosis');
    await diagnosis.getByRole('button', { name: 'Copy as text' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).not.toMatch(unprintable);
    await diagnosis.getByRole('button', { name: 'Make the bundle' }).click();
    await diagnosis.getByText('Look at what is in it').click({ timeout: 40_000 });
    const bundle = await diagnosis.getByRole('textbox', { name: 'What is in the bundle' }).inputValue();
    expect(bundle).not.toMatch(unprintable);
    const names = (JSON.parse(bundle) as { settings: { inForce: { servers: { name: string }[] } } }).settings.inForce;
    expect(names.servers.map(({ name }) => name)).toContain(misleading);

    for (const args of [['status'], ['status', '--json'], ['check'], ['check', '--json'], ['history'], ['export']]) {
      const { stdout, stderr } = await tocsin([...args, '--data-dir', data]);
      expect(stdout.length, args.join(' ')).toBeGreaterThan(0);
      expect(`${stdout}${stderr}`, args.join(' ')).not.toMatch(unprintable);
    }
    expect((await tocsin(['status', '--data-dir', data])).stdout.trim().split('\n')).toHaveLength(5);

    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(faults).toEqual([]);
  });
});

test('a file that somebody has made to mislead is text before and after it is taken, and in what is said of it', async ({
  house,
  page,
}) => {
  test.setTimeout(120_000);
  const { host, data, saymon } = house;
  const faults = watched(page, new URL(host.url).origin);
  await page.goto(`${host.url}&settings`);
  const transfer = page.getByRole('region', { name: 'Import and export', exact: true });
  const choose = async (settings: unknown) => {
    const buffer = Buffer.from(JSON.stringify(settings));
    await transfer
      .locator('input[type=file]')
      .setInputFiles({ name: `a\u202e${markup.slice(0, 8)}.json`, mimeType: 'application/json', buffer });
  };
  await choose(document(saymon));
  await expect(transfer.locator('.coming li').first()).toBeVisible();
  await expect(transfer.locator('.coming')).toContainText('<script>window.ran=1</script>');
  await expectText(page, 'what a file would change');
  // What cannot be taken is named, and the name is the file's.
  await choose({
    version: 1,
    servers: [{ id: misleading, protocol: misleading, url: misleading, [misleading]: markup }],
  });
  await expect(transfer.locator('.fault')).toBeVisible();
  await expectText(page, 'what is wrong with a file');
  await writeFile(
    `${data}/bad.json`,
    JSON.stringify({ version: 1, servers: [{ id: misleading, protocol: misleading }] }),
  );
  const refused = await tocsin(['import', `${data}/bad.json`, '--data-dir', data]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).not.toMatch(unprintable);

  await choose(document(saymon));
  await transfer.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(transfer.getByText(/was imported/)).toBeVisible();
  await expectText(page, 'a file that was taken');
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(faults).toEqual([]);
});

test('a file in another encoding is refused in the window as by the command', async ({ house, page }) => {
  await page.goto(`${house.host.url}&settings`);
  const transfer = page.getByRole('region', { name: 'Import and export', exact: true });
  const text = '{"version":1,"servers":[{"id":"noc","name":"Цех"}]}';
  const file = (buffer: Buffer) => ({ name: 'settings.json', mimeType: 'application/json', buffer });
  const cp1251 = Buffer.from(text.replace('Цех', '\u00d6\u00e5\u00f5'), 'latin1');
  for (const buffer of [cp1251, Buffer.from(text, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
    await transfer.locator('input[type=file]').setInputFiles(file(buffer));
    await expect(transfer).toContainText('It is not in UTF-8: save it in that encoding');
    await transfer.locator('input[type=file]').setInputFiles(file(Buffer.from(`\ufeff${text}`)));
    await expect(transfer.locator('.coming')).toContainText('Цех');
  }
});
