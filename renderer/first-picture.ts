import { effect } from '@preact/signals';
import type { Store } from './store.ts';

/** What is said of waiting before that would be drawn over at once, and what comes instead would be later for it. */
const calmMs = 100;

/** Resolves when Tocsin has answered, or when it takes so long that the page is to say so. */
export async function somethingToShow(store: Pick<Store, 'told' | 'refused'>): Promise<void> {
  let stop = () => {};
  await new Promise<void>((resolve) => {
    window.setTimeout(resolve, calmMs);
    stop = effect(() => {
      if (store.told.value !== null || store.refused.value) resolve();
    });
  });
  stop();
}
