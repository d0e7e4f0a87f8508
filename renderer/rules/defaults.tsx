import { useRef, useState } from 'preact/hooks';
import {
  type DefaultRuleId,
  defaultToasts,
  type RuleView,
  sounds,
  type ToastLevel,
  toastLevels,
} from '../../preload/contract/api.ts';
import {
  countText,
  defaultRuleHelp,
  defaultRuleName,
  mixedText,
  ownSoundName,
  ruleFault,
  ruleScreen,
  sentence,
  soundName,
  toastName,
} from '../../preload/contract/texts/index.ts';
import { lockAt } from '../locks.ts';
import type { Store } from '../store.ts';
import { Lock } from '../ui/lock.tsx';
import { type RuleDocument, valueAt, withValue } from './document.ts';
import type { Hits } from './hits.ts';

/** The default rules as they are read: what matters most stands first. */
const order: readonly DefaultRuleId[] = [
  'default-critical',
  'default-fault',
  'default-message',
  'default-job',
  'default-connection',
  'default-closed',
  'default-unchanged',
  'default-stream',
  'default-rest',
];

interface DefaultRulesProps {
  readonly store: Store;
  readonly hits: Hits;
}

/** What toasts out of the box, in plain words, with one choice each. */
export function DefaultRules({ store, hits }: DefaultRulesProps) {
  const rules = store.told.value?.rules ?? [];
  const rows = order.flatMap((id) => {
    const view = rules.find((rule) => rule.origin === 'default' && rule.id === id);
    return view === undefined ? [] : [{ id, view }];
  });
  return (
    <section class="defaults" aria-label={ruleScreen.defaults}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <h2>{ruleScreen.defaults}</h2>
            </th>
            <th scope="col">{ruleScreen.how}</th>
            <th scope="col">{ruleScreen.sound}</th>
            <th scope="col" class="number" title={ruleScreen.hitsWhole}>
              {ruleScreen.hits}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, view }) => (
            <DefaultRow key={id} store={store} id={id} view={view} hits={hits === null ? null : (hits[id] ?? 0)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DefaultRowProps {
  readonly store: Store;
  readonly id: DefaultRuleId;
  readonly view: RuleView;
  readonly hits: number | null;
}

function DefaultRow({ store, id, view: told, hits }: DefaultRowProps) {
  const name = defaultRuleName(id);
  const how = useRef<HTMLSelectElement>(null);
  /**
   * What was chosen last holds until it is told, so that a choice made at once does not undo the one before: over
   * whatever is told while it is under way, and over what was told when it was answered.
   */
  const [sent, setSent] = useState<{ readonly over: RuleView | null; readonly rule: RuleDocument } | null>(null);
  const turn = useRef(0);
  const rule = sent !== null && (sent.over === null || sent.over === told) ? sent.rule : told.rule;
  const view = { ...told, rule, enabled: rule['enabled'] !== false };
  const { chosen, mixed } = choiceOf(id, view);
  const locks = ['enabled', 'then.toast', 'then.sound', 'then.repeat'].map((path) => lockOf(store, id, path));
  const [enabledLock, toastLock, soundLock] = locks;
  const lock = locks.find((file) => file !== null) ?? null;
  const fixed = toastLock != null || (enabledLock != null && !view.enabled);
  const level = toastLevels.find((each) => each === chosen) ?? null;

  async function save(next: RuleDocument): Promise<void> {
    turn.current += 1;
    const own = turn.current;
    setSent({ over: null, rule: next });
    const answer = await store.command('rules.save', { rule: next });
    const [fault] = answer?.faults ?? [];
    const over = store.told.value?.rules.find((each) => each.id === id);
    if (own === turn.current) {
      setSent(answer === null || fault !== undefined || over === undefined ? null : { over, rule: next });
    }
    if (fault !== undefined) store.say(`${name}: ${sentence(fault.text)}.`);
  }
  const change = (path: readonly string[], value: unknown) => withoutEmptyThen(withValue({ ...rule, id }, path, value));
  async function undo(): Promise<void> {
    if (!(await store.run('rules.remove', { id }))) return;
    // Its button goes away.
    how.current?.focus();
    store.say(`${name}: ${ruleScreen.undo}.`, () => void store.command('rules.restore', { id }));
  }
  return (
    <tr data-rule={id} class={view.changed ? 'changed' : ''}>
      <th scope="row">
        {name}
        {defaultRuleHelp(id) !== '' && <p class="help">{defaultRuleHelp(id)}</p>}
        {lock !== null && (
          <p class="help">
            <Lock file={lock} />
          </p>
        )}
        {view.faults.map((fault) => (
          <p key={fault.path} class="fault">
            {ruleFault(fault)}
          </p>
        ))}
        {view.changed && (
          <button type="button" class="link" aria-label={`${ruleScreen.undo}: ${name}`} onClick={() => void undo()}>
            {ruleScreen.undo}
          </button>
        )}
      </th>
      <td>
        <select
          ref={how}
          aria-label={`${name}: ${ruleScreen.how}`}
          disabled={fixed}
          value={chosen}
          onChange={({ currentTarget: { value } }) => {
            const enabled = withValue(
              change(['then', 'toast'], value === mixedChoice ? undefined : value),
              ['enabled'],
              true,
            );
            void save(enabled);
          }}
        >
          {!view.enabled && <option value={offChoice}>{ruleScreen.switchedOff}</option>}
          {mixed && <option value={mixedChoice}>{mixedText(id)}</option>}
          {toastLevels.map((each) => (
            <option key={each} value={each}>
              {toastName(each)}
            </option>
          ))}
        </select>
      </td>
      <td>
        {level === 'none' || !view.enabled ? (
          <span class="muted">{ruleScreen.soundOff}</span>
        ) : (
          <select
            aria-label={`${name}: ${ruleScreen.sound}`}
            disabled={soundLock != null}
            value={String(valueAt(rule, ['then', 'sound']) ?? '')}
            onChange={({ currentTarget: { value } }) =>
              void save(change(['then', 'sound'], value === '' ? undefined : value))
            }
          >
            <option value="">{ownSoundName(level)}</option>
            {sounds.map((sound) => (
              <option key={sound} value={sound}>
                {soundName(sound)}
              </option>
            ))}
          </select>
        )}
      </td>
      <td class="number">{hits === null ? '…' : hits === 0 ? '' : countText(hits)}</td>
    </tr>
  );
}

const mixedChoice = 'mixed';
const offChoice = 'off';

/** What is chosen for a default rule; `mixed`: its lines differ in loudness as it was at first. */
function choiceOf(id: DefaultRuleId, { enabled, rule }: RuleView) {
  const levels = new Set(defaultToasts[id]);
  if (levels.size > 1) levels.delete('none');
  const [first = 'none']: ToastLevel[] = [...levels];
  const mixed = levels.size > 1;
  const set = toastLevels.find((level) => level === valueAt(rule, ['then', 'toast']));
  const chosen = enabled ? (set ?? (mixed ? mixedChoice : first)) : offChoice;
  return { chosen, mixed };
}

/** An effect of which nothing is left is no change. */
function withoutEmptyThen(rule: RuleDocument): RuleDocument {
  const then = rule['then'];
  const empty = typeof then === 'object' && then !== null && Object.keys(then).length === 0;
  return empty ? withValue(rule, ['then'], undefined) : rule;
}

function lockOf(store: Store, id: string, path: string): string | null {
  return lockAt(store.told.value?.locked, `rules.${id}.${path}`);
}
