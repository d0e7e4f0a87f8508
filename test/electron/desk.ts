import { test as base } from '@playwright/test';
import { type Desktop, startDesktop } from '../desktop/desktop.ts';
import { nocSettings } from '../e2e/house.ts';
import { dataDirectory } from '../host.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { type DesktopApp, launchers } from './desktop-app.ts';
import type { DesktopHost } from './hosts.ts';
import { openPolicyPlace, type PolicyPlace } from './policy-place.ts';

/** An operator's desk: a desktop with a panel, a stand-in SAYMON server, and the built desktop app. */
export interface Desk {
  readonly desktop: Desktop;
  readonly saymon: Saymon;
  readonly data: string;
  /** The place of the policy, where the desk has one of its own. */
  readonly policy: PolicyPlace | null;
  /** Starts the app, once more after it has ended; it is stopped with the desk. */
  start(...args: readonly string[]): Promise<DesktopApp>;
  /** When the app has connected to its server and subscribed. */
  online(): Promise<unknown>;
}

export interface DeskOptions {
  /** What the app runs on. */
  on: DesktopHost;
  /** The desk's own: whether its panel stands from the beginning, and which settings and policy it starts with. */
  with: {
    readonly tray: boolean;
    readonly settings?: (saymon: Saymon) => unknown;
    readonly policy?: (saymon: Saymon) => unknown;
  };
}

export const test = base.extend<DeskOptions & { desk: Desk }>({
  on: ['stand-in', { option: true }],
  with: [{ tray: true }, { option: true }],
  desk: async ({ on, with: own }, use) => {
    const desktop = await startDesktop({ tray: own.tray });
    const saymon = await startSaymon();
    const data = await dataDirectory((own.settings ?? nocSettings)(saymon));
    const policy = own.policy === undefined ? null : await openPolicyPlace();
    await policy?.put(JSON.stringify(own.policy?.(saymon)));
    const apps: DesktopApp[] = [];
    const start = async (...args: readonly string[]) => {
      const around = policy === null ? {} : { around: policy.around };
      const app = await launchers[on]({ dataDirectory: data.path, env: desktop.env, args, ...around });
      apps.push(app);
      return app;
    };
    // A command a look would slow down what it waits for: the server sees it sooner.
    const online = () =>
      until('the server to be asked', () => (saymon.subscriptions()[0]?.calls.length ?? 0) > 0, 30_000);
    await use({ desktop, saymon, data: data.path, policy, start, online });
    for (const app of apps) await app.stop();
    await saymon.close();
    await desktop.close();
    await policy?.remove();
    await data.remove();
  },
});
export { expect } from '@playwright/test';
