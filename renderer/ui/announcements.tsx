import { frame } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

/** What is said to screen readers, and what was just done with a way back. */
export function Announcements({ store }: { readonly store: Store }) {
  return (
    <>
      <div class="unseen-text" aria-live="polite">
        {store.news.value}
      </div>
      {/* Only what is new is read out, not what still stands beside it. */}
      <div class="said" role="status" aria-atomic="false">
        {store.said.value.map((said) => (
          <p key={said.text}>
            {said.text}
            {said.undo !== null && (
              <button
                type="button"
                class="link"
                onClick={() => {
                  // What it says itself stays.
                  store.unsay(said);
                  said.undo?.();
                }}
              >
                {frame.undo}
              </button>
            )}
          </p>
        ))}
      </div>
    </>
  );
}
