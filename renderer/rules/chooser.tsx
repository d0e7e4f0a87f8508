import { useState } from 'preact/hooks';
import { plain, ruleScreen } from '../../preload/contract/texts/index.ts';
import type { Offered } from './known.ts';
import type { Tied } from './line.tsx';

interface ChooserProps {
  readonly id: string;
  readonly label: string;
  readonly tied: Tied;
  readonly chosen: readonly string[];
  readonly offers: readonly Offered[];
  /** Others than those that are offered can be typed. */
  readonly typed?: boolean;
  readonly change: (chosen: readonly string[]) => void;
}

/** Words of which some are chosen: those that are known, and others that are typed. */
export function Chooser({ id, label, tied, chosen, offers, typed = false, change }: ChooserProps) {
  const [text, setText] = useState('');
  const known = new Set(offers.map(({ value }) => value));
  const others = chosen
    .filter((word) => !known.has(word))
    .map((word): Offered => ({ value: word, label: plain(word) }));
  const set = (word: string, on: boolean) => {
    const rest = chosen.filter((each) => each !== word);
    change(on ? [...rest, word] : rest);
  };
  const add = () => {
    const word = text.trim();
    if (word === '') return;
    // Whoever types what it is called means it.
    set(offers.find((offer) => offer.label === word)?.value ?? word, true);
    setText('');
  };
  return (
    <>
      <div class={`choices ${offers.some(({ note }) => note !== undefined) ? 'wide' : ''}`}>
        {[...offers, ...others].map((offer) => (
          <label key={offer.value}>
            <input
              type="checkbox"
              {...tied}
              checked={chosen.includes(offer.value)}
              onChange={({ currentTarget }) => set(offer.value, currentTarget.checked)}
            />
            <span>
              {offer.label}
              {offer.note !== undefined && offer.note !== offer.label && <span class="muted mono"> {offer.note}</span>}
            </span>
          </label>
        ))}
      </div>
      {typed && (
        <p class="buttons">
          <input
            id={id}
            type="text"
            {...tied}
            aria-label={`${label}: ${ruleScreen.otherWord}`}
            placeholder={ruleScreen.otherWord}
            maxLength={200}
            spellcheck={false}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <button type="button" disabled={text.trim() === ''} onClick={add}>
            {ruleScreen.addWord}
            <span class="unseen-text"> {label}</span>
          </button>
        </p>
      )}
    </>
  );
}
