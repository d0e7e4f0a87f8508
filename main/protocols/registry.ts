import { flamenco } from './flamenco/adapter.ts';
import type { Protocol } from './protocol.ts';
import { saymon } from './saymon/adapter.ts';

const known: readonly Protocol[] = [saymon(), flamenco()];

/** The kinds of server, by name. */
export const protocols: ReadonlyMap<string, Protocol> = new Map(known.map((protocol) => [protocol.name, protocol]));
