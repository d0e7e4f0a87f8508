import { useState } from 'preact/hooks';
import { ruleKey } from '../drafts.ts';
import { useKeptForm } from '../kept-form.ts';
import { newRule } from '../place.ts';
import type { Store } from '../store.ts';
import type { RuleDocument } from './document.ts';

type Change = (before: RuleDocument) => RuleDocument;

/** The rule that is in the editor. */
export function useKeptRule(store: Store, begin: RuleDocument) {
  const [{ rule, like, show, screen }] = useState(store.place.value);
  const isNew = rule === newRule;
  const { value, latest, set, edited, discard } = useKeptForm(store, {
    ...{ key: ruleKey(isNew ? null : rule, like, show), what: 'rule', begin, isNew },
    place: () => ({ screen, rule, like, show }),
  });
  return { rule: value, set: (change: Change) => void set(change(latest())), edited, discard };
}
