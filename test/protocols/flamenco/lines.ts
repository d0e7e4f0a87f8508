import { flamenco } from '../../../main/protocols/flamenco/adapter.ts';
import type { HttpAnswer, HttpRequest, Net, Protocol } from '../../../main/protocols/protocol.ts';
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

/** A way on which the answers to one address wait, and may be let go. */
export interface Holding {
  readonly net: Pick<Net, 'request'>;
  /** All other answers came, and this one was given. */
  readonly isHeld: () => boolean;
  readonly release: () => void;
}

/** `path` as REST has it, `/jobs`; `others` is how many answers come beside it. */
export function holding(path: string, others: number): Holding {
  const { promise, resolve } = Promise.withResolvers<void>();
  let held = false;
  let came = 0;
  const request = async (url: string, { signal, ...request }: HttpRequest = {}): Promise<HttpAnswer> => {
    const { method = 'GET', headers = {}, body } = request;
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await answer.text();
    if (url.endsWith(path)) {
      held = true;
      const ended = new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      await Promise.race([promise, ended]);
    } else came++;
    return { status: answer.status, headers: {}, body: text };
  };
  return { net: { request }, isHeld: () => held && came === others, release: resolve };
}

export function settings(url: string, change: Record<string, unknown> = {}): ServerSettings {
  return { id: 'farm', name: 'Farm', protocol: 'flamenco', enabled: true, muted: false, url, ...change };
}
