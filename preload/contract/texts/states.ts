import type { ServerState } from '../api.ts';
import { words } from './language.ts';
import { durationText } from './time.ts';
import { stateWord } from './words.ts';

export const english = {
  limited: 'limited',
  nextTry: (duration: string) => `next try in ${duration}`,
  trying: 'trying again',
};
const text = words('states', english);

/** A server's state in words: `online, limited`, `out of reach, next try in 40 s`. One that is lost stays so while it is tried. */
export function stateText(
  { enabled, state, lostAt }: Pick<ServerState, 'enabled' | 'state' | 'lostAt'>,
  now: number,
): string {
  if (!enabled) return stateWord('stopped');
  switch (state.name) {
    case 'online':
      return state.limits.length === 0 ? stateWord('online') : `${stateWord('online')}, ${text.limited}`;
    case 'waiting':
      return lost(state.retryAt > now ? text.nextTry(durationText(state.retryAt - now)) : text.trying);
    case 'connecting':
      return lostAt === null ? stateWord(state.name) : lost(text.trying);
    case 'stopped':
    case 'blocked':
      return stateWord(state.name);
  }
}

function lost(what: string): string {
  return `${stateWord('waiting')}, ${what}`;
}
