import { useMemo, useState } from 'preact/hooks';
import type { ProtocolView } from '../../preload/contract/api.ts';
import { frame, lockText, plain, serverScreen } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { lockOf, newDraft, wantsPerson } from './draft.ts';
import { Form } from './form.tsx';
import { SignInPanel } from './sign-in.tsx';
import { Tile } from './tile.tsx';
import { UnreadNote } from './unread.tsx';

/** The servers with their state and its cause in words; beside them the form of one. */
export function ServersScreen({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const { server } = store.place.value;
  if (told === null) return null;
  return (
    <div class={`servers ${server === null ? '' : 'with-form'}`}>
      <section class="server-list" aria-label={frame.servers}>
        <div class="bar">
          <h1>{frame.servers}</h1>
          <button type="button" class="primary" onClick={() => store.go({ server: 'new' })}>
            {serverScreen.addServer}
          </button>
        </div>
        {told.servers.length === 0 && <p class="empty">{serverScreen.noServer}</p>}
        <ul>
          {told.servers.map((each) => (
            <Tile key={each.id} server={each} store={store} open={server === each.id} />
          ))}
        </ul>
      </section>
      <section class="server-form" aria-label={serverScreen.settings}>
        {server !== null && (
          <button type="button" class="link back" onClick={() => store.go({ server: null })}>
            {serverScreen.back}
          </button>
        )}
        {server === 'new' && <NewServer store={store} protocols={told.protocols} />}
        {server !== null && server !== 'new' && <KnownServer key={server} store={store} id={server} />}
        {server === null && told.servers.length > 0 && <p class="empty muted">{serverScreen.choose}</p>}
      </section>
    </div>
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
        <div class="bar">
          <h2>{serverScreen.addOf(protocol.label)}</h2>
        </div>
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
  // It comes late, for a server that was just added is told a moment after its answer.
  if (settings === undefined || protocol === undefined) {
    return <p class="empty late">{serverScreen.gone(plain(id))}</p>;
  }
  const { enabled, muted, name } = settings;
  const lock = (path: string) => {
    const file = lockOf(told?.locked, id, path);
    return { disabled: file !== null, title: file === null ? undefined : lockText(file) };
  };
  const state = told?.servers.find((server) => server.id === id);
  const unproven = state?.state.name === 'online' && !state.proven;

  async function remove(): Promise<void> {
    if (!(await store.run('servers.remove', { id }))) return;
    store.say(serverScreen.removed(plain(name)), () => void restore());
    store.go({ server: null }, 'replace');
  }
  async function restore(): Promise<void> {
    const answer = await store.command('servers.restore', { id });
    if (answer?.restored === false) store.say(serverScreen.notRestored(plain(name)));
  }
  return (
    <>
      <div class="bar">
        <h2>{plain(name)}</h2>
        <button
          type="button"
          {...lock('enabled')}
          onClick={() => store.run('servers.enable', { id, enabled: !enabled })}
        >
          {enabled ? serverScreen.switchOff : serverScreen.switchOn}
        </button>
        <button type="button" {...lock('muted')} onClick={() => store.run('servers.mute', { id, muted: !muted })}>
          {muted ? serverScreen.unmute : serverScreen.mute}
        </button>
        <button type="button" onClick={() => void remove()}>
          {serverScreen.remove}
        </button>
      </div>
      {state !== undefined && wantsPerson(settings) && <SignInPanel server={state} store={store} />}
      {unproven && <p class="note muted">{serverScreen.unproven}</p>}
      {protocol.blind !== null && <p class="note muted">{protocol.blind}</p>}
      {state?.unreadable != null && <UnreadNote unread={state.unreadable} now={store.now.value} />}
      <Form store={store} protocol={protocol} begin={settings} isNew={false} />
    </>
  );
}
