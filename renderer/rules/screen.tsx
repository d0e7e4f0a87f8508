import { useEffect, useRef } from 'preact/hooks';
import { ruleScreen } from '../../preload/contract/texts/index.ts';
import { newRule } from '../place.ts';
import type { Store } from '../store.ts';
import { KnownRule, NewRule } from './begin.tsx';
import { DefaultRules } from './defaults.tsx';
import { Exceptions } from './exceptions.tsx';
import { useHits } from './hits.ts';
import { useSubjectNames } from './subjects.ts';

/** What toasts: the default rules with a choice each, and the exceptions from them; or the editor of one. */
export function RulesScreen({ store }: { readonly store: Store }) {
  const { rule, like, show } = store.place.value;
  /** The rule that was open last: in the list its line gets the focus. */
  const last = useRef<string | null>(null);
  if (rule !== null) last.current = rule;
  const saved = (id: string) => {
    last.current = id;
  };
  if (rule === newRule) return <NewRule key={`new ${like} ${show}`} store={store} saved={saved} />;
  if (rule !== null) return <KnownRule key={rule} store={store} id={rule} saved={saved} />;
  return <AllRules store={store} last={last.current} />;
}

function AllRules({ store, last }: { readonly store: Store; readonly last: string | null }) {
  const hits = useHits(store);
  const subjects = useSubjectNames(store);
  useEffect(() => {
    if (last === newRule) document.getElementById('add-rule')?.focus();
  }, []);
  return (
    <div class="rules">
      <div class="bar">
        <h1>{ruleScreen.title}</h1>
        <button id="add-rule" type="button" class="primary" onClick={() => store.go({ rule: newRule, like: null })}>
          {ruleScreen.add}
        </button>
      </div>
      <DefaultRules store={store} hits={hits} />
      <Exceptions store={store} hits={hits} subjects={subjects} last={last} />
    </div>
  );
}
