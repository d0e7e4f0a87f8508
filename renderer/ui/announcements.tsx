import { frame } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

/** What is said to screen readers, and what was just done with a way back. */
export function Announcements({ store }: { readonly store: Store }) {
  const said = store.said.value;
  return (
    <>
      <div class="unseen-text" aria-live="polite">
        {store.news.value}
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
                  // What it says itself stays.
                  store.said.value = null;
                  said.undo?.();
                }}
              >
                {frame.undo}
              </button>
            )}
          </p>
        )}
      </div>
    </>
  );
}
