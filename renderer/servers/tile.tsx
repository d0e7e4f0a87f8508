import type { Cause, ServerState } from '../../preload/contract/api.ts';
import { causeSentence, plain, sentence, serverTile, stateText } from '../../preload/contract/texts/index.ts';
import { serverKey } from '../drafts.ts';
import type { Store } from '../store.ts';
import { Moment } from '../ui/moment.tsx';
import { Unsaved } from '../ui/unsaved.tsx';
import { needsPerson, SignInButton } from './sign-in.tsx';

interface TileProps {
  readonly server: ServerState;
  readonly store: Store;
  readonly open: boolean;
  /** Where there is little room: since when only where it is not well. */
  readonly brief?: boolean;
}

/** A server in the list: how it is, since when, and what to do where it is not well. */
export function Tile({ server, store, open, brief = false }: TileProps) {
  const { state, id } = server;
  const now = store.now.value;
  const why = store.outages.value.get(id);
  const limits = state.name === 'online' ? state.limits : [];
  const marks = [state.name, limits.length > 0 && 'limited', server.lostAt !== null && 'lost', open && 'open'];
  return (
    <li class={`tile ${marks.filter(Boolean).join(' ')}`} data-server={id}>
      <button
        type="button"
        class="plain"
        aria-current={open}
        onClick={() => store.go({ screen: 'servers', server: id })}
      >
        <b title={plain(server.name)}>{plain(server.name)}</b>
        {server.muted && <span class="chip">{serverTile.muted}</span>}
        <span class="state">{stateText(server, now)}</span>
      </button>
      {why !== undefined && (
        <p>
          <Why why={why} />{' '}
          {needsPerson(server, store.told.value?.settings ?? []) ? (
            <SignInButton server={server} store={store} />
          ) : (
            <Retry server={server} store={store} />
          )}
        </p>
      )}
      {limits.map(({ subscription, why }) => (
        <p key={subscription}>
          {plain(sentence(subscription))}: <Why why={why} />
        </p>
      ))}
      {limits.length > 0 && (
        <p>
          <Retry server={server} store={store} />
        </p>
      )}
      {server.pressed && <p>{serverTile.pressed}</p>}
      <Times server={server} now={now} since={!brief || state.name !== 'online'} />
      {!open && <Unsaved store={store} of={serverKey(id)} />}
    </li>
  );
}

interface TimesProps {
  readonly server: ServerState;
  readonly now: number;
  readonly since: boolean;
}

function Times({ server, now, since: tellsSince }: TimesProps) {
  const { enabled, since, lostAt, lastEventAt } = server;
  return (
    <p class="muted">
      {enabled && tellsSince && (
        <>
          <span class="whole">
            {serverTile.since} <Moment at={lostAt ?? since} now={now} />.
          </span>{' '}
        </>
      )}
      <span class="whole">
        {lastEventAt === null ? (
          serverTile.noEvent
        ) : (
          <>
            {serverTile.lastEvent} <Moment at={lastEventAt} now={now} />.
          </>
        )}
      </span>
    </p>
  );
}

function Why({ why }: { readonly why: Cause }) {
  return <>{causeSentence(why)}</>;
}

function Retry({ server: { id, name }, store }: { readonly server: ServerState; readonly store: Store }) {
  return (
    <button
      type="button"
      class="link"
      aria-label={serverTile.tryAgainAt(plain(name))}
      onClick={() => store.run('servers.retry', { id })}
    >
      {serverTile.tryAgain}
    </button>
  );
}
