import type { Page } from '@playwright/test';
import { expect, nocSettings, test } from './house.ts';

const dayMs = 24 * 3_600_000;

test.describe('an opening window', () => {
  test('has one line, dialled before its script is there, and rows without a style of their own', async ({
    house,
    page,
  }) => {
    const lines: string[] = [];
    page.on('websocket', (socket) => lines.push(socket.url()));
    // The script waits until the line has been dialled without it.
    await page.route('**/assets/index-*.js', async (route) => {
      await expect.poll(() => lines).toHaveLength(1);
      await route.continue();
    });
    house.saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
    await page.goto(`${house.host.url}&history`);
    await expect(page.locator('.row')).toHaveCount(1);
    expect(lines).toHaveLength(1);
    await expect(page.locator('.row[style]')).toHaveCount(0);
  });

  test('dials by itself where that was not done before', async ({ house, page }) => {
    await page.route('**/ahead.js', (route) => route.abort());
    await page.goto(`${house.host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
  });

  test('says that it connects when the answer takes long', async ({ house, page }) => {
    await page.routeWebSocket(/\/socket$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((text) => {
        if (!String(text).includes('"window.start"')) server.send(text);
      });
    });
    await page.goto(`${house.host.url}&history`);
    await expect(page.getByText('Connecting')).toBeVisible();
  });
});

for (const [language, day] of [
  ['en', /^\d+ [A-Z][a-z]+ $/],
  ['ru', /^\d+ [а-я]+\.? $/],
] as const) {
  test.describe(`a window that opens in ${language}`, () => {
    test.use({
      settings: { of: (saymon) => ({ ...nocSettings(saymon), appearance: { language } }) },
    });

    test('begins nothing of Intl for its first rows', async ({ house, page }) => {
      house.saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
      await noteIntl(page, language);
      await page.clock.setFixedTime(Date.now() + 3 * dayMs);
      await page.goto(`${house.host.url}&history`);
      await expect(page.locator('.row .other-day span')).toHaveText(day);
      expect(await page.evaluate(() => (window as unknown as { begun: string[] }).begun)).toEqual([]);
    });
  });
}

/** Has a page that was there before, in a language, write down in `begun` what it asks of the platform's locales. */
async function noteIntl(page: Page, spoken: string): Promise<void> {
  await page.addInitScript((language) => {
    localStorage.setItem('tocsin.language', language);
    const begun: string[] = [];
    Object.assign(window, { begun });
    const watch = (owner: object, names: readonly string[]) => {
      for (const name of names) {
        const made: unknown = Reflect.get(owner, name);
        if (typeof made !== 'function') continue;
        const noted = new Proxy(made, {
          apply: (_, self, given) => {
            begun.push(name);
            return Reflect.apply(made, self, given);
          },
          construct: (_, given) => {
            begun.push(name);
            return Reflect.construct(made, given);
          },
        });
        Object.assign(owner, { [name]: noted });
      }
    };
    watch(Intl, Object.getOwnPropertyNames(Intl));
    watch(Number.prototype, ['toLocaleString']);
    watch(Date.prototype, ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']);
    watch(String.prototype, ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase']);
  }, spoken);
}
