import { readFile, writeFile } from 'node:fs/promises';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { protocols } from '../../main/protocols/registry.ts';
import { settingsSections } from '../../preload/contract/api.ts';
import { shown } from '../desktop/notices.ts';
import { startHost, tocsin } from '../host.ts';
import type { Saymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { cutTexts, plainTexts } from './fitting.ts';
import { canStartWithSystem } from './host-told.ts';
import { expect, nocSettings, status, test } from './house.ts';
import { speakPseudo } from './pseudo.ts';
import { unreadable } from './readable.ts';

/** NOC, a server out of reach and one that refuses the sign-in, in a theme and a language. */
function house(appearance: Readonly<Record<string, string>>) {
  return (saymon: Saymon): unknown => {
    const auth = { type: 'session', sessionId: 'session-1' };
    const ours = { protocol: 'saymon', url: saymon.url, apiUrl: saymon.url };
    return {
      version: 1,
      appearance,
      servers: [
        { ...ours, id: 'noc', name: 'NOC', auth },
        { ...ours, id: 'lab', name: 'Lab', auth: { ...auth, sessionId: 'unknown' } },
        { protocol: 'flamenco', id: 'farm', name: 'Farm', url: 'http://127.0.0.1:9', enabled: false },
      ],
      rules: [
        { id: 'r1', name: 'Only serious', when: { kind: ['trap'], maxSeverity: 'info' }, then: { toast: 'none' } },
      ],
    };
  };
}

const screens = ['overview', 'history', 'servers', 'rules', 'settings'] as const;

async function go(page: Page, index: number): Promise<void> {
  await page.locator('.rail > button').nth(index).click();
  await expect(page.locator('.rail > button').nth(index)).toHaveAttribute('aria-current', 'page');
}

test.describe('the language', () => {
  test.use({ settings: { of: house({ language: 'en' }) } });

  test('is another one at once, in each window, in the tray and in what is shown from then on', async ({
    house: { saymon, host, data, desktop },
    page,
    context,
  }) => {
    await page.goto(`${host.url}&settings`);
    const other = await context.newPage();
    await other.goto(host.url);
    await expect(other.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await page.getByLabel('Language', { exact: true }).selectOption('Русский');
    await expect(page.getByRole('heading', { name: 'Вид и язык' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
    await expect(other.getByRole('heading', { name: 'Обзор' })).toBeVisible();

    saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
    const toast = await shown(desktop.notices, 'Критично: UPS-1');
    expect(toast.body).toBe('CPU over 95 %\nИнцидент · NOC');
    expect(toast.actions).toContain('Подтвердить');
    await expect(other.locator('.alert').first()).toHaveText(/Критично.*CPU over 95 %/);

    // What other programs read, and what is stored, is in English.
    const { servers } = await status(data);
    expect(servers.find(({ id }) => id === 'lab')?.why?.text).toMatch(/^The sign-in is refused or has ended/);
    const rows = (await tocsin(['history', '--data-dir', data, '--json'])).stdout.trim().split('\n');
    const titles = rows.map((row) => (JSON.parse(row) as { title: string }).title);
    expect(titles.filter((title) => /[а-яё]/i.test(title))).toEqual([]);
    expect(host.stderr()).not.toMatch(/[а-яё]/i);

    // The way back, from the line that says what was done.
    await page.getByRole('button', { name: 'Отменить' }).click();
    await expect(page.getByRole('heading', { name: 'Appearance and language' })).toBeVisible();
    await expect(other.getByRole('heading', { name: 'Overview' })).toBeVisible();
  });

  test('keeps what stands in a form while it changes', async ({ house: { host, data }, page }) => {
    await page.goto(`${host.url}&servers=noc`);
    await page.getByLabel('Name').first().fill('Night watch');
    const file = join(data, 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...settings, appearance: { language: 'ru' } }));
    await expect(page.getByLabel('Имя').first()).toHaveValue('Night watch');
  });

  test('of the session is spoken where nothing else is chosen, and no other one is loaded', async ({
    house: { host, data, desktop },
    page,
  }) => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(host.url);
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    for (const [index] of screens.entries()) await go(page, index);
    expect(loaded.filter((path) => path.includes('/ru-'))).toEqual([]);

    await host.stop();
    const file = join(data, 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...settings, appearance: { language: 'system' } }));
    const again = await startHost(data, { ...desktop.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'ru_RU.UTF-8' });
    try {
      await page.goto(`${again.url}&settings`);
      await expect(page.getByRole('heading', { name: 'Вид и язык' })).toBeVisible();
      await expect(page.getByLabel('Язык', { exact: true }).locator('option:checked')).toHaveText(
        'Как в системе (Русский)',
      );
      // From the first picture on: nothing of English is drawn before it.
      await page.addInitScript(() => {
        const seen: string[] = [];
        Object.assign(window, { seen });
        new MutationObserver(() => seen.push(document.body?.textContent ?? '')).observe(document, {
          childList: true,
          subtree: true,
        });
      });
      await page.reload();
      await expect(page.getByRole('heading', { name: 'Вид и язык' })).toBeVisible();
      const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
      expect(seen.filter((text) => /Connecting|Overview/.test(text))).toEqual([]);
    } finally {
      await again.stop();
    }
  });
});

