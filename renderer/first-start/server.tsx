import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ProtocolView, ServerState } from '../../preload/contract/api.ts';
import {
  firstPolicyServer,
  firstServerThere,
  firstServerTitle,
  firstStart,
  stateText,
} from '../../preload/contract/texts/index.ts';
import { newServerKeys } from '../drafts.ts';
import { kindNamed, kindsIn } from '../kinds.ts';
import { begunDraft, type Draft, newDraft, wantsPerson } from '../servers/draft.ts';
import { Form } from '../servers/form.tsx';
import { SignInPanel } from '../servers/sign-in.tsx';
import type { Store } from '../store.ts';
import { Unsaved } from '../ui/unsaved.tsx';
import { missingOf } from './begin.ts';
import { StepTitle } from './title.tsx';

interface ServerStepProps {
  readonly store: Store;
  /** The kind of server that is being added; null: it is not chosen yet. */
  readonly adds: string | null;
  readonly next: () => void;
  readonly place: string;
}

/** The first server: its kind, its address, its sign-in; of a policy's servers only what is missing. */
export function ServerStep({ store, adds, next, place }: ServerStepProps) {
  const told = store.told.value;
  if (told === null) return null;
  const protocol = kindNamed(told.protocols, adds);
  if (protocol !== undefined) {
    return <NewServer key={protocol.name} store={store} protocol={protocol} next={next} place={place} />;
  }
  const { unfinished, signIn } = missingOf(told);
  const missing = unfinished.length + signIn.length > 0;
  const none = told.settings.length === 0 && !missing;
  return (
    <section key="overview">
      <StepTitle place={place}>
        {missing ? firstStart.server.policyTitle : none ? firstStart.server.title : firstStart.server.there}
      </StepTitle>
      <p class="muted">{missing ? firstStart.server.policyHelp : firstStart.server.help}</p>
      {newServerKeys(store.drafts).map((key) => (
        <Unsaved key={key} store={store} of={key} />
      ))}
      {unfinished.map(({ id, name, protocol: kind, settings }) => (
        <Unfinished key={id} store={store} name={name} kind={kind} settings={settings} />
      ))}
      {told.servers.map((server) => (
        <There key={server.id} store={store} server={server} />
      ))}
      {none && <Kinds store={store} protocols={kindsIn(told.protocols)} />}
      <p class="buttons ways">
        {!none && unfinished.length === 0 && (
          <button type="button" class="primary" onClick={next}>
            {firstStart.next}
          </button>
        )}
        {(none || unfinished.length > 0) && (
          <button type="button" onClick={next}>
            {firstStart.skip}
          </button>
        )}
        {!none && !missing && <AddAnother store={store} protocols={kindsIn(told.protocols)} />}
      </p>
    </section>
  );
}

interface KindsProps {
  readonly store: Store;
  readonly protocols: readonly ProtocolView[];
}

function Kinds({ store, protocols }: KindsProps) {
  return (
    <ul class="cards" aria-label={firstStart.server.kinds}>
      {protocols.map(({ name, label, summary }) => (
        <li key={name}>
          <button type="button" onClick={() => store.go({ first: { step: 'server', adds: name } })}>
            <b>{label}</b>
            <span>{summary}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function AddAnother({ store, protocols }: KindsProps) {
  return (
    <details class="another">
      <summary>{firstStart.server.add}</summary>
      <Kinds store={store} protocols={protocols} />
    </details>
  );
}

interface NewServerProps extends Omit<ServerStepProps, 'adds'> {
  readonly protocol: ProtocolView;
}

function NewServer({ store, protocol, next, place }: NewServerProps) {
  const servers = store.told.value?.settings;
  // Once: what others change meanwhile must not reset what is typed.
  const begin = useMemo(() => ({ ...newDraft(protocol), name: protocol.label }), [protocol]);
  const kinds = () => store.go({ first: { step: 'server', adds: null } });
  const [added, setAdded] = useState<Draft | null>(null);
  const isThere = servers?.some(({ id }) => id === added?.['id']) === true;
  useEffect(() => {
    // It is told a moment after the answer. Whoever signs in with a browser does so once the server is there.
    if (added === null || !isThere) return;
    // The way back does not lead into a form for one more.
    store.go({ first: { step: 'server', adds: null } }, 'replace');
    if (!wantsPerson(added)) next();
  }, [added, isThere]);
  return (
    <section key="new">
      <StepTitle place={place}>{firstServerTitle(protocol.label)}</StepTitle>
      <p class="muted">{protocol.summary}</p>
      <Form store={store} protocol={protocol} begin={begin} isNew={true} least={true} saved={setAdded} />
      <p class="buttons ways">
        <button type="button" class="link" onClick={kinds}>
          {firstStart.server.others}
        </button>
        <button type="button" onClick={next}>
          {firstStart.skip}
        </button>
      </p>
    </section>
  );
}

interface UnfinishedProps {
  readonly store: Store;
  readonly name: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

function Unfinished({ store, name, kind, settings }: UnfinishedProps) {
  const protocol = kindNamed(store.told.value?.protocols, kind);
  const begin = useMemo(
    () => (protocol === undefined ? {} : begunDraft(protocol, settings)),
    [protocol, JSON.stringify(settings)],
  );
  if (protocol === undefined) return null;
  return (
    <section aria-label={firstPolicyServer(name, protocol.label)}>
      <h2>{firstPolicyServer(name, protocol.label)}</h2>
      <Form store={store} protocol={protocol} begin={begin} isNew={false} least={true} saved={() => undefined} />
    </section>
  );
}

function There({ store, server }: { readonly store: Store; readonly server: ServerState }) {
  const settings = store.told.value?.settings.find(({ id }) => id === server.id);
  return (
    <section class="there">
      <p role="status">{firstServerThere(server.name, stateText(server, store.now.value))}</p>
      {settings !== undefined && wantsPerson(settings) && <SignInPanel server={server} store={store} />}
    </section>
  );
}
