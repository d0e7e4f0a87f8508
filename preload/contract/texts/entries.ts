import type { RouteFault, RouteSample } from '../api.ts';
import { words } from './language.ts';

export const english = {
  faults: {
    none: 'Give a routing key: words with dots between them; * stands for one word, # for any number of them',
    space: 'A routing key has no spaces: words stand with dots between them',
    'empty-word': 'A word is missing: a dot stands at an end, or two stand together',
    'part-of-word': '* and # stand for whole words: set a dot between them and the rest',
    long: 'It is longer than the 255 characters that a routing key may have',
  } satisfies Readonly<Record<RouteFault, string>>,
  takesNothing: 'It takes nothing of what servers are known to send; it may be a key of your own.',
  takes: (keys: string) => `Takes for example ${keys}.`,
  takesMore: (keys: string, more: number) => `Takes for example ${keys}, and ${more} more kinds.`,
  flood: (keys: string) => `It also takes what comes all the time: ${keys}.`,
  covered: (routes: string) => `It adds nothing: ${routes} takes all of it already.`,
  doubles: (routes: string) => `What it has in common with ${routes} comes twice, and may be told twice.`,
  add: 'Add…',
  remove: 'Remove',
  asking: 'Asking the server…',
  json: 'As JSON',
  strange: 'This one has more to it than the form can show: it is changed as JSON.',
};

/** The words of a list of items in a form. */
export const entryList = words('entries', english);

/** What is wrong with a routing key. */
export function routeFaultText(fault: RouteFault): string {
  return `${entryList.faults[fault]}.`;
}

/** How many samples are named. */
const named = 2;

/** What a routing key takes of what servers send. */
export function routeTakesText(samples: readonly RouteSample[]): string {
  if (samples.length === 0) return entryList.takesNothing;
  const said = keysText(samples.slice(0, named));
  return samples.length > named ? entryList.takesMore(said, samples.length - named) : entryList.takes(said);
}

/** What a routing key takes that comes without end. */
export function routeFloodText(samples: readonly RouteSample[]): string {
  return entryList.flood(keysText(samples));
}

/** Another routing key takes all that this one does. */
export function routeCoveredText(routes: readonly string[]): string {
  return entryList.covered(routes.join(', '));
}

/** Two routing keys have messages in common, each of which comes twice. */
export function routeDoublesText(routes: readonly string[]): string {
  return entryList.doubles(routes.join(', '));
}

function keysText(samples: readonly RouteSample[]): string {
  return samples.map(({ key, says }) => `${key} (${says})`).join(', ');
}
