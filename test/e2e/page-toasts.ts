import type { Page } from '@playwright/test';
import { startDesktop } from '../desktop/desktop.ts';
import { dataDirectory, startHost } from '../host.ts';
import { startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { test as base } from './house.ts';

/** A house whose desktop has no notification daemon. */
export const test = base.extend({
  house: async ({ settings }, use) => {
    const desktop = await startDesktop({ daemon: null });
    const saymon = await startSaymon();
    const data = await dataDirectory(settings.of(saymon));
    const host = await startHost(data.path, desktop.env);
    await until('the server to be subscribed to', () => saymon.subscriptions().some(({ calls }) => calls.length >= 3));
    await use({ desktop, saymon, host, data: data.path });
    await host.stop();
    await saymon.close();
    await desktop.close();
    await data.remove();
  },
});

/** What a page gave its browser to show. */
interface Given {
  readonly title: string;
  readonly options: NotificationOptions;
  readonly shown: boolean;
  readonly closed: boolean;
}

declare global {
  interface Window {
    given: { title: string; options: NotificationOptions; shown: boolean; closed: boolean; real: Notification }[];
  }
}

/** Looks over the shoulder of the browser's own Notification, which goes on to do its work. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.given = [];
    const Real = window.Notification;
    window.Notification = class extends Real {
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        const given = { title, options, shown: false, closed: false, real: this as Notification };
        window.given.push(given);
        this.addEventListener('show', () => {
          given.shown = true;
        });
        this.addEventListener('close', () => {
          given.closed = true;
        });
      }
    } as typeof Notification;
  });
}

export const given = (page: Page): Promise<readonly Given[]> =>
  page.evaluate(() => window.given.map(({ title, options, shown, closed }) => ({ title, options, shown, closed })));
