import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { RuleView } from '../../preload/contract/api.ts';
import {
  hitsText,
  keyName,
  plain,
  ruleFault,
  ruleMoved,
  ruleNotRestored,
  ruleRemoved,
  ruleScreen,
  ruleSentence,
} from '../../preload/contract/texts/index.ts';
import { ruleKey } from '../drafts.ts';
import { lockAt } from '../locks.ts';
import { newRule } from '../place.ts';
import type { Store } from '../store.ts';
import { useKeys } from '../ui/keys.ts';
import { Lock } from '../ui/lock.tsx';
import { Unsaved } from '../ui/unsaved.tsx';
import type { Hits } from './hits.ts';
import { namesIn, withSubjects } from './names.ts';
import { shownName } from './naming.ts';

interface ExceptionsProps {
  readonly store: Store;
  readonly hits: Hits;
  /** How subjects are called, by id. */
  readonly subjects: Readonly<Record<string, string>>;
  /** The rule whose line gets the focus when it is there. */
  readonly last: string | null;
}

/** The rules of a policy and the user's own in their order. */
export function Exceptions({ store, hits, subjects, last }: ExceptionsProps) {
  const list = useRef<HTMLOListElement>(null);
  const rules = (store.told.value?.rules ?? []).filter(({ origin }) => origin !== 'default');
  const own = rules.filter(({ origin }) => origin === 'user');
  const order = rules.map(({ id }) => id).join('\n');
  /** The control that gets the focus once the list is drawn anew: moving a line in the page takes it away. */
  const wanted = useRef(last === null ? null : { id: last, act: 'open' });

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const { id, act } = wanted.current;
    const line = lineOf(list.current, id);
    if (line === undefined) return;
    wanted.current = null;
    const control = line.querySelector<HTMLElement>(`[data-act="${act}"]:not(:disabled)`);
    (control ?? line.querySelector<HTMLElement>('[data-act="open"]'))?.focus();
  }, [order]);

  async function move(id: string, by: -1 | 1, act: string): Promise<void> {
    const at = own.findIndex((rule) => rule.id === id);
    const rule = own[at];
    const others = own.filter((each) => each !== rule);
    if (rule === undefined || at + by < 0 || at + by >= own.length) return;
    // Before the answer, for the new order may come first.
    wanted.current = { id, act };
    if (!(await store.run('rules.move', { id, before: others[at + by]?.id ?? null }))) return;
    store.news.value = ruleMoved(called(rule), at + by + 1, own.length);
  }
  async function remove(rule: RuleView): Promise<void> {
    const name = called(rule);
    const at = own.indexOf(rule);
    const next = own[at + 1] ?? own[at - 1];
    if (!(await store.run('rules.remove', { id: rule.id }))) return;
    store.drafts.discard(ruleKey(rule.id, null, false));
    if (next === undefined) document.getElementById('add-rule')?.focus();
    else lineOf(list.current, next.id)?.querySelector<HTMLElement>('[data-act="open"]')?.focus();
    store.say(ruleRemoved(name), () => void restore(rule.id, name));
  }
  async function restore(id: string, name: string): Promise<void> {
    wanted.current = { id, act: 'open' };
    const answer = await store.command('rules.restore', { id });
    if (answer?.restored === false) store.say(ruleNotRestored(name));
  }
  const names = store.told.value === null ? null : namesIn(store.told.value);
  const sentence = (rule: RuleView) => (names === null ? '' : ruleSentence(rule.rule, withSubjects(names, subjects)));
  // A name that was made of a sentence was made of ids, which stay.
  const called = (rule: RuleView) =>
    shownName(rule, names === null ? '' : ruleSentence(rule.rule, names), sentence(rule));

  useKeys(
    useMemo(() => {
      const step = (by: -1 | 1) => {
        const lines = [...(list.current?.querySelectorAll<HTMLElement>('[data-act="open"]') ?? [])];
        const at = lines.findIndex((line) => line.closest('.exception')?.contains(document.activeElement));
        lines[at === -1 ? 0 : Math.max(0, Math.min(lines.length - 1, at + by))]?.focus();
      };
      const shift = (by: -1 | 1) => {
        const control = document.activeElement;
        const id = control?.closest<HTMLElement>('.exception')?.dataset['rule'];
        if (id !== undefined) void move(id, by, control?.getAttribute('data-act') ?? 'open');
      };
      return {
        j: () => step(1),
        k: () => step(-1),
        'Alt+ArrowUp': () => shift(-1),
        'Alt+ArrowDown': () => shift(1),
      };
    }, [order]),
    '.exceptions',
  );

  return (
    <section class="exceptions" aria-labelledby="exceptions-title">
      <h2 id="exceptions-title">{ruleScreen.exceptions}</h2>
      {rules.length === 0 ? (
        <p class="muted">
          {ruleScreen.empty}{' '}
          <button type="button" class="link" onClick={() => store.go({ rule: newRule, like: null })}>
            {ruleScreen.add}
          </button>
        </p>
      ) : (
        <p class="muted">{ruleScreen.exceptionsHelp}</p>
      )}
      {[...store.drafts.all.value]
        .filter(([, { place }]) => place.rule === newRule)
        .map(([key, { name }]) => (
          <div key={key} class="exception">
            <b>{name === '' ? ruleScreen.addTitle : plain(name)}</b>
            <Unsaved store={store} of={key} />
          </div>
        ))}
      <ol ref={list} aria-labelledby="exceptions-title">
        {rules.map((rule, index) => (
          <Exception
            key={`${rule.id} ${rules.slice(0, index).filter(({ id }) => id === rule.id).length}`}
            store={store}
            rule={rule}
            name={called(rule)}
            sentence={sentence(rule)}
            hits={hits === null ? null : (hits[rule.id] ?? 0)}
            place={rule.origin === 'user' ? { at: own.indexOf(rule), of: own.length } : null}
            move={(by, act) => void move(rule.id, by, act)}
            remove={() => void remove(rule)}
          />
        ))}
      </ol>
    </section>
  );
}

