import { test as base } from '@playwright/test';
import { type Desktop, startDesktop } from '../desktop/desktop.ts';
import { dataDirectory, type RunningHost, startHost, status } from '../host.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';

/** A whole house: a desktop, a stand-in SAYMON server, and `tocsin serve` on a data directory of its own. */
export interface House {
  readonly desktop: Desktop;
  readonly saymon: Saymon;
  readonly host: RunningHost;
  readonly data: string;
}

interface Fixtures {
  /** The settings that the house starts with, made of its stand-in server. */
  settings: { readonly of: (saymon: Saymon) => unknown };
  house: House;
}

/** The settings of one SAYMON server named NOC. */
export function nocSettings(saymon: Saymon): object {
  const auth = { type: 'session', sessionId: 'session-1' };
  return {
    version: 1,
    servers: [{ id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth }],
  };
}

export const test = base.extend<Fixtures>({
  // Wrapped, for Playwright takes a plain function for a fixture.
  settings: [{ of: nocSettings }, { option: true }],
  house: async ({ settings }, use) => {
    const desktop = await startDesktop();
    const saymon = await startSaymon();
    const data = await dataDirectory(settings.of(saymon));
    const host = await startHost(data.path, desktop.env);
    await until('a state that stays', async () => {
      const [server] = (await status(data.path)).servers;
      return server === undefined || server.state === 'online' || server.state === 'blocked';
    });
    await use({ desktop, saymon, host, data: data.path });
    await host.stop();
    await saymon.close();
    await desktop.close();
    await data.remove();
  },
});
export { expect } from '@playwright/test';
export { status };
