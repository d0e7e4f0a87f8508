import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { keyName, shortcutScreen, shortcuts } from '../../preload/contract/texts/index.ts';
import { useKeys } from './keys.ts';

/** The list of keys, under `?`. */
export function Shortcuts() {
  const [open, setOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useKeys(useMemo(() => ({ '?': () => setOpen(true) }), []));
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  if (!open) {
    return (
      <button type="button" class="keys link" title={shortcutScreen.openWhole} onClick={() => setOpen(true)}>
        {shortcutScreen.open}
      </button>
    );
  }
  return (
    <dialog ref={dialog} class="shortcuts" aria-labelledby="shortcuts-title" onClose={() => setOpen(false)}>
      <h2 id="shortcuts-title">{shortcutScreen.title}</h2>
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
      <button type="button" class="primary" onClick={() => dialog.current?.close()}>
        {shortcutScreen.close}
      </button>
    </dialog>
  );
}
