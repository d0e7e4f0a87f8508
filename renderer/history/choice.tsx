import { historyScreen } from '../../preload/contract/texts/index.ts';

interface ChoiceProps {
  readonly label: string;
  /** More than one can only come by a link. */
  readonly chosen: readonly string[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (value: string | undefined) => void;
}

/** A filter of which one value is chosen; a chip with its end once one is. */
export function Choice({ label, chosen, choices, choose }: ChoiceProps) {
  const [one] = chosen;
  const several = chosen.length > 1 ? chosen.join(',') : null;
  // A server that was removed can still stand in a link.
  const unknown = several === null && one !== undefined && !choices.some(({ value }) => value === one) ? one : null;
  const words = chosen.map((each) => choices.find(({ value }) => value === each)?.label ?? each).join(', ');
  return (
    <span class={`choice ${one === undefined ? '' : 'chosen'}`}>
      <select
        aria-label={label}
        value={several ?? one ?? ''}
        onChange={({ currentTarget: { value } }) => choose(value === '' ? undefined : value)}
      >
        <option value="">{one === undefined ? label : historyScreen.any(label)}</option>
        {(several ?? unknown) !== null && <option value={several ?? unknown ?? ''}>{words}</option>}
        {choices.map(({ value, label: word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
      {one !== undefined && <Take text={words} take={() => choose(undefined)} />}
    </span>
  );
}

interface ChipProps {
  readonly text: string;
  readonly take: () => void;
}

/** A filter that narrows, with its end. */
export function Chip({ text, take }: ChipProps) {
  return (
    <span class="choice chosen">
      <span class="word" title={text}>
        {text}
      </span>
      <Take text={text} take={take} />
    </span>
  );
}

/** Takes a filter away. */
export function Take({ text, take }: ChipProps) {
  return (
    <button
      type="button"
      class="take"
      aria-label={historyScreen.takeOf(text)}
      title={historyScreen.take}
      onClick={take}
    >
      ×
    </button>
  );
}
