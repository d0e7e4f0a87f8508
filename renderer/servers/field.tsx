import type { ComponentChildren } from 'preact';
import type { Choice, Field, Offer, Offered } from '../../preload/contract/api.ts';
import { serverScreen } from '../../preload/contract/texts/index.ts';
import { Lock } from '../ui/lock.tsx';
import { SeverityOptions } from '../ui/severity-options.tsx';
import type { ControlProps, TakeTyped } from './control.ts';
import { EntryList } from './entry-list.tsx';
import { Filter } from './filter.tsx';
import { jsonOf, jsonText } from './json.ts';
import { Picker } from './picker.tsx';

interface FieldProps {
  readonly field: Field;
  readonly value: unknown;
  /** What is stored: a secret that is typed and taken back is kept. */
  readonly stored: unknown;
  /** Counts up when the fields begin anew. */
  readonly version: number;
  readonly fault: string | null;
  /** The file that locks it; null: it can be changed. */
  readonly lockedBy: string | null;
  /** Items that other fields add to this one's list. */
  readonly beside: readonly unknown[];
  readonly change: (value: unknown) => void;
  /** Asks the server what it has for this field; null: it could not be asked. */
  readonly ask: () => Promise<Offered | null>;
  readonly names: () => Promise<readonly Offer[]>;
  readonly waiting: Set<TakeTyped>;
}

/** One field of a form with its help, its fault, and its lock. */
export function FieldRow(props: FieldProps) {
  const { field, fault, lockedBy } = props;
  const id = `field-${field.path.replaceAll('.', '-')}`;
  const help = [field.help, chosenOf(field, props.value)?.help ?? ''].filter((each) => each !== '').join('. ');
  const notes = [
    lockedBy === null ? null : `${id}-lock`,
    help === '' ? null : `${id}-help`,
    fault === null ? null : `${id}-fault`,
  ].filter((note) => note !== null);
  return (
    <div class={`field ${field.type} ${fault === null ? '' : 'faulty'}`}>
      <label id={`${id}-label`} for={id}>
        {field.label}
        {field.required === true && <span class="muted"> {serverScreen.needed}</span>}
      </label>
      <div>
        <Control {...props} id={id} described={notes.join(' ')} />
        {lockedBy !== null && (
          <p class="help" id={`${id}-lock`}>
            <Lock file={lockedBy} />
          </p>
        )}
        {help !== '' && (
          <p class="help" id={`${id}-help`}>
            {help}
          </p>
        )}
        {fault !== null && (
          <p class="fault" id={`${id}-fault`} role="alert">
            {fault}
          </p>
        )}
      </div>
    </div>
  );
}

interface OneControlProps extends FieldProps {
  readonly id: string;
  readonly described: string;
}

function Control({
  field,
  value,
  stored,
  version,
  fault,
  lockedBy,
  beside,
  change,
  ask,
  names,
  waiting,
  id,
  described,
}: OneControlProps): ComponentChildren {
  const common = {
    id,
    disabled: lockedBy !== null,
    'aria-invalid': fault !== null,
    'aria-describedby': described === '' ? undefined : described,
  };
  const { disabled, 'aria-invalid': invalid, 'aria-describedby': describedBy } = common;
  const parts: ControlProps = {
    id,
    field,
    value,
    disabled,
    invalid,
    described: describedBy,
    change,
    ask,
    names,
    waiting,
  };
  const text = typeof value === 'string' ? value : '';
  // What keeps its own text follows what another window stores.
  const begun = `${version} ${JSON.stringify(stored)}`;
  if (field.picks !== undefined) return <Picker {...parts} />;
  switch (field.type) {
    case 'switch':
      return (
        <input
          {...common}
          type="checkbox"
          checked={(value ?? field.initial ?? false) === true}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <select
          {...common}
          value={chosenOf(field, value)?.value ?? text}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        >
          {field.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    case 'secret':
      return (
        <>
          <input
            {...common}
            type="password"
            autocomplete="new-password"
            placeholder={secretText(value)}
            value={text}
            onInput={({ currentTarget }) =>
              change(currentTarget.value === '' ? (isKept(stored) ? stored : undefined) : currentTarget.value)
            }
          />
          {isKept(value) && field.required !== true && lockedBy === null && (
            <button
              type="button"
              class="link"
              aria-label={serverScreen.forgetOf(field.label)}
              onClick={() => change(undefined)}
            >
              {serverScreen.forget}
            </button>
          )}
        </>
      );
    case 'list':
    case 'json':
      return (
        <textarea
          key={begun}
          {...common}
          rows={field.type === 'json' ? 5 : 3}
          defaultValue={field.type === 'list' ? listText(value) : jsonText(value)}
          onChange={({ currentTarget }) =>
            change(field.type === 'list' ? listOf(currentTarget.value) : jsonOf(currentTarget.value))
          }
        />
      );
    case 'filter':
      return <Filter key={begun} {...parts} />;
    case 'entries':
      return <EntryList key={begun} {...parts} beside={beside} />;
    case 'levels':
      return <Levels {...common} field={field} value={value} change={change} />;
    case 'text':
    case 'url':
    case 'file':
      return (
        <input
          {...common}
          type="text"
          inputMode={field.type === 'url' ? 'url' : 'text'}
          spellcheck={false}
          placeholder={field.usual}
          value={text}
          onInput={({ currentTarget }) => change(currentTarget.value === '' ? undefined : currentTarget.value)}
        />
      );
  }
}

interface LevelsProps {
  readonly id: string;
  readonly disabled: boolean;
  readonly field: Field;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
}

/** The server's own words, each set to one of our severities. */
function Levels({ id, disabled, field, value, change }: LevelsProps) {
  const set = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, string>>;
  return (
    <fieldset class="levels" id={id} aria-labelledby={`${id}-label`}>
      {field.choices?.map(({ value: word, label, help }) => (
        <label key={word}>
          <span>{label}</span>
          <select
            disabled={disabled}
            value={set[word] ?? help ?? ''}
            onChange={({ currentTarget }) => {
              const { [word]: _, ...others } = set;
              const next = currentTarget.value === help ? others : { ...others, [word]: currentTarget.value };
              change(Object.keys(next).length === 0 ? undefined : next);
            }}
          >
            <SeverityOptions />
          </select>
        </label>
      ))}
    </fieldset>
  );
}

/** What is chosen of a few, also where nothing is stored and what a new one begins with holds. */
function chosenOf({ type, choices, initial }: Field, value: unknown): Choice | undefined {
  return type === 'choice' ? choices?.find((choice) => choice.value === (value ?? initial)) : undefined;
}

/** A secret that is kept never comes back into the form; typing replaces it. */
function secretText(value: unknown): string {
  if (!isKept(value)) return '';
  if ('env' in value) return serverScreen.fromEnvironment(String(value.env));
  if ('file' in value) return serverScreen.fromFile(String(value.file));
  return serverScreen.kept;
}

function isKept(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function listText(value: unknown): string {
  return Array.isArray(value) ? value.join('\n') : '';
}

function listOf(text: string): readonly string[] | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  return filled.length === 0 ? undefined : filled;
}
