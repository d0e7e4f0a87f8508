import { useEffect, useState } from 'preact/hooks';
import type { Kept } from './drafts.ts';
import type { Place } from './place.ts';
import { isSame, rebased } from './rebased.ts';
import type { Store } from './store.ts';

type Values = Readonly<Record<string, unknown>>;

interface Form {
  /** The form's key among the drafts. */
  readonly key: string;
  readonly what: Kept['what'];
  /** What is stored now, or what a new one begins with. */
  readonly begin: Values;
  readonly isNew: boolean;
  /** Where the form is. */
  readonly place: () => Partial<Place>;
}

/** What stands in a form: what was typed, over what is stored. It outlives the form until it is saved or discarded. */
export function useKeptForm(store: Store, { key, what, begin, isNew, place }: Form) {
  // Not where one is when it changes: a text is taken over when its field is left, also by Back.
  const [here] = useState(place);
  // Two fields may change before the form is drawn again. A new one is nobody else's to change.
  const latest = (): Values => {
    const kept = store.drafts.get(key);
    if (kept === null) return begin;
    return (isNew ? kept.value : rebased(kept.value, kept.over, begin)) as Values;
  };
  const value = latest();
  const discard = () => store.drafts.discard(key);
  const edited = store.drafts.get(key) !== null;
  const same = edited && isSame(value, begin);
  useEffect(() => {
    // Another window has stored the same.
    if (same) discard();
  }, [same]);
  return {
    value,
    latest,
    edited,
    discard,
    /** False: it is as it is stored again. */
    set(next: Values): boolean {
      if (isSame(next, begin)) {
        discard();
        return false;
      }
      store.drafts.keep(key, { what, name: String(next['name'] ?? ''), value: next, over: begin, place: here });
      return true;
    },
  };
}
