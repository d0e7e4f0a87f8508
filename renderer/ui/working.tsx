import { frame } from '../../preload/contract/texts/index.ts';
import { longMs } from '../patience.ts';
import type { Store } from '../store.ts';

/** That what was asked for is under way, where nothing else says so; it covers what is there, and moves nothing. */
export function Working({ store }: { readonly store: Store }) {
  const wait = store.patience.wait.value;
  return (
    <div class="working">
      {/* Said once: the seconds that go by are for the eye. */}
      <div class="unseen-text" role="status">
        {wait.name === 'long' && frame.stillWorking(longMs / 1_000)}
      </div>
      {wait.name !== 'none' && (
        <p class="told" aria-hidden="true">
          {wait.name === 'short' ? frame.working : frame.stillWorking(wait.seconds)}
        </p>
      )}
    </div>
  );
}
