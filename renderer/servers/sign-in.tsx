import { useEffect, useRef, useState } from 'preact/hooks';
import type { ServerSettings, ServerState, SignInBegun } from '../../preload/contract/api.ts';
import { plain, serverTile, signInText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { wantsPerson } from './draft.ts';

interface SignInProps {
  readonly server: ServerState;
  readonly store: Store;
}

/** Whether a server waits for a person to sign in with its provider. */
export function needsPerson({ state, id }: ServerState, servers: readonly ServerSettings[]): boolean {
  if (state.name !== 'blocked' || !['sign-in', 'sign-in-needed'].includes(state.why.code)) return false;
  const settings = servers.find((server) => server.id === id);
  return settings !== undefined && wantsPerson(settings);
}

/** Begins the sign-in with the browser; how it goes on stands at the server. */
export function SignInButton({ server: { id, name }, store }: SignInProps) {
  const begin = () => {
    void store.command('sign-in.begin', { server: id, how: 'browser' });
    store.go({ screen: 'servers', event: null, server: id });
  };
  return (
    <button type="button" class="link" aria-label={serverTile.signInAt(plain(name))} onClick={begin}>
      {serverTile.signIn}
    </button>
  );
}

/** The sign-in of a person at a server: begin it, see how it stands, end it. */
export function SignInPanel({ server, store }: SignInProps) {
  const { id, signIn } = server;
  const panel = useRef<HTMLElement>(null);
  const pressed = useRef(false);
  const [busy, setBusy] = useState(false);
  const waiting = signIn?.name === 'waiting' ? signIn : null;
  // The button that was pressed is gone: the focus goes to what stands in its place.
  useEffect(() => {
    if (!pressed.current) return;
    pressed.current = false;
    panel.current?.querySelector<HTMLElement>('a, button')?.focus();
  }, [waiting === null]);

  async function begin(how: SignInBegun['how']): Promise<void> {
    pressed.current = true;
    setBusy(true);
    const begun = await store.command('sign-in.begin', { server: id, how });
    setBusy(false);
    if (begun === null) pressed.current = false;
  }
  async function cancel(): Promise<void> {
    pressed.current = true;
    await store.run('sign-in.cancel', { server: id });
  }
  return (
    <section class="sign-in" aria-label={serverTile.signInPanel} ref={panel}>
      <p role="status">{busy ? serverTile.asking : standing(server, store.now.value)}</p>
      {waiting?.how === 'device' && <p class="code">{plain(waiting.code)}</p>}
      <p class="buttons">
        {waiting === null ? (
          <>
            <button type="button" aria-disabled={busy} onClick={() => busy || void begin('browser')}>
              {signIn?.name === 'done' ? serverTile.signInAnew : serverTile.signIn}
            </button>
            <button type="button" class="link" aria-disabled={busy} onClick={() => busy || void begin('device')}>
              {serverTile.withCode}
            </button>
          </>
        ) : (
          <>
            <a href={waiting.url} target="_blank" rel="noreferrer">
              {waiting.how === 'device' ? plain(waiting.url) : serverTile.openPage}
            </a>
            <button type="button" onClick={() => void cancel()}>
              {serverTile.cancel}
            </button>
          </>
        )}
      </p>
    </section>
  );
}

function standing({ signIn, state }: ServerState, now: number): string {
  if (signIn !== undefined) return signInText(signIn, now);
  return state.name === 'online' ? serverTile.signedIn : serverTile.notSignedIn;
}
