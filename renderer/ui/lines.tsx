import type { ComponentChildren } from 'preact';
import type { ServerState } from '../../preload/contract/api.ts';
import { causeText, noticeText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

const linesShown = 2;

/** What the user must know, above every screen: at most two lines, the rest as a number. */
export function Lines({ store }: { readonly store: Store }) {
  const told = store.told.value;
  if (told === null) return null;
  const lines: ComponentChildren[] = [
    ...(store.reachable.value
      ? []
      : ['Tocsin does not answer. What stands here may be old; this page tries again by itself.']),
    ...told.notices.map(noticeText),
    ...told.servers.filter(inTrouble).map((server) => <Trouble key={server.id} server={server} store={store} />),
  ];
  const rest = lines.length - linesShown;
  return (
    <div class="lines" role="status">
      {lines.slice(0, linesShown).map((line, index) => (
        <p key={index}>
          <span>{line}</span>
          {index === linesShown - 1 && rest > 0 && <b>+ {rest}</b>}
        </p>
      ))}
    </div>
  );
}

function Trouble({ server, store }: { readonly server: ServerState; readonly store: Store }) {
  const { state, name, id } = server;
  if (state.name !== 'waiting' && state.name !== 'blocked') return null;
  const { why, remedy } = causeText(state.why);
  return (
    <>
      {name} {state.name === 'blocked' ? 'needs you' : 'is out of reach'}: {why}.{' '}
      {state.name === 'blocked' && `${remedy}. `}
      <button type="button" class="link" onClick={() => store.run('servers.retry', { id })}>
        Try again
      </button>
    </>
  );
}

function inTrouble({ enabled, state }: ServerState): boolean {
  return enabled && (state.name === 'waiting' || state.name === 'blocked');
}
