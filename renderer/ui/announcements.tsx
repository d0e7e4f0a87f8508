import { rankOf } from '../../preload/contract/api.ts';
import { severityWord, subjectText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

/** What is said to screen readers, and what was just done with a way back. */
export function Announcements({ store }: { readonly store: Store }) {
  const said = store.said.value;
  const [newest] = store.rows.value.rows;
  const loud = newest !== undefined && rankOf(newest.severity) >= rankOf('error') ? newest : null;
  return (
    <>
      <div class="unseen-text" aria-live="polite">
        {loud !== null && `${severityWord(loud.severity)}: ${subjectText(loud)}, ${loud.title}`}
      </div>
      <div class="said" role="status">
        {said !== null && (
          <p>
            {said.text}
            {said.undo !== null && (
              <button
                type="button"
                class="link"
                onClick={() => {
                  said.undo?.();
                  store.said.value = null;
                }}
              >
                Undo
              </button>
            )}
          </p>
        )}
      </div>
    </>
  );
}
