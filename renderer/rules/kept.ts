import { useState } from 'preact/hooks';
import { ruleKey } from '../drafts.ts';
import { newRule } from '../place.ts';
import type { Store } from '../store.ts';
import type { RuleDocument } from './document.ts';

type Change = (before: RuleDocument) => RuleDocument;

/** The rule that is in the editor; what was changed of it outlives the editor until it is saved or discarded. */
export function useKeptRule(store: Store, begin: () => RuleDocument) {
  const [stored] = useState(begin);
  const [key] = useState(() => keyHere(store));
  const kept = store.drafts.get(key)?.value as RuleDocument | undefined;
  const set = (change: Change): void => {
    // Several changes may come before the editor is drawn again.
    const next = change((store.drafts.get(key)?.value ?? stored) as RuleDocument);
    if (JSON.stringify(next) === JSON.stringify(stored)) return store.drafts.discard(key);
    const { screen, rule, like, show } = store.place.value;
    const name = String(next['name'] ?? '');
    store.drafts.keep(key, { what: 'rule', name, value: next, place: { screen, rule, like, show } });
  };
  return { rule: kept ?? stored, set, edited: kept !== undefined, discard: () => store.drafts.discard(key) };
}

function keyHere(store: Store): string {
  const { rule, like, show } = store.place.value;
  return ruleKey(rule === newRule ? null : rule, like, show);
}
