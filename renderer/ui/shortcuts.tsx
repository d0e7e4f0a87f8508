import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { keyName, shortcutScreen, shortcuts } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SingleKeys, useKeys } from './keys.ts';

/** The list of keys, under `?`. */
export function Shortcuts({ store }: { readonly store: Store }) {
  const [open, setOpen] = useState(false);
  const single = useContext(SingleKeys);
  const dialog = useRef<HTMLDialogElement>(null);
  useKeys(useMemo(() => ({ '?': () => setOpen(true) }), []));
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  if (!open) {
    return (
      <button
        type="button"
        class="keys link"
        title={single ? shortcutScreen.openWhole : shortcutScreen.openAlone}
        onClick={() => setOpen(true)}
      >
        {single ? shortcutScreen.open : shortcutScreen.title}
      </button>
    );
  }
  return (
    <dialog ref={dialog} class="shortcuts" aria-labelledby="shortcuts-title" onClose={() => setOpen(false)}>
      <header>
        <h2 id="shortcuts-title">{shortcutScreen.title}</h2>
        {/* Has the focus, which is to show the list from its top. */}
        <button type="button" onClick={() => dialog.current?.close()}>
          {shortcutScreen.close}
        </button>
      </header>
      {!single && (
        <p>
          {shortcutScreen.singleOff}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              dialog.current?.close();
              store.go({ screen: 'settings', section: 'keys', event: null });
            }}
          >
            {shortcutScreen.singleSettings}
          </button>
        </p>
      )}
      {shortcuts.map(({ where, keys }) => (
        <section key={where}>
          <h3>{shortcutScreen.where[where]}</h3>
          <dl>
            {keys.map(({ keys: each, does }) => (
              <div key={shortcutScreen.does[does]}>
                <dt>
                  {each.map((key) => (
                    <kbd key={key}>{keyName(key)}</kbd>
                  ))}
                </dt>
                <dd>{shortcutScreen.does[does]}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </dialog>
  );
}