interface ExceptionProps {
  readonly store: Store;
  readonly rule: RuleView;
  readonly name: string;
  readonly sentence: string;
  readonly hits: number | null;
  /** Where it stands among the user's; null: it is one of the policy. */
  readonly place: { readonly at: number; readonly of: number } | null;
  readonly move: (by: -1 | 1, act: string) => void;
  readonly remove: () => void;
}

function Exception({ store, rule, name, sentence, hits, place, move, remove }: ExceptionProps) {
  const { id, enabled, faults } = rule;
  const locked = store.told.value?.locked;
  const lock = lockAt(locked, `rules.${id}`);
  // One without an id can be named by no command: only the file can tell it apart.
  const nameless = id === '';
  return (
    <li class={`exception ${enabled ? '' : 'off'} ${faults.length > 0 ? 'faulty' : ''}`} data-rule={id}>
      <label class="switch">
        <input
          type="checkbox"
          data-act="switch"
          aria-label={`${ruleScreen.on}: ${name}`}
          checked={enabled}
          disabled={nameless || lockAt(locked, `rules.${id}.enabled`) !== null}
          onChange={async ({ currentTarget }) => {
            const done = await store.run('rules.enable', { id, enabled: currentTarget.checked });
            if (!done) currentTarget.checked = enabled;
          }}
        />
      </label>
      <div class="words">
        <button type="button" class="plain" data-act="open" disabled={nameless} onClick={() => store.go({ rule: id })}>
          {name !== sentence && <b>{name}</b>}
          <span>{sentence}</span>
        </button>
        <Unsaved store={store} of={ruleKey(id, null, false)} />
        {lock !== null && (
          <p class="help">
            <Lock file={lock} />
          </p>
        )}
        {faults.map((fault) => (
          <p key={fault.path} class="fault">
            {ruleFault(fault)}
          </p>
        ))}
      </div>
      <span class="hits" title={ruleScreen.hitsWhole}>
        {hits === null ? '…' : hitsText(hits)}
      </span>
      {place !== null && (
        <span class="acts">
          <button
            type="button"
            data-act="up"
            aria-label={`${ruleScreen.up}: ${name}`}
            title={`${ruleScreen.up} (${keyName('Alt+ArrowUp')})`}
            disabled={place.at === 0}
            onClick={() => move(-1, 'up')}
          >
            ↑
          </button>
          <button
            type="button"
            data-act="down"
            aria-label={`${ruleScreen.down}: ${name}`}
            title={`${ruleScreen.down} (${keyName('Alt+ArrowDown')})`}
            disabled={place.at === place.of - 1}
            onClick={() => move(1, 'down')}
          >
            ↓
          </button>
          <button
            type="button"
            data-act="remove"
            aria-label={`${ruleScreen.remove}: ${name}`}
            disabled={nameless}
            onClick={remove}
          >
            {ruleScreen.remove}
          </button>
        </span>
      )}
    </li>
  );
}

function lineOf(list: HTMLElement | null, id: string): HTMLElement | undefined {
  return [...(list?.querySelectorAll<HTMLElement>('.exception') ?? [])].find((line) => line.dataset['rule'] === id);
}
