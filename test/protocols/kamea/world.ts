import { afterEach } from 'vitest';
import { type Clock, systemClock } from '../../../main/clock.ts';
import { kamea } from '../../../main/protocols/kamea/adapter.ts';
import type { Protocol } from '../../../main/protocols/protocol.ts';
import type { ServerSettings } from '../../../preload/contract/api.ts';
import { boiler, type Kamea, type KameaOptions, pump, startKamea } from '../../servers/kamea.ts';
import { until } from '../../until.ts';
import { type Line, type LineOptions, openLine } from '../line.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Ends with the test. */
export function closes(close: () => unknown): void {
  closing.push(close);
}

/** Ten times as fast, so that the waiting for a denial is short. */
export const hasty: Clock = { now: Date.now, after: (delayMs, run) => systemClock.after(delayMs / 10, run) };

export async function started(options: KameaOptions = {}): Promise<Kamea> {
  const server = await startKamea(options);
  closes(() => server.close());
  return server;
}

export function settings(server: { readonly url: string }, change: Record<string, unknown> = {}): ServerSettings {
  return {
    id: 'iot',
    name: 'IOT',
    protocol: 'kamea',
    enabled: true,
    muted: false,
    url: server.url,
    auth: { type: 'bearer', token: 'token-1' },
    devices: [boiler, pump],
    ...change,
  };
}

export function opened(protocol: Protocol, server: ServerSettings, options: LineOptions = {}): Line {
  const line = openLine(protocol, server, { clock: hasty, ...options });
  closes(() => line.session.close());
  return line;
}

/**
 * A line that is up, subscribed and read. Being up is only silence after the subscriptions, so that the server has taken
 * them is seen there.
 */
export async function online(
  server: Pick<Kamea, 'url' | 'subscriptions'>,
  change: Record<string, unknown> = {},
  options: LineOptions & { readonly protocol?: Protocol } = {},
): Promise<Line> {
  const given = settings(server, change);
  const line = opened(options.protocol ?? kamea(), given, options);
  await until('caught up', () => line.catchUps.length === 1 || line.down !== null);
  // A protocol that remembers denials leaves devices out.
  const { length } = options.protocol === undefined ? (given['devices'] as readonly unknown[]) : [1];
  await until('its subscriptions there', () => {
    return line.down !== null || (server.subscriptions().at(-1)?.asked.length ?? 0) >= length;
  });
  return line;
}

/** The lines that a connection would open one after the other, until one stays up. */
export async function settled(protocol: Protocol, server: ServerSettings, options: LineOptions = {}): Promise<Line[]> {
  const lines: Line[] = [];
  for (let n = 0; n < 12; n++) {
    const line = opened(protocol, server, options);
    lines.push(line);
    await until('caught up or down', () => line.catchUps.length === 1 || line.down !== null);
    if (line.down === null || line.down.fatal) return lines;
  }
  throw new Error('No line stayed up');
}
