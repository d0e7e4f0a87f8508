import { useMemo } from 'preact/hooks';
import type { ProtocolView, UnfinishedServer } from '../../preload/contract/api.ts';
import { frame, lockText, plain, serverForm, serverScreen } from '../../preload/contract/texts/index.ts';
import { newServerKeys, serverKey } from '../drafts.ts';
import { kindNamed, kindsIn } from '../kinds.ts';
import { addedKind, addingOf, newServer } from '../place.ts';
import type { Store } from '../store.ts';
import { Gone } from '../ui/gone.tsx';
import { Unsaved } from '../ui/unsaved.tsx';
import { begunDraft, lockOf, newDraft, wantsPerson } from './draft.ts';
import { Form } from './form.tsx';
import { SignInPanel } from './sign-in.tsx';
import { Tile } from './tile.tsx';
import { UnreadNote } from './unread.tsx';

/** The servers with their state and its cause in words; beside them the form of one. */
export function ServersScreen({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const { server } = store.place.value;
  if (told === null) return null;
  const adds = addedKind(server);
  return (
    <div class={`servers ${server === null ? '' : 'with-form'}`}>
      <h1 class="unseen-text">{frame.servers}</h1>
      <section class="server-list" aria-label={frame.servers}>
        <div class="bar">
          <h1>{frame.servers}</h1>
          <button id="add-server" type="button" class="primary" onClick={() => store.go({ server: newServer })}>
            {serverScreen.addServer}
          </button>
        </div>
        {told.servers.length + told.unfinished.length === 0 && <p class="empty">{serverScreen.noServer}</p>}
        <ul>
          {adds == null &&
            newServerKeys(store.drafts).map((key) => (
              <li key={key} class="tile">
                <b>{serverForm.newOne}</b>
                <Unsaved store={store} of={key} />
              </li>
            ))}
          {told.unfinished.map((each) => (
            <UnfinishedTile key={each.id} server={each} store={store} open={server === each.id} />
          ))}
          {told.servers.map((each) => (
            <Tile key={each.id} server={each} store={store} open={server === each.id} />
          ))}
        </ul>
      </section>
      <section id="server-form" class="server-form" tabIndex={-1} aria-label={serverScreen.settings}>
        {server !== null && (
          <button type="button" class="link back" onClick={() => store.go({ server: null })}>
            {serverScreen.back}
          </button>
        )}
        {adds !== undefined && <NewServer key={adds} store={store} protocols={kindsIn(told.protocols)} kind={adds} />}
        {server !== null && adds === undefined && <KnownServer key={server} store={store} id={server} />}
        {server === null && told.servers.length > 0 && <p class="empty muted">{serverScreen.choose}</p>}
      </section>
    </div>
  );
}

interface NewServerProps {
  readonly store: Store;
  readonly protocols: readonly ProtocolView[];
  /** Null: it is not chosen yet. */
  readonly kind: string | null;
}

function NewServer({ store, protocols, kind }: NewServerProps) {
  const [only] = protocols;
  const protocol = protocols.length === 1 ? only : protocols.find(({ name }) => name === kind);
  // The draft is made once: what others change meanwhile must not reset what is typed.
  const begin = useMemo(() => (protocol === undefined ? {} : newDraft(protocol)), [protocol]);
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
        <button key={name} type="button" onClick={() => store.go({ server: addingOf(name) })}>
          <b>{label}</b>
          <span>{summary}</span>
        </button>
      ))}
    </div>
  );
}

interface UnfinishedProps {
  readonly store: Store;
  readonly server: UnfinishedServer;
}

/** In the list: a server of the policy that waits for the user's part. */
function UnfinishedTile({ store, server: { id, name }, open }: UnfinishedProps & { readonly open: boolean }) {
  return (
    <li class={`tile blocked ${open ? 'open' : ''}`} data-server={id}>
      <button
        type="button"
        class="plain"
        aria-current={open}
        onClick={() => store.go({ screen: 'servers', server: id })}
      >
        <b>{plain(name)}</b>
        <span class="state">{serverForm.unfinished}</span>
      </button>
      {!open && <Unsaved store={store} of={serverKey(id)} />}
    </li>
  );
}

/** What a server of the policy still lacks. */
export function UnfinishedServerForm({ store, server, saved }: UnfinishedProps & { readonly saved?: () => void }) {
  const protocol = kindNamed(store.told.value?.protocols, server.protocol);
  const begin = useMemo(
    () => (protocol === undefined ? {} : begunDraft(protocol, server.settings)),
    [protocol, server.settings],
  );
  if (protocol === undefined) return null;
  return (
    <>
      <div class="bar">
        <h2>{plain(server.name)}</h2>
      </div>
      <p class="note muted">{serverForm.unfinishedHelp}</p>
      <Form store={store} protocol={protocol} begin={begin} isNew={false} least={true} saved={() => saved?.()} />
    </>
  );
}

function KnownServer({ store, id }: { readonly store: Store; readonly id: string }) {
  const told = store.told.value;
  const settings = told?.settings.find((server) => server.id === id);
  const protocol = kindNamed(told?.protocols, settings?.protocol);
  const unfinished = told?.unfinished.find((server) => server.id === id);
  if (unfinished !== undefined) return <UnfinishedServerForm store={store} server={unfinished} />;
  // It comes late, for a server that was just added is told a moment after its answer.
  if (settings === undefined || protocol === undefined) {
    return <Gone store={store} of={serverKey(id)} text={serverScreen.gone(plain(id))} />;
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
    store.drafts.discard(serverKey(id));
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
