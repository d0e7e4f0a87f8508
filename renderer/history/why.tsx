import { useEffect, useState } from 'preact/hooks';
import type { EventRow, Grounds } from '../../preload/contract/api.ts';
import { decisionText, type Fix, fixesOf, fixText, outcomeWord } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

interface WhyProps {
  readonly store: Store;
  readonly event: EventRow;
  /** As they were when the event was read. */
  readonly grounds: Grounds;
}

/** Why an event did or did not toast, in one sentence, and beside it what can be done about it now. */
export function Why({ store, event, grounds }: WhyProps) {
  const told = store.told.value;
  const known = useGrounds(store, event.id, grounds);
  if (told === null) return null;
  const { rules, servers, silenced } = told;
  const fixes = fixesOf(event, { grounds: known, rules, servers, silenced, locked: told.locked.paths });
  return (
    <>
      <h3>{outcomeWord(event.decision.outcome)}</h3>
      <p class="words">{decisionText(event, { now: store.now.value, grounds: known, rules, servers })}</p>
      {fixes.length > 0 && (
        <p class="buttons fixes">
          {fixes.map((fix) => (
            <FixWay key={fixText(fix)} store={store} fix={fix} />
          ))}
        </p>
      )}
    </>
  );
}

/** The grounds as they are now: what held an event back ends, and what is owed is told, while its detail is open. */
function useGrounds(store: Store, id: number, read: Grounds): Grounds {
  const [known, setKnown] = useState(read);
  const silenced = store.told.value?.silenced;
  const now = store.now.value;
  useEffect(() => setKnown(read), [read]);
  useEffect(() => {
    let here = true;
    void store.ask('history.event', { id }).then((answer) => {
      if (here && answer.ok && answer.value !== null) setKnown(answer.value.grounds);
    });
    return () => {
      here = false;
    };
  }, [store, id, silenced, now]);
  return known;
}

function FixWay({ store, fix }: { readonly store: Store; readonly fix: Fix }) {
  const way = wayOf(store, fix);
  if (typeof way === 'string') {
    return (
      <a class="button" href={way}>
        {fixText(fix)}
      </a>
    );
  }
  return (
    <button type="button" onClick={() => void way()}>
      {fixText(fix)}
    </button>
  );
}

/** The address of the place where it is done, or what does it at once. */
function wayOf(store: Store, fix: Fix): string | (() => Promise<boolean>) {
  switch (fix.do) {
    case 'resume':
      return () => store.run('resume', {});
    case 'end-quiet':
      return () => store.run('quiet.end', {});
    case 'wake':
      return () => store.run('unsnooze', { what: fix.what });
    case 'unmute':
      return () => store.run('servers.mute', { id: fix.server, muted: false });
    case 'change-rule':
    case 'look-at-rule':
      return addressOf({ rules: fix.rule });
    case 'silence-like':
      return addressOf({ rules: 'new', from: String(fix.event) });
    case 'show-like':
      return addressOf({ rules: 'new', from: String(fix.event), toast: 'show' });
    case 'change-quiet':
      return addressOf({ settings: 'quiet-hours' });
    case 'check':
      return addressOf({ settings: 'diagnosis' });
    case 'raise-limit':
      return addressOf({ settings: 'notifications' });
  }
}

function addressOf(place: Readonly<Record<string, string>>): string {
  return `#${new URLSearchParams(place)}`;
}
