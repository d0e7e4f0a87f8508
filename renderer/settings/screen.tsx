import { useState } from 'preact/hooks';
import { type Check, severities } from '../../preload/contract/api.ts';
import { causeText, hindranceText, severityWord } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Appearance } from './appearance.tsx';
import { Limits } from './limits.tsx';

const words: Readonly<Record<Check['state'], string>> = { ok: 'Works', failed: 'Fails', note: 'Note' };

/** How much is shown, what works and what does not, and a toast of each severity to look at. */
export function SettingsScreen({ store }: { readonly store: Store }) {
  const [found, setFound] = useState<readonly Check[] | 'looking' | null>(null);
  const [toast, setToast] = useState<readonly string[]>([]);
  return (
    <div class="page">
      <h1>Settings</h1>
      <Limits store={store} />
      <section>
        <h2>Test notification</h2>
        <p class="buttons">
          {severities.map((severity) => (
            <button
              key={severity}
              type="button"
              onClick={async () => {
                const answer = await store.command('diagnosis.toast', { severity });
                if (answer === null) return;
                setToast([
                  answer.why === null ? `Shown by ${answer.driver}. Did you see it?` : `${causeText(answer.why).why}.`,
                  ...answer.held.map((each) => hindranceText(each, Date.now())),
                ]);
              }}
            >
              {severityWord(severity)}
            </button>
          ))}
        </p>
        <div role="status">
          {toast.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        {store.told.value?.notices.some(({ code }) => code === 'toasts-in-browser') && (
          <p>
            <button type="button" onClick={() => store.showToastsHere()}>
              Show notifications in this browser
            </button>
          </p>
        )}
      </section>
      <Appearance store={store} />
      <section>
        <h2>Diagnosis</h2>
        <button
          type="button"
          class="primary"
          disabled={found === 'looking'}
          onClick={async () => {
            setFound('looking');
            setFound(await store.command('diagnosis.check', {}));
          }}
        >
          Check
        </button>
        {found === 'looking' && <p role="status">Looking at files, servers and notifications…</p>}
        {found !== null && found !== 'looking' && (
          <ul class="checks" role="status">
            {found.map(({ name, state, text }, index) => (
              <li key={index} class={state}>
                <b>{words[state]}</b> {name}: {text}
              </li>
            ))}
          </ul>
        )}
      </section>
      <p class="muted">
        Tocsin {store.told.value?.version}, {store.told.value?.host === 'serve' ? 'tocsin serve' : 'desktop app'}
      </p>
    </div>
  );
}
