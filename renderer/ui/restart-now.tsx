import { frame } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

/** The ways of the line that says that a new version is here. */
export function RestartNow({ store }: { readonly store: Store }) {
  return (
    <>
      <button type="button" class="link" onClick={() => store.run('upgrade.restart', {})}>
        {frame.restart}
      </button>
      <button type="button" class="link" onClick={() => store.run('upgrade.later', {})}>
        {frame.later}
      </button>
    </>
  );
}
