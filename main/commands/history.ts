import type { Cause, Event, EventRow, Grounds, Picture } from '../../preload/contract/api.ts';
import type { History } from '../history/history.ts';
import { type CommandTable, Refusal } from './table.ts';

/** How many rows a window is given at a time. */
export const pageRows = 100;
const storyRows = 200;

interface HistoryCommands {
  readonly history: History;
  /** Whether the browser may open the address of an event. */
  readonly mayOpen: (event: Event) => boolean;
  /** How an event came to its outcome. */
  readonly grounds: (event: EventRow) => Promise<Grounds>;
  /** Rows were seen by the user; the number by which that can be taken back. */
  readonly seen: (rows: readonly EventRow[] | 'all') => Promise<number>;
  /** Takes a marking back; false: it is too late. */
  readonly unseen: (marking: number) => Promise<boolean>;
  /** The picture of an event, or why it cannot be had. */
  readonly picture: (event: Event) => Promise<Picture | { readonly why: Cause }>;
}

/** Reading the history, and marking it seen. */
export function historyCommands({ history, grounds, mayOpen, seen, unseen, picture }: HistoryCommands) {
  return {
    'history.watch': async ({ filter }, caller) => caller.start(filter, () => history.search(filter, pageRows)),
    'history.page': ({ filter, before }) => history.page(filter, before, pageRows),
    'history.event': async ({ id }) => {
      const event = await history.event(id);
      if (event === null) return null;
      const story = event.alert === null ? [] : await history.story(event.server, event.alert, storyRows);
      return { event, story, grounds: await grounds(event), link: mayOpen(event) ? event.url : null };
    },
    'history.picture': async ({ id }) => {
      const event = await history.event(id);
      if (event === null) throw new Refusal('not-found', 'This event is no longer in the history');
      return picture(event);
    },
    'history.size': () => history.size(),
    'history.digest': ({ from, to, bucketMs }) => history.digest(from, to, bucketMs),
    'history.seen': async (input) => ({ marking: await seen('all' in input ? 'all' : await history.rows(input.ids)) }),
    'history.unseen': async ({ marking }) => ({ undone: await unseen(marking) }),
  } satisfies Partial<CommandTable>;
}
