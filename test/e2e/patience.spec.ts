import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import type { CommandName } from '../../preload/contract/api.ts';
import { expect, nocSettings, test } from './house.ts';
import { slowHost } from './slow.ts';

/** Something that may take long, and what is seen of it meanwhile. */
interface Long {
  readonly command: CommandName;
  readonly place: string;
  /** The button; without one it begins with the screen. */
  readonly button?: (page: Page) => Locator;
  /** What has to be done before it can be pressed. */
  readonly first?: (page: Page) => Promise<unknown>;
  readonly seen: (page: Page) => Locator;
}

const called = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first();
const part = (name: string) => (page: Page) => page.getByRole('region', { name, exact: true });
const within = (name: string, button: string) => (page: Page) =>
  part(name)(page).getByRole('button', { name: button, exact: true });
const working = (page: Page) => page.locator('.working .told');
const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first();

const file = { version: 1, toasts: { maxPerMinute: 3 } };
async function choose(page: Page): Promise<void> {
  const buffer = Buffer.from(JSON.stringify(file));
  const input = page.locator('#settings-transfer input[type=file]');
  await input.setInputFiles({ name: 'settings.json', mimeType: 'application/json', buffer });
}

const long: readonly Long[] = [
  { command: 'history.seen', place: 'overview', button: called('Mark everything seen'), seen: working },
  { command: 'alerts.acknowledge', place: 'overview', first: acknowledge, seen: working },
  {
    command: 'history.event',
    place: 'history',
    first: (page) =>
      page
        .locator('.row', { hasText: 'CPU' })
        .first()
        .click({ position: { x: 20, y: 10 } }),
    seen: working,
  },
  {
    ...{ command: 'snooze', place: 'history', seen: working },
    first: async (page) => {
      await page
        .locator('.row')
        .first()
        .click({ modifiers: ['Control'], position: { x: 20, y: 10 } });
      await called('Snooze')(page).click();
      await page.getByRole('button', { name: '1 h', exact: true }).click();
    },
  },
  { command: 'servers.mute', place: 'servers=noc', button: called('Mute'), seen: working },
  {
    command: 'servers.offer',
    place: 'servers=noc',
    button: called(/^(Choose from|Asking) the server/),
    seen: text('Asking the server…'),
  },
  {
    ...{ command: 'servers.save', place: 'servers=noc', button: called('Save'), seen: working },
    first: (page) => page.getByLabel('Name (needed)').fill('Network'),
  },
  { command: 'servers.remove', place: 'servers=noc', button: called('Remove'), seen: working },
  { command: 'sign-in.begin', place: 'servers=annex', button: called('Sign in'), seen: working },
  {
    command: 'rules.hits',
    place: 'rules',
    seen: (page) => page.locator('.defaults td.number', { hasText: '…' }).first(),
  },
  { command: 'rules.try', place: 'rules=new', seen: text('Looking through the last events…') },
  { command: 'rules.save', place: 'rules=new', button: called(/^Add$/), seen: working },
  {
    command: 'settings.change',
    place: 'settings',
    first: (page) => page.getByRole('checkbox', { name: 'Keep quiet hours' }).check(),
    seen: working,
  },
  { command: 'diagnosis.toast', place: 'settings', button: within('Notifications', 'Critical'), seen: working },
  {
    command: 'diagnosis.check',
    place: 'settings',
    button: within('Diagnosis', 'Check'),
    seen: (page) => part('Diagnosis')(page).getByRole('progressbar'),
  },
  {
    command: 'diagnosis.bundle',
    place: 'settings',
    button: within('Diagnosis', 'Make the bundle'),
    seen: (page) => part('Diagnosis')(page).getByRole('progressbar'),
  },
  {
    command: 'settings.preview-import',
    place: 'settings',
    first: choose,
    seen: (page) => part('Import and export')(page).getByRole('status').getByText(/./),
  },
  { command: 'settings.import', place: 'settings', button: called(/^Import$/), seen: working },
];

async function acknowledge(page: Page): Promise<void> {
  await called(/^What to do with UPS-1/)(page).click();
  await page.getByRole('menuitem', { name: 'Acknowledge' }).click();
}

