import type { Severity } from '../../../preload/contract/api.ts';
import { type OwnWords, own } from '../own-words.ts';

/** A word of the server for how bad something is, and ours. */
export interface Word {
  readonly name: string;
  readonly severity: Severity;
  /** The name, where the documentation gives it and not the server. */
  readonly own?: OwnWords;
}

/** https://api.saymon.tech/documentation/models/incident-level. The numbers are not ordered by severity. */
export const levels: Readonly<Record<string, Word>> = {
  '1': { name: 'Alarm', severity: 'critical' },
  '2': { name: 'Warning', severity: 'warning' },
  '3': { name: 'Cleared', severity: 'ok' },
  '4': { name: 'Major', severity: 'error' },
};

/** https://api.saymon.tech/documentation/models/state */
export const states: Readonly<Record<string, Word>> = {
  '1': stateOf(own('Created'), 'info'),
  '3': stateOf(own('Working'), 'ok'),
  '4': stateOf(own('Overloaded'), 'warning'),
  '5': stateOf(own('Alarm'), 'critical'),
  '6': stateOf(own('Stopped'), 'info'),
  '7': stateOf(own('No data'), 'error'),
  '8': stateOf(own('Down'), 'error'),
  '9': stateOf(own('Disabled'), 'info'),
};

/** Levels of the event log: https://api.saymon.tech/documentation/models/event-log */
export const eventLevels: Readonly<Record<string, Word>> = {
  '0': { name: 'Clear', severity: 'ok' },
  '1': { name: 'Minor', severity: 'warning' },
  '2': { name: 'Major', severity: 'error' },
  '3': { name: 'Critical', severity: 'critical' },
};

/** Why a state changed: https://api.saymon.tech/documentation/misc/state-change-reason */
const reasons: Readonly<Record<number, OwnWords>> = {
  1: own('The state of a child changed'),
  2: own('The state of a child changed'),
  3: own('No condition fits'),
  4: own('Sensor error'),
  5: own('No children'),
  6: own('No data from the agent'),
  7: own('The agent is down'),
  8: own('Monitoring is disabled'),
  9: own("The agent's task was removed"),
  10: own('The state of a child changed'),
  11: own('No data from the agent'),
  12: own('Set from outside'),
  13: own('Set by hand'),
  14: own('A periodic event came without data'),
  15: own('The data expired'),
  16: own('The incident was cleared'),
  17: own('A condition of its states is wrong'),
};

/** The words of a reason's code; null: it has none. */
export function reasonText(code: number | null): OwnWords | null {
  return code === null ? null : (reasons[code] ?? null);
}

/** What the user and the server's administrator say about words: severities set here, names set there. */
export interface Vocabulary {
  /** `level:64ff`, `state:7`, `event:1` to our severity. */
  readonly severities: Readonly<Record<string, Severity>>;
  readonly levelNames: ReadonlyMap<string, string>;
  readonly stateNames: ReadonlyMap<string, string>;
}

/**
 * The level of an incident. A custom one is a warning unless set. Older servers send the entity's state here: 5 to 9 can
 * only be that, and stand for the level that SAYMON gives to the state.
 */
export function levelWord(id: string | null, { severities, levelNames }: Vocabulary): Word {
  if (id === null) return { name: '', severity: 'warning' };
  const set = severities[`level:${id}`];
  const built = levels[id] ?? (/^[5-9]$/.test(id) ? states[id] : undefined);
  const name = levelNames.get(id) ?? built?.name ?? id;
  return { name, severity: set ?? built?.severity ?? 'warning' };
}

/** A state of an entity. A custom one is `info` unless set. */
export function stateWord(id: string | null, { severities, stateNames }: Vocabulary): Word {
  if (id === null) return { name: '', severity: 'info' };
  const built = states[id];
  const named = stateNames.get(id);
  const own = named === undefined ? built?.own : undefined;
  const name = named ?? built?.name ?? id;
  return {
    name,
    ...(own === undefined ? {} : { own }),
    severity: severities[`state:${id}`] ?? built?.severity ?? 'info',
  };
}

/** A level of the event log; without one it is `otherwise`. */
export function eventWord(id: string | null, { severities }: Vocabulary, otherwise: Severity): Word {
  if (id === null) return { name: '', severity: otherwise };
  const built = eventLevels[id];
  return { name: built?.name ?? id, severity: severities[`event:${id}`] ?? built?.severity ?? otherwise };
}

function stateOf(own: OwnWords, severity: Severity): Word {
  return { name: own.own, own, severity };
}
