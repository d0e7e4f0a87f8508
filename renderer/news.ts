import { type EventRow, rankOf, type ServerState, type Updates } from '../preload/contract/api.ts';
import { frame, plain, severityWord, subjectText, titleText } from '../preload/contract/texts/index.ts';

/** What a screen reader says of new rows: the worst of them and how many more there are; empty below `error`. */
export function newsOfRows({ rows, total }: Updates['rows']): string {
  const loud = rows.filter(({ severity }) => rankOf(severity) >= rankOf('error'));
  const [first, ...rest] = loud;
  if (first === undefined) return '';
  const worst = rest.reduce<EventRow>(
    (one, other) => (rankOf(other.severity) > rankOf(one.severity) ? other : one),
    first,
  );
  const more = total > 1 ? frame.newsMore(total - 1) : '';
  return `${severityWord(worst.severity)}: ${plain(subjectText(worst))}, ${plain(titleText(worst))}${more}`;
}

type Seen = 'seen' | 'lost' | 'blocked';

const words: Readonly<Record<Seen, 'newsBack' | 'newsLost' | 'newsBlocked'>> = {
  seen: 'newsBack',
  lost: 'newsLost',
  blocked: 'newsBlocked',
};

/** What a screen reader says of servers that were lost, that need somebody, or that are back; empty when none is. */
export function newsOfServers(before: readonly ServerState[], after: readonly ServerState[]): string {
  const turned = after.flatMap((server) => {
    const was = seenOf(before.find(({ id }) => id === server.id));
    const is = seenOf(server);
    return was === null || is === null || was === is ? [] : [`${frame[words[is]]}: ${plain(server.name)}`];
  });
  return turned.join('. ');
}

/** Null: switched off or not known. A server that is being tried is as lost as it was. */
function seenOf(server: ServerState | undefined): Seen | null {
  if (server === undefined || !server.enabled) return null;
  const { state, lostAt } = server;
  switch (state.name) {
    case 'online':
      return 'seen';
    case 'blocked':
      return 'blocked';
    case 'waiting':
      return 'lost';
    case 'connecting':
      return lostAt === null ? null : 'lost';
    case 'stopped':
      return null;
  }
}
