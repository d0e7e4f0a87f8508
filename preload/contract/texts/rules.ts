import type { DefaultRuleId } from '../api.ts';
import { inEnglish, words } from './language.ts';
import { ownEvents } from './own-events.ts';
import { cut } from './plain.ts';

const nameLength = 60;
const digits = 3;

/** `temperature 84, limit 80`: what crossed a limit, as the title of its event is stored, in English. */
export function thresholdText(crossed: {
  readonly name: string;
  readonly reading: number;
  readonly limit: number;
}): string {
  const reading = `${cut(crossed.name, nameLength)} ${numberText(crossed.reading)}`;
  return inEnglish(() => ownEvents.crossed(reading, numberText(crossed.limit)));
}

export const english: Readonly<Record<DefaultRuleId, string>> = {
  'default-closed': 'What closes',
  'default-unchanged': 'What changed and is no worse',
  'default-stream': 'Streams',
  'default-message': 'Messages to you, and events by a name of your choice',
  'default-job': 'Results of jobs',
  'default-connection': 'Connections',
  'default-critical': 'Critical events',
  'default-fault': 'Errors and warnings',
  'default-rest': 'Everything else',
};
const names = words('ruleNames', english);

/** What a default rule is about, as the list of rules names it. */
export function defaultRuleName(id: DefaultRuleId): string {
  return names[id];
}

/** A reading as people write it: no more than three digits behind the point. */
function numberText(number: number): string {
  const rounded = Number(number.toFixed(digits));
  return String(rounded === 0 && number !== 0 ? Number(number.toPrecision(digits)) : rounded);
}
