import { useRef, useState } from 'preact/hooks';
import type { FieldFault, RuleProposal } from '../../preload/contract/api.ts';
import {
  conditionName,
  effectName,
  plain,
  ruleFault,
  ruleSaved,
  ruleScreen,
  ruleSentence,
  sentence,
  unsaved,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Lock } from '../ui/lock.tsx';
import { ConditionLine } from './condition.tsx';
import {
  addable,
  effectOrder,
  isOf,
  isUntold,
  linesOf,
  type Path,
  type RuleDocument,
  valueAt,
  withCondition,
  withEffect,
  withoutLine,
  withValue,
} from './document.ts';
import { EffectLine, ToastLine } from './effects.tsx';
import { useKeptRule } from './kept.ts';
import { Marks } from './marks.tsx';
import { namesIn, withSubjects } from './names.ts';
import { hasName, nameOf } from './naming.ts';
import { Offers } from './offers.tsx';
import { useSubjectNames } from './subjects.ts';
import { TrialLine, TrialRows, useTrial } from './trial.tsx';

interface EditorProps {
  readonly store: Store;
  readonly begin: RuleDocument;
  /** What the event has that it is made of; nothing where it is made of none. */
  readonly marks: RuleProposal['marks'];
  readonly isNew: boolean;
  /** What is wrong with it as it is stored. */
  readonly faults: readonly FieldFault[];
  /** The file that sets it; null: it can be changed. */
  readonly locked: string | null;
  readonly saved: (id: string) => void;
}