test.describe('beside a Russian window', () => {
  test.use({ settings: { of: house({ language: 'ru' }) } });

  test('what the command line says stays English', async ({ house: { data } }) => {
    test.setTimeout(120_000);
    const wrong = join(data, 'wrong.json');
    await writeFile(wrong, JSON.stringify({ servers: [{ id: 'x', protocol: 'none', url: 'ftp://x' }], toasts: 3 }));
    for (const command of [['import', wrong], ['check']]) {
      const { stdout, stderr } = await tocsin([...command, '--data-dir', data]);
      expect(stdout + stderr).toMatch(/[a-z]{3} [a-z]{2}/);
      expect(stdout + stderr).not.toMatch(/[а-яё]/i);
    }
  });
});

test.describe('the theme', () => {
  test.use({ settings: { of: nocSettings } });
  const background = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);

  test('is another one at once, and follows the system live where it is to', async ({ house: { host }, page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`${host.url}&settings`);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await expect(page.getByRole('heading', { name: 'Appearance and language' })).toBeVisible();
    const light = await paper();
    await page.getByLabel('Theme', { exact: true }).selectOption('Dark');
    await expect.poll(paper).not.toBe(light);
    const dark = await paper();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByLabel('Theme', { exact: true }).selectOption('Light');
    await expect.poll(paper).toBe(light);
    await page.getByLabel('Theme', { exact: true }).selectOption('As the system');
    await expect.poll(paper).toBe(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(paper).toBe(light);
  });

  test('that was chosen is there before anything is drawn', async ({ house: { host }, page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`${host.url}&settings`);
    await page.getByLabel('Theme', { exact: true }).selectOption('Dark');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    // The window's own script never comes: what is drawn now is what is drawn first.
    await page.route(/\/assets\/index-[^/]*\.js$/, (route) => route.abort());
    await page.reload();
    expect(await background(page)).toBe('dark');
  });
});

/** What is no text of the window: words of servers, names, and what is stored in English. */
const ofServers: readonly string[] = [
  ...['NOC', 'Lab', 'Farm', 'UPS-1', 'CPU over 95 %', 'Link is slow', 'Alarm', 'Only serious', 'Session is not valid'],
  ...['Tocsin', 'English', 'Русский', 'freedesktop', 'Alt', 'CSV', 'JSON', 'values.temperature', '127.0.0.1'],
  // What the fields of servers hold at first, and what stands for it.
  ...['telemetries', 'profiles'],
  ...['The sign-in is refused or has ended', 'Sign in again', 'incidents'],
  // Packages, as a system names them.
  ...['Debian', 'Ubuntu', 'apt-get install pipewire-bin, pulseaudio-utils', 'alsa-utils'],
  ...['UTC', 'settings.json', 'node-notifier', 'browser', 'Node', 'tocsin serve'],
  ...[platform(), release(), arch()],
  ...[...protocols.values()].map(({ label }) => label),
].toSorted((one, other) => other.length - one.length);