test.describe('what takes long', () => {
  test.use({
    settings: {
      of: (saymon) => {
        const { version, servers } = nocSettings(saymon) as { version: number; servers: object[] };
        const oidc = { type: 'oidc', issuer: 'http://127.0.0.1:9', clientId: 'tocsin' };
        const annex = {
          id: 'annex',
          name: 'Annex',
          protocol: 'saymon',
          url: saymon.url,
          apiUrl: saymon.url,
          auth: oidc,
        };
        return { version, servers: [...servers, annex], window: { greeted: true } };
      },
    },
  });

  test('says that it is under way, once it takes more than a moment, and is begun once however often it is pressed', async ({
    house: { host, saymon },
    page,
  }) => {
    test.setTimeout(120_000);
    page.setDefaultTimeout(8_000);
    saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 %' });
    const slow = await slowHost(
      page,
      long.map(({ command }) => command),
    );
    await page.goto(host.url);
    await expect(page.getByText('CPU over 95 %').first()).toBeVisible();
    for (const { command, place, button, first, seen } of long) {
      await test.step(command, async () => {
        const before = slow.asked(command);
        await page.goto(`${host.url}&${place}`);
        await first?.(page);
        if (button !== undefined) {
          await button(page).click();
          await expect(seen(page)).toBeVisible();
          await button(page).click({ force: true });
          await expect(button(page)).toBeFocused();
        }
        await expect(seen(page)).toBeVisible();
        await expect.poll(() => slow.asked(command) - before).toBe(1);
        slow.release(command);
        await expect(seen(page)).toBeHidden();
      });
    }
  });

  test('is not asked for anew before it is answered, and shown then', async ({ house: { host }, page, context }) => {
    const slow = await slowHost(page, ['rules.hits']);
    await page.goto(`${host.url}&rules`);
    const counts = page.locator('.defaults td.number');
    await expect(counts.first()).toHaveText('…');
    // A cause to count anew.
    const other = await context.newPage();
    await other.goto(`${host.url}&rules`);
    const [chosen = ''] = await other.getByLabel('Critical events: How').selectOption('As usual');
    await expect(page.getByLabel('Critical events: How')).toHaveValue(chosen);
    expect(slow.asked('rules.hits')).toBe(1);
    slow.release('rules.hits');
    await expect(counts.first()).not.toHaveText('…');
    await expect.poll(() => slow.asked('rules.hits')).toBe(2);
  });

  test('is told for how long after a few seconds, once to a screen reader, and leaves what is read where it is', async ({
    house: { host, saymon },
    page,
  }) => {
    saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 %' });
    const slow = await slowHost(page, ['history.watch']);
    await page.goto(`${host.url}&history`);
    const row = page.locator('.row', { hasText: 'CPU over 95 %' }).first();
    await expect(row).toBeVisible();
    const place = await row.boundingBox();
    await page.getByRole('searchbox').fill('zebra');
    await expect(working(page)).toHaveText('Working…');
    await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'true');
    await expect(working(page)).toHaveText(
      /^Tocsin has been working on it for [4-9] s\. The window can be used meanwhile\.$/,
    );
    // The same words as at first, so that they are said once.
    await expect(page.locator('.working [role=status]')).toHaveText(/for 3 s\./);
    expect(await row.boundingBox()).toEqual(place);
    await page.getByRole('searchbox').fill('CPU');
    slow.release('history.watch');
    await expect(working(page)).toBeHidden();
    await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'false');
    await expect(row).toBeVisible();
  });

  test('of an empty list is not called nothing', async ({ house: { host, saymon }, page }) => {
    saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 %' });
    const slow = await slowHost(page, ['history.watch']);
    await page.goto(`${host.url}&history&text=zebra`);
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expect(working(page)).toBeVisible();
    await expect(page.getByText('Nothing matches')).toBeHidden();
    await expect(page.getByText('No events yet')).toBeHidden();
    slow.release('history.watch');
    await expect(page.locator('.row', { hasText: 'CPU over 95 %' }).first()).toBeVisible();
  });

  test('can be cancelled: an export, and the test of a server that takes the line and says nothing', async ({
    house: { host },
    page,
  }) => {
    const lines = new Set<Socket>();
    const silent = createServer((line) => {
      lines.add(line);
      line.on('error', () => undefined).resume();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await page.route('**/export?*', () => new Promise(() => undefined));
    await page.goto(`${host.url}&history`);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: /CSV/ }).click();
    await expect(page.getByRole('progressbar', { name: 'Export' })).toBeVisible();
    await page.locator('.exporting').getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('The export was cancelled. Nothing of it was kept.')).toBeVisible();
    await expect(page.getByRole('progressbar')).toBeHidden();

    await page.goto(`${host.url}&servers=new`);
    await called(/^Flamenco/)(page).click();
    await page.getByLabel('Name (needed)').fill('Farm');
    await page.getByLabel('Address (needed)').fill(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    await called(/^Test$/)(page).click();
    await expect(page.getByRole('list', { name: 'Connection test' })).toContainText('works');
    const cancel = called('Cancel the test')(page);
    await cancel.click();
    await expect(page.getByText('The test is cancelled.')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Connection test' })).toBeHidden();
    await expect(called(/^Test$/)(page)).toBeFocused();
    // Nothing of it is left behind, and the next one can begin.
    await expect.poll(() => [...lines].every((line) => line.destroyed || line.readableEnded)).toBe(true);
    await called(/^Test$/)(page).click();
    await expect(cancel).toBeVisible();
    for (const line of lines) line.destroy();
    silent.close();
  });

  test('a file of settings is fetched once, and that it comes is said', async ({ house: { host }, page }) => {
    let asked = 0;
    let go = () => {};
    const gone = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route(
      ({ pathname }) => pathname === '/settings',
      async (route) => {
        asked += 1;
        await gone;
        await route.continue();
      },
    );
    await page.goto(`${host.url}&settings`);
    const button = within('Import and export', 'Export the settings')(page);
    await button.click();
    await expect(working(page)).toBeVisible();
    await button.click({ force: true });
    await expect(button).toBeFocused();
    const download = page.waitForEvent('download');
    go();
    await download;
    await expect(working(page)).toBeHidden();
    expect(asked).toBe(1);
  });
});

