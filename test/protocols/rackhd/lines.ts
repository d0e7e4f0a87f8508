import type { Protocol } from '../../../main/protocols/protocol.ts';
import { rackhd } from '../../../main/protocols/rackhd/adapter.ts';
import type { ServerSettings } from '../../../preload/contract/api.ts';
import { FakeClock } from '../../fake-clock.ts';
import { type Rackhd, type RackhdOptions, startRackhd } from '../../servers/rackhd.ts';
import { until } from '../../until.ts';
import { type Line, type LineOptions, openLine } from '../line.ts';

/** Servers and lines of a test, closed at its end. */
export class House {
  readonly #closing: (() => unknown)[] = [];

  async started(options: RackhdOptions = {}): Promise<Rackhd> {
    const server = await startRackhd(options);
    this.closing(() => server.close());
    return server;
  }

  opened(protocol: Protocol, settings: ServerSettings, options: LineOptions = {}): Line {
    const line = openLine(protocol, settings, options);
    this.closing(() => line.session.close());
    return line;
  }

  async online(
    server: { readonly url: string },
    change: object = {},
    options: LineOptions & { readonly protocol?: Protocol } = {},
  ): Promise<Line> {
    const line = this.opened(options.protocol ?? rackhd(), settings(server.url, change), options);
    await until('caught up', async () => {
      // A clock that stands still moves by no time, so that what is due at once runs.
      if (options.clock instanceof FakeClock) await options.clock.tick(0);
      return line.catchUps.length === 1 || line.down !== null;
    });
    return line;
  }

  closing(close: () => unknown): void {
    this.#closing.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }
}

export function settings(url: string, change: object = {}): ServerSettings {
  return { id: 'racks', name: 'Racks', protocol: 'rackhd', enabled: true, muted: false, url, ...change };
}
