import { useEffect, useState } from 'preact/hooks';
import type { RuleProposal } from '../../preload/contract/api.ts';
import { ruleGone, ruleScreen } from '../../preload/contract/texts/index.ts';
import { ruleKey } from '../drafts.ts';
import { lockAt } from '../locks.ts';
import type { Store } from '../store.ts';
import { Gone } from '../ui/gone.tsx';
import { emptyRule, type RuleDocument } from './document.ts';
import { Editor } from './editor.tsx';

interface BeginProps {
  readonly store: Store;
  /** Learns the id of a rule that was saved. */
  readonly saved: (id: string) => void;
}

/** A rule that is being made, from nothing or from an event. */
export function NewRule({ store, saved }: BeginProps) {
  const { like, show } = store.place.value;
  // What was left in the editor goes on, whatever has become of the event.
  const [kept] = useState(store.drafts.get(ruleKey(null, like, show)) !== null);
  const [begin, setBegin] = useState<RuleDocument | null>(like === null || kept ? emptyRule : null);
  const [marks, setMarks] = useState<RuleProposal['marks']>({});
  useEffect(() => {
    if (like === null) return;
    let here = true;
    void store.command('rules.from', { event: like, ...(show ? { toast: 'show' } : {}) }).then((answer) => {
      if (!here) return;
      setMarks(answer?.marks ?? {});
      if (kept) return;
      // Its id is made when it is saved: until then another one may have taken it.
      const { id: _, ...rule } = answer?.rule ?? { id: '', ...emptyRule };
      setBegin({ ...rule });
      if (answer === null) store.go({ like: null }, 'replace');
    });
    return () => {
      here = false;
    };
  }, []);
  if (begin === null) {
    return (
      <p class="empty" role="status">
        {ruleScreen.readingEvent}
      </p>
    );
  }
  return <Editor store={store} begin={begin} marks={marks} isNew={true} faults={[]} locked={null} saved={saved} />;
}

/** The editor of a rule of the settings. */
export function KnownRule({ store, id, saved }: BeginProps & { readonly id: string }) {
  const told = store.told.value;
  const view = told?.rules.find((rule) => rule.id === id && rule.origin !== 'default');
  if (view === undefined) return <Gone store={store} of={ruleKey(id, null, false)} text={ruleGone(id)} />;
  return (
    <Editor
      store={store}
      begin={{ ...view.rule, enabled: view.enabled }}
      marks={{}}
      isNew={false}
      faults={view.faults}
      locked={lockAt(told?.locked, `rules.${id}`)}
      saved={saved}
    />
  );
}
