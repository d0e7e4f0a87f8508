import type { RouteFault, RouteSample } from '../api.ts';

const faults: Readonly<Record<RouteFault, string>> = {
  none: 'Give a routing key: words with dots between them; * stands for one word, # for any number of them',
  space: 'A routing key has no spaces: words stand with dots between them',
  'empty-word': 'A word is missing: a dot stands at an end, or two stand together',
  'part-of-word': '* and # stand for whole words: set a dot between them and the rest',
  long: 'It is longer than the 255 characters that a routing key may have',
};

/** What is wrong with a routing key. */
export function routeFaultText(fault: RouteFault): string {
  return `${faults[fault]}.`;
}

/** How many samples are named. */
const named = 2;

/** What a routing key takes of what servers send. */
export function routeTakesText(samples: readonly RouteSample[]): string {
  if (samples.length === 0) return 'It takes nothing of what servers are known to send; it may be a key of your own.';
  const said = samples.slice(0, named).map(({ key, says }) => `${key} (${says})`);
  const rest = samples.length - said.length;
  return `Takes for example ${said.join(', ')}${rest > 0 ? `, and ${rest} more kinds` : ''}.`;
}

/** What a routing key takes that comes without end. */
export function routeFloodText(samples: readonly RouteSample[]): string {
  return `It also takes what comes all the time: ${samples.map(({ key, says }) => `${key} (${says})`).join(', ')}.`;
}

/** Another routing key takes all that this one does. */
export function routeCoveredText(routes: readonly string[]): string {
  return `It adds nothing: ${routes.join(', ')} takes all of it already.`;
}

/** Two routing keys have messages in common, each of which comes twice. */
export function routeDoublesText(routes: readonly string[]): string {
  return `What it has in common with ${routes.join(', ')} comes twice, and may be told twice.`;
}

/** The words of a list of items in a form. */
export const entryList = {
  add: 'Add…',
  remove: 'Remove',
  asking: 'Asking the server…',
  json: 'As JSON',
  strange: 'This one has more to it than the form can show: it is changed as JSON.',
} as const;
