import type { UnreadFrames } from '../../preload/contract/api.ts';
import { causeText, plain, serverTile } from '../../preload/contract/texts/index.ts';
import { Moment } from '../ui/moment.tsx';

/** How many messages of a server could not be read, and how the last one began. */
export function UnreadNote({ unread, now }: { readonly unread: UnreadFrames; readonly now: number }) {
  const { count, at, why, begin } = unread;
  return (
    <details class="note unread">
      <summary>
        {serverTile.unreadable(count)} <Moment at={at} now={now} />
      </summary>
      <p class="muted">
        {causeText(why).why}. {serverTile.unreadableHelp}
      </p>
      {begin !== '' && <pre>{plain(begin)}</pre>}
    </details>
  );
}
