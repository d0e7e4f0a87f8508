import type { ComponentChildren } from 'preact';
import { severities, sounds, toastLevels } from '../../preload/contract/api.ts';
import {
  type Effect,
  effectName,
  ruleScreen,
  severityWord,
  soundName,
  toastName,
} from '../../preload/contract/texts/index.ts';
import { type Path, type RuleDocument, valueAt } from './document.ts';

interface ToastLineProps {
  readonly rule: RuleDocument;
  readonly change: (path: Path, value: unknown) => void;
}

/** How loud it is. */
export function ToastLine({ rule, change }: ToastLineProps) {
  return (
    <div class="line">
      <label for="rule-toast">{ruleScreen.notification}</label>
      <div class="asks">
        <select
          id="rule-toast"
          value={String(valueAt(rule, ['then', 'toast']) ?? '')}
          onChange={({ currentTarget: { value } }) => change(['then', 'toast'], value === '' ? undefined : value)}
        >
          {toastLevels.map((level) => (
            <option key={level} value={level}>
              {toastName(level)}
            </option>
          ))}
          <option value="">{ruleScreen.asDefault}</option>
        </select>
      </div>
    </div>
  );
}

interface EffectLineProps extends ToastLineProps {
  readonly effect: Effect;
  readonly fault: string | null;
  readonly remove: () => void;
}

/** One of the other effects, with its fault and the way to take it away. */
export function EffectLine({ rule, effect, fault, change, remove }: EffectLineProps) {
  const name = effectName(effect);
  const id = `effect-${effect}`;
  return (
    <fieldset class={`line ${fault === null ? '' : 'faulty'}`} data-effect={effect}>
      <legend>{name}</legend>
      <div class="asks">
        <Gives id={id} rule={rule} effect={effect} fault={fault} change={change} />
        {fault !== null && (
          <p class="fault" id={`${id}-fault`} role="alert">
            {fault}
          </p>
        )}
      </div>
      <button
        type="button"
        class="close"
        aria-label={`${ruleScreen.remove}: ${name}`}
        title={ruleScreen.remove}
        onClick={remove}
      >
        ×
      </button>
    </fieldset>
  );
}

interface GivesProps extends ToastLineProps {
  readonly id: string;
  readonly effect: Effect;
  readonly fault: string | null;
}

function Gives({ id, rule, effect, fault, change }: GivesProps): ComponentChildren {
  const path: Path = ['then', effect];
  const value = valueAt(rule, path);
  const tied = {
    'aria-invalid': fault !== null,
    'aria-describedby': fault === null ? undefined : `${id}-fault`,
  };
  switch (effect) {
    case 'severity':
    case 'sound': {
      const choices =
        effect === 'severity'
          ? severities.map((each) => ({ value: each, label: severityWord(each) }))
          : sounds.map((each) => ({ value: each, label: soundName(each) }));
      return (
        <select
          {...tied}
          aria-label={effectName(effect)}
          value={String(value)}
          onChange={({ currentTarget }) => change(path, currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    }
    case 'repeat': {
      const number = (field: 'everyMin' | 'atMost', label: string, most: number) => (
        <input
          type="number"
          {...tied}
          class="number"
          aria-label={label}
          min={1}
          max={most}
          value={String(valueAt(value, [field]) ?? '')}
          onInput={({ currentTarget }) =>
            change([...path, field], Number.isNaN(currentTarget.valueAsNumber) ? null : currentTarget.valueAsNumber)
          }
        />
      );
      return (
        <p class="test">
          <span>{ruleScreen.every}</span> {number('everyMin', `${ruleScreen.every} … ${ruleScreen.minutes}`, 1_440)}{' '}
          <span>{ruleScreen.minutes}</span> {number('atMost', `… ${ruleScreen.times}`, 100)}{' '}
          <span>{ruleScreen.times}</span>
        </p>
      );
    }
  }
}
