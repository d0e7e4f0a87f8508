import type { ServerState } from '../api.ts';
import { durationText } from './time.ts';
import { stateWord } from './words.ts';

/** A server's state in words: `online, limited`, `out of reach, next try in 40 s`. */
export function stateText({ enabled, state }: Pick<ServerState, 'enabled' | 'state'>, now: number): string {
  if (!enabled) return stateWord('stopped');
  switch (state.name) {
    case 'online':
      return state.limits.length === 0 ? stateWord('online') : `${stateWord('online')}, limited`;
    case 'waiting':
      return `${stateWord('waiting')}, ${state.retryAt > now ? `next try in ${durationText(state.retryAt - now)}` : 'trying again'}`;
    case 'stopped':
    case 'connecting':
    case 'blocked':
      return stateWord(state.name);
  }
}