test('a host that hangs is told as lost, and what it does once it goes on again is shown', async ({
  house: { host, saymon },
  page,
}) => {
  await page.clock.install();
  await page.goto(host.url);
  await expect(page.getByText('1 of 1 online')).toBeVisible();
  const lost = page.getByText(/^This page lost Tocsin/);
  process.kill(host.pid, 'SIGSTOP');
  try {
    // In steps, for each asks anew whether the line stands.
    await expect(async () => {
      await page.clock.runFor(4_000);
      await expect(lost).toBeVisible({ timeout: 200 });
    }).toPass();
  } finally {
    process.kill(host.pid, 'SIGCONT');
  }
  saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 %' });
  await expect(async () => {
    await page.clock.runFor(1_000);
    await expect(lost).toBeHidden({ timeout: 200 });
  }).toPass();
  await expect(page.getByText('CPU over 95 %').first()).toBeVisible();
});

test('a line over which nothing comes is kept as long as the host answers', async ({ house: { host }, page }) => {
  let pongs = 0;
  let lines = 0;
  await page.routeWebSocket(/\/socket$/, (socket) => {
    lines += 1;
    const server = socket.connectToServer();
    server.onMessage((message) => {
      socket.send(message);
      if (String(message).includes('"pong"')) pongs += 1;
    });
  });
  await page.clock.install();
  await page.goto(host.url);
  await expect(page.getByText('1 of 1 online')).toBeVisible();
  for (let beat = 1; beat <= 6; beat++) {
    await page.clock.runFor(4_000);
    // The page's clock is faster than the host: it is let on when the host has answered.
    await expect.poll(() => pongs).toBeGreaterThanOrEqual(beat);
    await expect(page.getByText(/^This page lost Tocsin/)).toBeHidden();
  }
  expect(lines).toBe(1);
});
