import type { EventRow } from '../../preload/contract/api.ts';
import type { History } from '../history/history.ts';
import type { CommandTable } from './table.ts';

const pageRows = 100;
const storyRows = 200;

interface HistoryCommands {
  readonly history: History;
  /** Rows were seen by the user. */
  readonly seen: (rows: readonly EventRow[] | 'all') => Promise<void>;
}

/** Reading the history, and marking it seen. */
export function historyCommands({ history, seen }: HistoryCommands) {
  return {
    'history.watch': async ({ filter }, caller) =>
      caller.start(filter, async () => {
        const [page, count] = await Promise.all([history.page(filter, null, pageRows), history.count(filter)]);
        return { page, count };
      }),
    'history.page': ({ filter, before }) => history.page(filter, before, pageRows),
    'history.event': async ({ id }) => {
      const event = await history.event(id);
      if (event === null) return null;
      const story = event.alert === null ? [] : await history.story(event.server, event.alert, storyRows);
      return { event, story };
    },
    'history.seen': async (input) => {
      await seen('all' in input ? 'all' : await history.rows(input.ids));
      return null;
    },
  } satisfies Partial<CommandTable>;
}
