import { flamenco } from '../../../main/protocols/flamenco/adapter.ts';
import type { Protocol } from '../../../main/protocols/protocol.ts';
import type { ServerSettings } from '../../../preload/contract/api.ts';
import { type Flamenco, type FlamencoOptions, startFlamenco } from '../../servers/flamenco.ts';
import { until } from '../../until.ts';
import { type Line, type LineOptions, openLine } from '../line.ts';

/** Stand-ins and lines of one test, ended together. */
export class Lines {
  readonly #closing: (() => unknown)[] = [];

  /** For what else a test opens. */
  ends(close: () => unknown): void {
    this.#closing.push(close);
  }

  async start(options: FlamencoOptions = {}): Promise<Flamenco> {
    const server = await startFlamenco(options);
    this.ends(() => server.close());
    return server;
  }

  open(url: string, change: Record<string, unknown> = {}, options: LineOptions = {}, protocol = flamenco()): Line {
    const line = openLine(protocol as Protocol, settings(url, change), options);
    this.ends(() => line.session.close());
    return line;
  }

  /** A line that has caught up. */
  async online(
    server: Flamenco,
    change: Record<string, unknown> = {},
    options: LineOptions = {},
    protocol = flamenco(),
  ) {
    const line = this.open(server.url, change, options, protocol);
    await until('caught up', () => {
      if (line.down !== null) throw new Error(`It ended: ${JSON.stringify(line.down)}`);
      return line.catchUps.length === 1;
    });
    return line;
  }

  async end(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }
}

export function settings(url: string, change: Record<string, unknown> = {}): ServerSettings {
  return { id: 'farm', name: 'Farm', protocol: 'flamenco', enabled: true, muted: false, url, ...change };
}
