import { useState } from 'preact/hooks';
import type { Clause, Offer, Offered } from '../../preload/contract/api.ts';
import { cut, serverScreen } from '../../preload/contract/texts/index.ts';
import { AsJson } from './as-json.tsx';
import { blank, type Condition, conditionsOf, filterOf } from './clauses.ts';
import type { ControlProps } from './control.ts';
import { Offers } from './picker.tsx';
import { typedId } from './typed.ts';
import { useNames, useOffers } from './use-offers.ts';

/** A filter as conditions that must all hold, and as the JSON that they make. */
export function Filter({ id, field, value, disabled, invalid, described, change, ask, names }: ControlProps) {
  const clauses = field.clauses ?? [];
  const stored = conditionsOf(clauses, value);
  // A condition that asks nothing yet is in no filter; it is kept here until it does.
  const [drafted, setDrafted] = useState<readonly Condition[] | null>(null);
  const same = drafted !== null && JSON.stringify(filterOf(drafted)) === JSON.stringify(value);
  const conditions = same ? drafted : stored;
  const set = (next: readonly Condition[]) => {
    setDrafted(next);
    change(filterOf(next));
  };
  return (
    <div class="filter">
      {conditions === null ? (
        <p class="help">{serverScreen.tooMuch}</p>
      ) : (
        <ul>
          {conditions.map((condition, index) => (
            <li key={index}>
              <ConditionRow
                id={index === 0 ? id : `${id}-${index}`}
                condition={condition}
                disabled={disabled}
                ask={ask}
                names={names}
                change={(next) => set(conditions.with(index, next))}
                remove={() => set(conditions.toSpliced(index, 1))}
              />
            </li>
          ))}
        </ul>
      )}
      {conditions !== null && (
        <select
          id={conditions.length === 0 ? id : undefined}
          aria-label={serverScreen.addConditionTo(field.label)}
          aria-invalid={invalid}
          aria-describedby={described}
          disabled={disabled}
          value=""
          onChange={({ currentTarget }) => {
            const clause = clauses.find(({ name }) => name === currentTarget.value);
            currentTarget.value = '';
            if (clause !== undefined) set([...conditions, blank(clause)]);
          }}
        >
          <option value="">{serverScreen.addCondition}</option>
          {clauses
            .filter((clause) => clause.beside !== true || !conditions.some((each) => each.clause === clause))
            .map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
        </select>
      )}
      <AsJson
        summary={serverScreen.asJson}
        label={serverScreen.fieldAsJson(field.label)}
        {...{ value, disabled, invalid, change }}
        open={conditions === null}
      />
    </div>
  );
}

interface ConditionProps {
  readonly id: string;
  readonly condition: Condition;
  readonly disabled: boolean;
  readonly ask: () => Promise<Offered | null>;
  readonly names: () => Promise<readonly Offer[]>;
  readonly change: (next: Condition) => void;
  readonly remove: () => void;
}

function ConditionRow({ id, condition, disabled, ask, names, change, remove }: ConditionProps) {
  const { clause } = condition;
  return (
    <>
      <fieldset disabled={disabled}>
        <legend>{clause.label}</legend>
        {condition.asks === 'several' && <Several id={id} condition={condition} change={change} />}
        {condition.asks === 'id' && <OneId {...{ id, condition, ask, names, change }} />}
        {condition.asks === 'words' && (
          <>
            <select
              aria-label={serverScreen.compared(clause.label)}
              value={condition.op}
              onChange={({ currentTarget }) => change({ ...condition, op: currentTarget.value })}
            >
              {clause.choices?.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
            <input
              id={id}
              type="text"
              aria-label={clause.label}
              value={condition.text}
              onInput={({ currentTarget }) => change({ ...condition, text: currentTarget.value })}
            />
          </>
        )}
      </fieldset>
      <button type="button" class="link" disabled={disabled} onClick={remove}>
        {serverScreen.remove}
        <span class="unseen-text"> {serverScreen.theCondition(clause.label)}</span>
      </button>
    </>
  );
}

interface SeveralProps {
  readonly id: string;
  readonly condition: Extract<Condition, { asks: 'several' }>;
  readonly change: (next: Condition) => void;
}

function Several({ id, condition, change }: SeveralProps) {
  const { clause, values } = condition;
  const choices = clause.choices ?? [];
  const others = values.filter((value) => !choices.some((choice) => choice.value === value));
  const named = values.filter((value) => !others.includes(value));
  return (
    <>
      {choices.map(({ value, label }) => (
        <label key={value} class="check">
          <input
            type="checkbox"
            checked={values.includes(value)}
            onChange={({ currentTarget }) =>
              change({
                ...condition,
                values: currentTarget.checked ? [...named, value, ...others] : values.filter((each) => each !== value),
              })
            }
          />
          {label}
        </label>
      ))}
      <input
        key={others.join()}
        id={id}
        type="text"
        aria-label={serverScreen.furtherIds(clause.label)}
        placeholder={serverScreen.idsHint}
        defaultValue={others.join(', ')}
        onChange={({ currentTarget }) => {
          const ids = currentTarget.value.split(/[\s,;]+/u).filter((each) => each !== '');
          change({ ...condition, values: [...named, ...ids] });
        }}
      />
    </>
  );
}

interface OneIdProps {
  readonly id: string;
  readonly condition: Extract<Condition, { asks: 'id' }>;
  readonly ask: () => Promise<Offered | null>;
  readonly names: () => Promise<readonly Offer[]>;
  readonly change: (next: Condition) => void;
}

function OneId({ id, condition, ask, names, change }: OneIdProps) {
  const { clause } = condition;
  const { offered, asking, begin, close } = useOffers(ask);
  const [fault, setFault] = useState<string | null>(null);
  const taken = (value: unknown) => idUnder(clause, value) === condition.id;
  const offers =
    offered === null || 'why' in offered
      ? offered
      : { offers: offered.offers.filter(({ item }) => idUnder(clause, item) !== null) };
  const named = useNames(names, clause.offered === true && condition.id !== '');
  const known = [...named, ...(offers === null || 'why' in offers ? [] : offers.offers)];
  const name = condition.id === '' ? undefined : known.find(({ item }) => taken(item))?.label;
  return (
    <>
      <input
        id={id}
        type="text"
        aria-label={clause.label}
        placeholder={clause.links === undefined ? serverScreen.pasteId : serverScreen.pasteIdOrAddress}
        spellcheck={false}
        aria-invalid={fault !== null}
        value={condition.id}
        onInput={({ currentTarget }) => {
          const typed = typedId(currentTarget.value, clause.links);
          setFault('fault' in typed ? typed.fault : null);
          change({ ...condition, id: 'fault' in typed ? currentTarget.value : typed.id });
        }}
      />
      {name !== undefined && <span class="muted">{cut(name, 120)}</span>}
      {clause.offered === true && (
        <button type="button" aria-disabled={asking} onClick={() => asking || void begin()}>
          {asking ? serverScreen.asking : serverScreen.chooseFrom}
        </button>
      )}
      {fault !== null && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {offers !== null && (
        <Offers
          offered={offers}
          has={taken}
          add={(item) => change({ ...condition, id: idUnder(clause, item) ?? '' })}
          remove={() => change({ ...condition, id: '' })}
          close={close}
        />
      )}
    </>
  );
}

/** What an offer has for a clause; null: nothing. */
function idUnder({ name }: Clause, item: unknown): string | null {
  const found = (item as Readonly<Record<string, unknown>> | null)?.[name];
  return typeof found === 'string' ? found : null;
}
