import { startFlamencoDemo } from './flamenco-demo.ts';
import { startKameaDemo } from './kamea-demo.ts';
import type { DemoOptions } from './life.ts';
import { startRackhdDemo } from './rackhd-demo.ts';
import { startSaymonDemo } from './saymon-demo.ts';

/** One stand-in of each kind, each with a life of its own. */
export interface Demo {
  /** Servers for a settings file. */
  readonly servers: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** Starts all four kinds of servers; the first incident opens after 2 s. */
export async function startDemo(options: Omit<DemoOptions, 'port'> = {}): Promise<Demo> {
  const [saymon, kamea, flamenco, rackhd] = await Promise.all([
    startSaymonDemo(options),
    startKameaDemo(options),
    startFlamencoDemo(options),
    startRackhdDemo(options),
  ]);
  return {
    servers: [
      {
        ...{ id: 'plant', name: 'Plant', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url },
        auth: { type: 'session', sessionId: saymon.session },
      },
      {
        ...{ id: 'boilers', name: 'Boilers', protocol: 'kamea', url: kamea.url, apiUrl: kamea.url },
        ...{ auth: { type: 'bearer', token: kamea.token }, devices: kamea.devices },
      },
      { id: 'farm', name: 'Farm', protocol: 'flamenco', url: flamenco.url },
      { id: 'racks', name: 'Racks', protocol: 'rackhd', url: rackhd.url },
    ],
    async close() {
      await Promise.all([saymon, kamea, flamenco, rackhd].map((each) => each.close()));
    },
  };
}
