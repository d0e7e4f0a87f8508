import type { UnreadFrames } from '../../preload/contract/api.ts';
import { causeText, plain } from '../../preload/contract/texts/index.ts';
import { Moment } from '../ui/moment.tsx';

/** How many messages of a server could not be read, and how the last one began. */
export function UnreadNote({ unread, now }: { readonly unread: UnreadFrames; readonly now: number }) {
  const { count, at, why, begin } = unread;
  const much = count === 1 ? 'One message could not be read' : `${count} messages could not be read, the last one`;
  return (
    <details class="note unread">
      <summary>
        {much} at <Moment at={at} now={now} />
      </summary>
      <p class="muted">{causeText(why).why}. What it said may be missing here; tell whoever runs the server.</p>
      {begin !== '' && <pre>{plain(begin)}</pre>}
    </details>
  );
}
