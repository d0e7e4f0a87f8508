import { useEffect, useId, useState } from 'preact/hooks';
import type { Field, Offer, Offered } from '../../preload/contract/api.ts';
import { causeText, cut, plain, serverScreen } from '../../preload/contract/texts/index.ts';
import type { ControlProps } from './control.ts';
import { typedId } from './typed.ts';
import { useNames, useOffers } from './use-offers.ts';

/** A list of items that are chosen from what the server has, or given by their ids. */
export function Picker({ id, field, value, disabled, invalid, described, change, ask, names, waiting }: ControlProps) {
  // One text may stand for a list of it.
  const items: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const { offered, asking, begin, close } = useOffers(ask);
  const named = useNames(names, field.links !== undefined && field.picks === null && items.length > 0);
  /** Names of texts that only the server knows. */
  const known = new Map(
    field.picks !== null
      ? []
      : [...named, ...(offered === null || 'why' in offered ? [] : offered.offers)].flatMap(({ item, label }) =>
          typeof item === 'string' && item !== label ? [[item, label] as const] : [],
        ),
  );
  const set = (next: readonly unknown[]) => change(next.length === 0 ? undefined : next);
  const keyOf = (item: unknown) => idIn(field, item);
  const has = (item: unknown) => items.some((each) => keyOf(each) === keyOf(item));
  const add = (item: unknown) => {
    if (!has(item)) set([...items, item]);
  };
  const remove = (item: unknown) => set(items.filter((each) => keyOf(each) !== keyOf(item)));
  const addTyped = () => {
    if (typed.trim() === '') return true;
    const read = typedId(typed, field.links);
    setFault('fault' in read ? read.fault : null);
    if ('fault' in read) return false;
    add(itemOf(field, read.id));
    setTyped('');
    return true;
  };
  useEffect(() => {
    if (typed.trim() === '') return;
    waiting.add(addTyped);
    return () => void waiting.delete(addTyped);
  });
  return (
    <div class="picker">
      {items.length > 0 && (
        <ul>
          {items.map((item) => (
            <li key={keyOf(item)}>
              <span>
                {cut(known.get(keyOf(item)) ?? nameIn(field, item), nameLength)}{' '}
                <span class="muted mono">{plain(known.has(keyOf(item)) ? keyOf(item) : noteIn(field, item))}</span>
              </span>
              <button type="button" class="link" disabled={disabled} onClick={() => remove(item)}>
                {serverScreen.remove}
                <span class="unseen-text"> {plain(nameIn(field, item))}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="buttons">
        <input
          id={id}
          type="text"
          disabled={disabled}
          aria-invalid={invalid || fault !== null}
          aria-describedby={fault === null ? described : `${id}-typed ${described ?? ''}`}
          placeholder={placeholderOf(field)}
          spellcheck={false}
          value={typed}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setFault(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            addTyped();
          }}
        />
        <button
          type="button"
          aria-label={serverScreen.addTo(field.label)}
          disabled={disabled || typed.trim() === ''}
          onClick={addTyped}
        >
          {serverScreen.add}
        </button>
        <button type="button" disabled={disabled} aria-disabled={asking} onClick={() => asking || void begin()}>
          {asking ? serverScreen.asking : serverScreen.chooseFrom}
        </button>
      </p>
      {fault !== null && (
        <p class="fault" id={`${id}-typed`} role="alert">
          {fault}
        </p>
      )}
      {offered !== null && <Offers offered={offered} has={has} add={add} remove={remove} close={close} />}
    </div>
  );
}

interface OffersProps {
  readonly offered: Offered;
  readonly has: (item: unknown) => boolean;
  readonly add: (item: unknown) => void;
  readonly remove: (item: unknown) => void;
  readonly close: () => void;
}

/** More are never looked through by eye: they are searched. */
const mostShown = 200;
const nameLength = 120;

export function Offers({ offered, has, add, remove, close }: OffersProps) {
  const [search, setSearch] = useState('');
  const searchId = useId();
  if ('why' in offered) {
    const { why, remedy } = causeText(offered.why);
    return (
      <p class="fault" role="alert">
        {why}. {remedy}.
      </p>
    );
  }
  const wanted = search.trim().toLowerCase();
  const found = offered.offers.filter(({ label, note }) => `${label} ${note}`.toLowerCase().includes(wanted));
  return (
    <fieldset class="offers">
      <legend class="unseen-text">{serverScreen.offers}</legend>
      {offered.offers.length === 0 ? (
        <p class="muted" role="status">
          {serverScreen.noOffers}
        </p>
      ) : (
        <p class="buttons">
          <label class="unseen-text" for={searchId}>
            {serverScreen.searchOffers}
          </label>
          <input
            id={searchId}
            type="search"
            placeholder={serverScreen.searchCount(offered.offers.length)}
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          <button type="button" class="link" onClick={close}>
            {serverScreen.done}
          </button>
        </p>
      )}
      {found.slice(0, mostShown).map((offer: Offer) => (
        <label key={`${offer.label} ${offer.note}`}>
          <input
            type="checkbox"
            checked={has(offer.item)}
            onChange={({ currentTarget }) => (currentTarget.checked ? add(offer.item) : remove(offer.item))}
          />
          <span>
            {cut(offer.label, nameLength)} <span class="muted">{cut(offer.note, nameLength)}</span>
          </span>
        </label>
      ))}
      {found.length > mostShown && <p class="muted">{serverScreen.moreOffers(found.length - mostShown)}</p>}
      {found.length === 0 && wanted !== '' && <p class="muted">{serverScreen.noneFound}</p>}
    </fieldset>
  );
}

function placeholderOf({ picks, links }: Field): string {
  if (links !== undefined) return serverScreen.pasteIdOrAddress;
  return picks === null ? serverScreen.typeName : serverScreen.pasteId;
}

/** What was typed as an item: an id, or an id and a second one as the form says it. */
function itemOf({ picks }: Field, text: string): unknown {
  if (picks === null || picks === undefined) return text;
  const [first = '', second] = text.split(/[\s,;]+/u);
  return {
    [picks.id]: first,
    ...(second === undefined || picks.second === undefined ? {} : { [picks.second]: second }),
  };
}

function idIn({ picks }: Field, item: unknown): string {
  return textAt(item, picks?.id);
}

function nameIn({ picks }: Field, item: unknown): string {
  return textAt(item, picks?.name) || textAt(item, picks?.id);
}

/** The id beside the name, where there is one. */
function noteIn({ picks }: Field, item: unknown): string {
  return picks !== null && picks !== undefined && textAt(item, picks.name) !== '' ? textAt(item, picks.id) : '';
}

function textAt(item: unknown, field: string | undefined): string {
  if (field === undefined) return typeof item === 'string' ? item : '';
  const value = (item as Readonly<Record<string, unknown>> | null)?.[field];
  return typeof value === 'string' ? value : '';
}
