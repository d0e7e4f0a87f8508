import { unsaved } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

interface GoneProps {
  readonly store: Store;
  /** The key of its form among the drafts. */
  readonly of: string;
  readonly text: string;
}

/** In the place of a form: what it was for is not there any more, and what becomes of what was typed. */
export function Gone({ store, of, text }: GoneProps) {
  return (
    <>
      <p class="empty late">{text}</p>
      {store.drafts.get(of) !== null && (
        <p class="empty">
          {unsaved.gone}{' '}
          <button type="button" class="link" onClick={() => store.drafts.discard(of)}>
            {unsaved.discard}
          </button>
        </p>
      )}
    </>
  );
}
