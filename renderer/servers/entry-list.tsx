import type { EntryForm, EntryPart } from '../../preload/contract/api.ts';
import {
  entryList,
  plain,
  routeCoveredText,
  routeDoublesText,
  routeFaultText,
  routeFloodText,
  routeTakesText,
} from '../../preload/contract/texts/index.ts';
import { AsJson } from './as-json.tsx';
import type { ControlProps } from './control.ts';
import { formOf, newEntry, overlapsOf, partText, routeView, same, withPart } from './entries.ts';
import { Offers } from './picker.tsx';
import { useOffers } from './use-offers.ts';

interface EntryListProps extends ControlProps {
  /** Items that other fields of the form add to the list. */
  readonly beside: readonly unknown[];
}

/** A list of objects, each in one of a few forms; what has none of them is shown and changed as JSON. */
export function EntryList(props: EntryListProps) {
  const { id, field, value, disabled, invalid, described, beside, change, ask } = props;
  const { offered, asking, begin, close } = useOffers(ask);
  const forms = field.entries ?? [];
  const items: readonly unknown[] | null = value === undefined ? [] : Array.isArray(value) ? value : null;
  const set = (next: readonly unknown[]) => change(next.length === 0 ? undefined : next);
  const strange = items === null || items.some((item) => formOf(forms, item) === null);
  return (
    <div class="entry-list">
      {items !== null && items.length > 0 && (
        <ul>
          {items.map((item, index) => (
            <li key={index}>
              <Entry
                id={`${id}-${index}`}
                item={item}
                form={formOf(forms, item)}
                others={[...items.toSpliced(index, 1), ...beside]}
                disabled={disabled}
                change={(next) => set(items.with(index, next))}
              />
              <button type="button" class="link" disabled={disabled} onClick={() => set(items.toSpliced(index, 1))}>
                {entryList.remove}
                <span class="unseen-text"> {nameOf(forms, item)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {items !== null && (
        <p class="buttons">
          <select
            id={id}
            aria-invalid={invalid}
            aria-describedby={described}
            disabled={disabled}
            value=""
            onChange={({ currentTarget }) => {
              const form = forms.find(({ name }) => name === currentTarget.value);
              currentTarget.value = '';
              if (form === undefined) return;
              set([...items, newEntry(form)]);
              requestAnimationFrame(() => document.getElementById(`${id}-${items.length}-0`)?.focus());
            }}
          >
            <option value="">{entryList.add}</option>
            {forms.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
          {field.offers !== undefined && (
            <button type="button" disabled={disabled} aria-disabled={asking} onClick={() => asking || void begin()}>
              {asking ? entryList.asking : field.offers}
            </button>
          )}
        </p>
      )}
      {items !== null && offered !== null && (
        <Offers
          offered={offered}
          has={(item) => items.some((each) => same(each, item))}
          add={(item) => set([...items, item])}
          remove={(item) => set(items.filter((each) => !same(each, item)))}
          close={close}
        />
      )}
      <AsJson
        id={items === null ? id : undefined}
        summary={entryList.json}
        label={`${field.label}: ${entryList.json}`}
        {...{ value, disabled, invalid, change }}
        open={strange}
      />
    </div>
  );
}

interface EntryProps {
  readonly id: string;
  readonly item: unknown;
  readonly form: EntryForm | null;
  readonly others: readonly unknown[];
  readonly disabled: boolean;
  readonly change: (item: unknown) => void;
}

function Entry({ id, item, form, others, disabled, change }: EntryProps) {
  if (form === null) {
    return (
      <div>
        <code>{plain(JSON.stringify(item))}</code>
        <p class="help">{entryList.strange}</p>
      </div>
    );
  }
  return (
    <fieldset disabled={disabled}>
      <legend>{form.label}</legend>
      {form.parts.map((part, index) => (
        <label key={part.path} for={`${id}-${index}`}>
          <span>{part.label}</span>
          <PartControl id={`${id}-${index}`} part={part} item={item} change={change} />
        </label>
      ))}
      {form.parts
        .filter(({ asks }) => asks === 'route')
        .map((part) => (
          <RouteNotes key={part.path} id={`${id}-notes`} part={part} item={item} others={others} />
        ))}
    </fieldset>
  );
}

interface PartProps {
  readonly id: string;
  readonly part: EntryPart;
  readonly item: unknown;
  readonly change: (item: unknown) => void;
}

function PartControl({ id, part, item, change }: PartProps) {
  const text = partText(item, part.path);
  switch (part.asks) {
    case 'choice': {
      const known = part.choices?.some(({ value }) => value === text) === true;
      return (
        <select
          id={id}
          value={text}
          onChange={({ currentTarget }) => change(withPart(item, part.path, currentTarget.value))}
        >
          {!known && <option value={text}>{plain(text)}</option>}
          {part.choices?.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      );
    }
    case 'route':
      return (
        <input
          id={id}
          type="text"
          class="mono"
          spellcheck={false}
          aria-describedby={`${id.replace(/\d+$/, '')}notes`}
          value={text}
          onInput={({ currentTarget }) => change(withPart(item, part.path, currentTarget.value.trim()))}
        />
      );
  }
}

interface NotesProps {
  readonly id: string;
  readonly part: EntryPart;
  readonly item: unknown;
  readonly others: readonly unknown[];
}

/** What a routing key takes, so that it is not found out at three in the morning. */
function RouteNotes({ id, part, item, others }: NotesProps) {
  const view = routeView(part, item);
  const { covered, twice } = overlapsOf(part, item, others);
  return (
    <div id={id} class="route-notes" role="status">
      {'fault' in view ? (
        <p class={view.fault === 'none' ? 'help' : 'fault'}>{routeFaultText(view.fault)}</p>
      ) : (
        <>
          <p class="help">{routeTakesText(view.takes)}</p>
          {view.floods.length > 0 && <p class="caution">{routeFloodText(view.floods)}</p>}
        </>
      )}
      {covered.length > 0 && <p class="help">{routeCoveredText(covered)}</p>}
      {twice.length > 0 && <p class="caution">{routeDoublesText(twice)}</p>}
    </div>
  );
}

/** What an item is called where several are listed. */
function nameOf(forms: readonly EntryForm[], item: unknown): string {
  const form = formOf(forms, item);
  const last = form?.parts.at(-1);
  return plain(last === undefined ? JSON.stringify(item) : partText(item, last.path));
}
