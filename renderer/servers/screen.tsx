import { useMemo, useState } from 'preact/hooks';
import type { ProtocolView, ServerState } from '../../preload/contract/api.ts';
import { causeText, clockText, durationText, stateText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { newDraft } from './draft.ts';
import { Form } from './form.tsx';

/** The servers with their state and its cause in words; beside them the form of one. */
export function ServersScreen({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const { server } = store.place.value;
  if (told === null) return null;
  return (
    <div class="servers">
      <section class="server-list" aria-label="Servers">
        <div class="bar">
          <h1>Servers</h1>
          <button type="button" class="primary" onClick={() => store.go({ server: 'new' })}>
            Add a server
          </button>
        </div>
        {told.servers.length === 0 && <p class="empty">No server yet. Add the first one.</p>}
        <ul>
          {told.servers.map((state) => (
            <Tile key={state.id} state={state} store={store} open={server === state.id} />
          ))}
        </ul>
      </section>
      <section class="server-form" aria-label="Settings of the server">
        {server === 'new' && <NewServer store={store} protocols={told.protocols} />}
        {server !== null && server !== 'new' && <KnownServer key={server} store={store} id={server} />}
        {server === null && told.servers.length > 0 && (
          <p class="empty muted">Choose a server to see and change its settings.</p>
        )}
      </section>
    </div>
  );
}

function Tile({
  state: server,
  store,
  open,
}: {
  readonly state: ServerState;
  readonly store: Store;
  readonly open: boolean;
}) {
  const { state, id, name } = server;
  const now = store.now.value;
  const trouble = state.name === 'waiting' || state.name === 'blocked';
  return (
    <li class={`tile ${state.name} ${open ? 'open' : ''}`} data-server={id}>
      <button type="button" class="plain" aria-expanded={open} onClick={() => store.go({ server: id })}>
        <b>{name}</b>
        {server.muted && <span class="chip">muted</span>}
        <span class="state">
          {stateText(server, now)}
          {state.name === 'online' && ` for ${durationText(now - state.since)}`}
        </span>
      </button>
      {trouble && (
        <p>
          {causeText(state.why).why}. {causeText(state.why).remedy}.{' '}
          <button type="button" class="link" onClick={() => store.run('servers.retry', { id })}>
            Try again
          </button>
        </p>
      )}
      {state.name === 'online' &&
        state.limits.map(({ subscription, why }) => (
          <p key={subscription}>
            {subscription}: {causeText(why).why}.
          </p>
        ))}
      {server.pressed && <p>It sends faster than the disk takes: its socket waits.</p>}
      <p class="muted">
        {server.lastEventAt === null
          ? 'No event since the start.'
          : `Last event ${clockText(server.lastEventAt, now)}.`}
      </p>
    </li>
  );
}

function NewServer({ store, protocols }: { readonly store: Store; readonly protocols: readonly ProtocolView[] }) {
  const [only] = protocols;
  const [chosen, choose] = useState(protocols.length === 1 ? (only?.name ?? null) : null);
  const protocol = protocols.find(({ name }) => name === chosen);
  const servers = store.told.value?.settings;
  // The draft is made once: what others change meanwhile must not reset what is typed.
  const begin = useMemo(() => (protocol === undefined ? {} : newDraft(protocol, servers ?? [])), [protocol]);
  if (protocol !== undefined) {
    return (
      <>
        <h2>Add a {protocol.label} server</h2>
        <Form store={store} protocol={protocol} begin={begin} isNew={true} />
      </>
    );
  }
  return (
    <div class="cards">
      {protocols.map(({ name, label, summary }) => (
        <button key={name} type="button" onClick={() => choose(name)}>
          <b>{label}</b>
          <span>{summary}</span>
        </button>
      ))}
    </div>
  );
}

function KnownServer({ store, id }: { readonly store: Store; readonly id: string }) {
  const told = store.told.value;
  const settings = told?.settings.find((server) => server.id === id);
  const protocol = told?.protocols.find(({ name }) => name === settings?.protocol);
  if (settings === undefined || protocol === undefined) return <p class="empty">There is no server “{id}” any more.</p>;
  const { enabled, muted, name } = settings;

  async function remove(): Promise<void> {
    if (!(await store.run('servers.remove', { id }))) return;
    store.say(`${name} is removed. Its history stays.`, () => void store.run('servers.restore', { id }));
    store.go({ server: null }, 'replace');
  }
  return (
    <>
      <div class="bar">
        <h2>{name}</h2>
        <button type="button" onClick={() => store.run('servers.enable', { id, enabled: !enabled })}>
          {enabled ? 'Switch off' : 'Switch on'}
        </button>
        <button type="button" onClick={() => store.run('servers.mute', { id, muted: !muted })}>
          {muted ? 'Unmute' : 'Mute'}
        </button>
        <button type="button" onClick={() => void remove()}>
          Remove
        </button>
      </div>
      <Form store={store} protocol={protocol} begin={settings} isNew={false} />
    </>
  );
}