/** A rule with its conditions, its effects, its sentence, and what it would have done. */
export function Editor({ store, begin, marks, isNew, faults: stored, locked, saved }: EditorProps) {
  const told = store.told.value;
  const names = told === null ? null : namesIn(told);
  const say = (one: RuleDocument) => (names === null ? '' : ruleSentence(one, names));
  const named = { id: String(begin['id'] ?? ''), name: String(begin['name'] ?? '') };
  const {
    rule,
    set: setRule,
    edited,
    discard,
  } = useKeptRule(store, hasName(named, say(begin)) ? begin : { ...begin, name: '' });
  const [faults, setFaults] = useState(stored);
  const [busy, setBusy] = useState(false);
  /** Once it could not be saved, all that is missing is told, too. */
  const [strict, setStrict] = useState(stored.length > 0);
  const form = useRef<HTMLFormElement>(null);

  const sentence = say(rule);
  const name = String(rule['name'] ?? '').trim();
  // Switching is done in the list, and holds at once.
  const called = name === '' ? nameOf(sentence) : name;
  // A rule that has none is not given one by being looked at.
  const nameless = name === '' && !isNew && begin['name'] === undefined;
  const asked = { ...rule, enabled: begin['enabled'], name: nameless ? undefined : called };
  const trial = useTrial(store, asked, setFaults);
  const subjects = useSubjectNames(store);
  const shownNames = names === null ? null : withSubjects(names, subjects, trial.trial?.examples ?? []);
  const { like, show } = store.place.value;
  const lines = linesOf(rule);
  const effects = effectOrder.filter((effect) => valueAt(rule, ['then', effect]) !== undefined);
  const shown = faults.filter(({ path }) => strict || !isUntold(rule, path));
  const unplaced = shown.filter(
    ({ path }) =>
      !lines.some((line) => isOf(path, line)) &&
      !effects.some((effect) => path.startsWith(`then.${effect}`)) &&
      path !== 'name',
  );
  const faultOf = (place: string) =>
    shown.find(({ path }) => path === place || path.startsWith(`${place}.`))?.text ?? null;
  const change = (path: Path, value: unknown) => setRule((before) => withValue(before, path, value));
  const all = () => store.go({ rule: null, like: null });

  /** The last of these lines gets the focus: where something is typed, else its first control. */
  function focus(lines: string): void {
    requestAnimationFrame(() => {
      const line = [...(form.current?.querySelectorAll<HTMLElement>(lines) ?? [])].at(-1);
      (line?.querySelector<HTMLElement>('input') ?? line?.querySelector<HTMLElement>('select, button'))?.focus();
    });
  }

  async function save(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const answer = await store.command('rules.save', { rule: asked });
    setBusy(false);
    if (answer === null) return;
    setFaults(answer.faults);
    setStrict(true);
    if (answer.faults.length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    discard();
    saved(answer.id);
    store.say(ruleSaved(called, isNew));
    all();
  }

  return (
    <div class="rule-editor">
      <div class="bar">
        <button type="button" class="link" onClick={all}>
          ‹ {ruleScreen.allRules}
        </button>
        <h1 title={isNew ? undefined : plain(called)}>{isNew ? ruleScreen.addTitle : plain(called)}</h1>
      </div>
      <div class="columns">
        <form
          ref={form}
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          {isNew && like !== null && <p class="muted">{show ? ruleScreen.fromEventShown : ruleScreen.fromEvent}</p>}
          {locked !== null && (
            <p class="help">
              <Lock file={locked} />
            </p>
          )}
          <fieldset disabled={locked !== null} class="whole">
            <div class={`field ${faultOf('name') === null ? '' : 'faulty'}`}>
              <label for="rule-name">{ruleScreen.name}</label>
              <div>
                <input
                  id="rule-name"
                  type="text"
                  maxLength={200}
                  placeholder={nameOf(sentence)}
                  value={String(rule['name'] ?? '')}
                  aria-invalid={faultOf('name') !== null}
                  onInput={({ currentTarget }) => change(['name'], currentTarget.value)}
                />
                {faultOf('name') !== null && <p class="fault">{faultOf('name')}</p>}
              </div>
            </div>
            <fieldset>
              <legend>{ruleScreen.when}</legend>
              {lines.length === 0 && <p class="muted">{ruleScreen.everything}</p>}
              {lines.map((line) => (
                <ConditionLine
                  key={line.path.join('.')}
                  store={store}
                  rule={rule}
                  line={line}
                  names={shownNames}
                  fault={textOf(shown.find(({ path }) => isOf(path, line)))}
                  change={change}
                  remove={() => {
                    setRule((before) => withoutLine(before, line));
                    focus('#add-condition');
                  }}
                />
              ))}
              <Offers
                id="add-condition"
                label={ruleScreen.addCondition}
                offers={addable(rule).map((condition) => ({ value: condition, label: conditionName(condition) }))}
                choose={(condition) => {
                  setRule((before) => withCondition(before, condition));
                  focus(`[data-condition="${condition}"]`);
                }}
              />
              {shownNames !== null && (
                <Marks
                  rule={rule}
                  marks={marks}
                  names={shownNames}
                  add={(mark, value) => {
                    change(['when', mark], value);
                    focus(`[data-condition="${mark}"]`);
                  }}
                />
              )}
            </fieldset>
            <fieldset>
              <legend>{ruleScreen.then}</legend>
              <ToastLine rule={rule} change={change} />
              {effects.map((effect) => (
                <EffectLine
                  key={effect}
                  rule={rule}
                  effect={effect}
                  fault={faultOf(`then.${effect}`)}
                  change={change}
                  remove={() => {
                    change(['then', effect], undefined);
                    focus('#add-effect');
                  }}
                />
              ))}
              <Offers
                id="add-effect"
                label={ruleScreen.addEffect}
                offers={effectOrder
                  .filter((effect) => !effects.includes(effect))
                  .map((effect) => ({ value: effect, label: effectName(effect) }))}
                choose={(effect) => {
                  setRule((before) => withEffect(before, effect));
                  focus(`[data-effect="${effect}"]`);
                }}
              />
            </fieldset>
          </fieldset>
          <div class="foot">
            {unplaced.map((fault) => (
              <p key={fault.path} class="fault" role="alert">
                {fault.path === 'then' ? textOf(fault) : ruleFault(fault)}
              </p>
            ))}
            <p class="sentence" aria-live="polite">
              <span class="unseen-text">{ruleScreen.sentence}: </span>
              {shownNames === null ? sentence : ruleSentence(rule, shownNames)}
            </p>
            <TrialLine {...trial} />
            <p class="buttons">
              {locked === null && (
                <>
                  <button type="submit" class="primary" aria-disabled={busy}>
                    {isNew ? ruleScreen.addRule : ruleScreen.save}
                  </button>
                  {edited && !isNew && <span class="muted">{unsaved.here}</span>}
                  <button
                    type="button"
                    class="link"
                    onClick={() => {
                      discard();
                      all();
                    }}
                  >
                    {ruleScreen.cancel}
                  </button>
                </>
              )}
            </p>
          </div>
        </form>
        <TrialRows store={store} trial={trial.trial} />
      </div>
    </div>
  );
}

function textOf(fault: FieldFault): string;
function textOf(fault: FieldFault | undefined): string | null;
function textOf(fault: FieldFault | undefined): string | null {
  return fault === undefined ? null : sentence(fault.text);
}
