import { flamenco } from './flamenco/adapter.ts';
import { kamea } from './kamea/adapter.ts';
import type { Protocol } from './protocol.ts';
import { rackhd } from './rackhd/adapter.ts';
import { saymon } from './saymon/adapter.ts';

const known: readonly Protocol[] = [saymon(), kamea(), flamenco(), rackhd()];

/** The kinds of server, by name. */
export const protocols: ReadonlyMap<string, Protocol> = new Map(known.map((protocol) => [protocol.name, protocol]));