/** Opens what is folded up, and waits until nothing of it is under way. */
async function unfold(page: Page): Promise<void> {
  await page.locator('.week-list summary').click();
  await page.locator('[data-setting="network.proxy"] select').selectOption({ index: 2 });
  await page.locator('.test-toast button').first().click();
  await expect(page.locator('.test-toast [role=status] p').first()).toBeVisible();
  await page.locator('#settings-diagnosis .buttons button').first().click();
  await expect(page.locator('#settings-diagnosis .sum')).toBeVisible({ timeout: 40_000 });
  await page.locator('#settings-about > button').last().click();
  await expect(page.locator('.packages details').first()).toBeVisible();
}

/** The form of each kind of server, with all that is folded, and each part that a list of it can have. */
async function lookAtForms(page: Page, url: string, look: Look): Promise<void> {
  for (const kind of protocols.keys()) {
    await page.goto(`${new URL(url).origin}/#servers=new:${kind}`);
    await expect(page.locator('form')).toBeVisible();
    await page.locator('form details:not([open]) > summary').evaluateAll((all) => {
      for (const each of all) (each as HTMLElement).click();
    });
    for (const chooser of await page.locator('.filter > select, .entry-list > .buttons > select').all()) {
      const values = await chooser
        .locator('option')
        .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
      for (const value of values.filter((each) => each !== '')) await chooser.selectOption(value);
    }
    await look(`form-${kind}`);
  }
}

/** Imports a file of settings, as far as what it would change. */
async function showImport(page: Page): Promise<void> {
  const settings = { version: 1, servers: [], rules: [], toasts: { maxPerMinute: 12 }, 'x-unknown': 1 };
  const file = { name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(settings)) };
  await page.locator('#settings-transfer input[type=file]').setInputFiles(file);
  await expect(page.locator('.coming')).toBeVisible();
  await page.locator('.coming input[type=checkbox]').check();
  await expect(page.locator('.coming li').first()).toBeVisible();
}

type Look = (name: string) => Promise<void>;

/** The first start from its cards to its last step; what would end it is left alone. */
async function lookAtFirstStart(page: Page, url: string, look: Look): Promise<void> {
  const at = (hash: string) => page.goto(`${new URL(url).origin}/#first=${hash}`);
  await page.goto(url);
  await expect(page.locator('.cards button')).toHaveCount(4);
  await look('first');
  await page.locator('.cards button').first().click();
  await expect(page.locator('form')).toBeVisible();
  await look('first-server');
  await at('toast');
  await page.locator('.buttons button').first().click();
  await expect(page.locator('.first-start b').first()).toBeVisible();
  await look('first-toast');
  await at('system');
  await expect(page.locator('.first-start input[type=checkbox]')).toBeVisible();
  await look('first-system');
}

/** Each part of the settings, from its title on. */
async function lookAtSettings(page: Page, look: Look): Promise<void> {
  for (const section of settingsSections) {
    await page.locator(`#settings-${section}`).evaluate((part) => part.scrollIntoView());
    await look(`settings-${section}`);
  }
}

/** Whether what is in sight fits, and of the pseudo-locale, whether it comes from the catalogue. */
async function lookAt(page: Page, name: string, pseudo: boolean): Promise<void> {
  if (process.env['TOCSIN_PICTURES']) {
    await page.screenshot({ path: `${process.env['TOCSIN_PICTURES']}/${name}.png` });
  }
  if (pseudo) expect.soft(await plainTexts(page, ofServers), `${name}: not from the catalogue`).toEqual([]);
  else expect.soft(await unreadable(page), `${name}: cannot be read`).toEqual([]);
  expect.soft(await cutTexts(page), `${name}: does not fit`).toEqual([]);
}

