import { unsaved, unsavedText } from '../../preload/contract/texts/index.ts';
import type { Kept } from '../drafts.ts';
import type { Store } from '../store.ts';

interface UnsavedProps {
  readonly store: Store;
  /** The form's key among the drafts. */
  readonly of: string;
}

/** In a list, at the entry whose form was left with changes: that they are there, and the two ways on. */
export function Unsaved({ store, of }: UnsavedProps) {
  const kept = store.drafts.get(of);
  if (kept === null) return null;
  return (
    <p class="unsaved">
      <span>{unsaved.here}:</span> <UnsavedWays store={store} of={of} kept={kept} />
    </p>
  );
}

/** Goes back to the form, or gives up what was typed. */
export function UnsavedWays({ store, of, kept }: UnsavedProps & { readonly kept: Kept }) {
  const about = unsavedText(kept.what, kept.name);
  const nothing = { event: null, server: null, rule: null, like: null, show: false };
  return (
    <>
      <button
        type="button"
        class="link"
        aria-label={`${unsaved.keep}. ${about}`}
        onClick={() => store.go({ ...nothing, ...kept.place })}
      >
        {unsaved.keep}
      </button>
      <button
        type="button"
        class="link"
        aria-label={`${unsaved.discard}. ${about}`}
        onClick={({ currentTarget }) => {
          const entry = currentTarget.closest('li');
          store.drafts.discard(of);
          entry?.querySelector('button')?.focus();
        }}
      >
        {unsaved.discard}
      </button>
    </>
  );
}
