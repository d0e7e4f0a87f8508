import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { settingDefault } from '../../preload/contract/texts/index.ts';
import { Lock } from '../ui/lock.tsx';
import type { Setting } from './use-setting.ts';

/** What the control of a setting carries, so that its notes belong to it. */
export interface ControlProps {
  readonly id: string;
  readonly disabled: boolean;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface SettingRowProps<T> {
  readonly setting: Setting<T>;
  /** What stands for the label, where it is more than text. */
  readonly title?: ComponentChildren;
  readonly help: string;
  /** How a value is called where the way back to the first one is offered; null: it is not offered. */
  readonly name: ((value: T) => string) | null;
  /** The control stands below its words, over the whole width. */
  readonly wide?: boolean;
  readonly children: (control: ControlProps) => ComponentChildren;
}

/** One setting: its label, what it does, its control; who has locked it, what is wrong with it, and the way back. */
export function SettingRow<T>({ setting, title, help, name, wide = false, children }: SettingRowProps<T>) {
  const id = useId();
  const { label, path, lockedBy, fault, changed, initial, restore } = setting;
  const notes = [
    help === '' ? null : `${id}-help`,
    lockedBy === null ? null : `${id}-lock`,
    fault === null ? null : `${id}-fault`,
  ].filter((note) => note !== null);
  return (
    <div
      class={`setting ${wide ? 'wide' : ''} ${changed ? 'changed' : ''} ${fault === null ? '' : 'faulty'}`}
      data-setting={path}
    >
      <div class="words">
        <label id={`${id}-label`} for={id}>
          {title ?? label}
        </label>
        {help !== '' && (
          <p class="help" id={`${id}-help`}>
            {help}
          </p>
        )}
        {lockedBy !== null && (
          <p class="help" id={`${id}-lock`}>
            <Lock file={lockedBy} />
          </p>
        )}
        {lockedBy === null && changed && name !== null && (
          <button
            type="button"
            class="link"
            aria-describedby={`${id}-label`}
            onClick={(event) => {
              // Its button goes away.
              const row = event.currentTarget.closest('.setting');
              void restore().then(() => focusIn(row));
            }}
          >
            {settingDefault(name(initial))}
          </button>
        )}
      </div>
      <div class="control">
        {children({
          id,
          disabled: lockedBy !== null,
          'aria-invalid': fault !== null,
          'aria-describedby': notes.length === 0 ? undefined : notes.join(' '),
        })}
      </div>
      {/* There from the beginning, for only what comes into it is announced. */}
      <p class="fault" id={`${id}-fault`} role="alert">
        {fault}
      </p>
    </div>
  );
}

function focusIn(row: Element | null): void {
  row?.querySelector<HTMLElement>('.control :is(input, select, button, [tabindex="0"])')?.focus();
}
