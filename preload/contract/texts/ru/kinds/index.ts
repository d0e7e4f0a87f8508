import type { KindTexts } from '../../kinds.ts';
import { every } from './every.ts';
import { flamenco } from './flamenco.ts';
import { kamea } from './kamea.ts';
import { rackhd } from './rackhd.ts';
import { saymon } from './saymon.ts';

/** The kinds of servers in Russian, by what they say in English. The window loads it with the first screen that shows it. */
export const kinds: KindTexts = { every, kinds: { flamenco, kamea, rackhd, saymon } };