for (const [width, height] of [
  [900, 600],
  [640, 480],
] as const) {
  test.describe(`in a language with long words, at ${width} × ${height}, the first start`, () => {
    const appearance = { language: 'ru' };
    test.use({ settings: { of: () => ({ version: 1, appearance }) }, viewport: { width, height } });

    test('comes from the catalogue, and fits', async ({ house: { host }, page }) => {
      await speakPseudo(page);
      await canStartWithSystem(page);
      await lookAtFirstStart(page, host.url, (name) => lookAt(page, `pseudo-${width}-${name}`, true));
    });
  });

  test.describe(`in a language with long words, at ${width} × ${height}`, () => {
    test.use({ settings: { of: house({ language: 'ru' }) }, viewport: { width, height } });

    test('every text comes from the catalogue, and fits', async ({ house: { saymon, host, data }, page }) => {
      test.setTimeout(120_000);
      await speakPseudo(page);
      saymon.openIncident({ entityId: '64bb02', state: '4', text: 'Link is slow' });
      saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
      await until('both to be stored', async () => (await status(data)).openAlerts >= 2);
      await page.goto(host.url);
      await expect(page.locator('.alert').first()).toBeVisible();
      const look = (name: string) => lookAt(page, `pseudo-${width}-${name}`, true);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await look('overview');
      await go(page, 1);
      await expect(page.locator('.row').first()).toBeVisible();
      await look('history');
      await page.locator('.row').filter({ hasText: 'CPU over 95 %' }).first().click();
      await expect(page.locator('.detail h3').first()).toBeVisible();
      await look('detail');
      await page.keyboard.press('Escape');
      await go(page, 2);
      await look('servers');
      await page.locator('[data-server=noc] button').first().click();
      await expect(page.locator('form')).toBeVisible();
      await look('server');
      await lookAtForms(page, host.url, look);
      await go(page, 3);
      await expect(page.locator('.default-rules, table').first()).toBeVisible();
      await look('rules');
      await page.goto(`${new URL(host.url).origin}/#rules=r1`);
      await expect(page.locator('form')).toBeVisible();
      await look('rule');
      await go(page, 4);
      await unfold(page);
      await showImport(page);
      await lookAtSettings(page, look);
      await page.locator('h1').first().click();
      await page.keyboard.press('?');
      await expect(page.locator('dialog')).toBeVisible();
      await look('keys');
    });
  });
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in Russian, ${theme}`, () => {
    test.use({ settings: { of: house({ language: 'ru', theme }) }, viewport: { width: 900, height: 600 } });

    test('every screen can be read, and fits', async ({ house: { saymon, host, data, desktop }, page }) => {
      // What slides in is cut on its way.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const refused = await shown(desktop.notices, 'Вход отклонён: Lab');
      expect(refused.body).toMatch(/^Вход отклонён или истёк: .*\. Пока вы не войдёте, ничего не приходит\.\n/);
      saymon.openIncident({ entityId: '64bb02', state: '4', text: 'Link is slow' });
      saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
      await until('both to be stored', async () => (await status(data)).openAlerts >= 2);
      await page.goto(host.url);
      await expect(page.locator('.alert').first()).toBeVisible();
      for (const [index, screen] of screens.entries()) {
        await go(page, index);
        if (screen === 'history') {
          await page.locator('.row').filter({ hasText: 'CPU over 95 %' }).first().click();
          await expect(page.locator('.detail h3').first()).toBeVisible();
        }
        await expect(page.locator('#screen h1').first()).toBeAttached();
        if (screen !== 'settings') await lookAt(page, `ru-${theme}-${screen}`, false);
      }
      await unfold(page);
      await showImport(page);
      await lookAtSettings(page, (name) => lookAt(page, `ru-${theme}-${name}`, false));
      await lookAtForms(page, host.url, (name) => lookAt(page, `ru-${theme}-${name}`, false));
    });
  });
}

test.describe('in Russian, the first start', () => {
  const appearance = { language: 'ru', theme: 'light' };
  test.use({ settings: { of: () => ({ version: 1, appearance }) }, viewport: { width: 900, height: 600 } });

  test('can be read, and fits', async ({ house: { host }, page }) => {
    await canStartWithSystem(page);
    await lookAtFirstStart(page, host.url, (name) => lookAt(page, `ru-light-${name}`, false));
  });
});
