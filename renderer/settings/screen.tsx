import { useState } from 'preact/hooks';
import { severities } from '../../preload/contract/api.ts';
import { causeText, hindranceText, severityWord } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { About } from './about.tsx';
import { Diagnosis } from './diagnosis.tsx';
import { Limits } from './limits.tsx';
import { Transfer } from './transfer.tsx';

/** How much is shown, what works and what does not, and a toast of each severity to look at. */
export function SettingsScreen({ store }: { readonly store: Store }) {
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
      <Transfer store={store} />
      <Diagnosis store={store} />
      <About store={store} />
    </div>
  );
}
