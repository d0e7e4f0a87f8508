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
import { RuleLine, type Tied } from './line.tsx';

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
  return (
    <RuleLine
      id={`effect-${effect}`}
      name={effectName(effect)}
      fault={fault}
      remove={remove}
      data-effect={effect}
      asks={(tied) => <Gives rule={rule} effect={effect} tied={tied} change={change} />}
    />
  );
}

interface GivesProps extends ToastLineProps {
  readonly effect: Effect;
  readonly tied: Tied;
}

function Gives({ rule, effect, tied, change }: GivesProps): ComponentChildren {
  const path: Path = ['then', effect];
  const value = valueAt(rule, path);
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
