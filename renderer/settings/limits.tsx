import { useId } from 'preact/hooks';
import type { Preferences } from '../../preload/contract/api.ts';
import type { Store } from '../store.ts';

interface Limit {
  readonly group: 'toasts' | 'connections';
  readonly field: string;
  readonly label: string;
  readonly most: number;
  readonly of: (preferences: Preferences) => number;
}

const limits: readonly Limit[] = [
  {
    group: 'toasts',
    field: 'maxPerMinute',
    label: 'At most so many a minute, then one summary of each server',
    most: 600,
    of: ({ toasts }) => toasts.maxPerMinute,
  },
  {
    group: 'connections',
    field: 'lostMinutes',
    label: 'A server out of reach is told quietly after so many minutes',
    most: 1_440,
    of: ({ connections }) => connections.lostMinutes,
  },
  {
    group: 'connections',
    field: 'stillLostMinutes',
    label: 'and as an error after so many minutes',
    most: 1_440,
    of: ({ connections }) => connections.stillLostMinutes,
  },
];

/** How much is shown, and when a lost connection is told. Each change holds at once. */
export function Limits({ store }: { readonly store: Store }) {
  return (
    <section class="limits" aria-label="Notifications">
      <h2>Notifications</h2>
      {limits.map((limit) => (
        <NumberField key={limit.field} store={store} limit={limit} />
      ))}
    </section>
  );
}

function NumberField({ store, limit }: { readonly store: Store; readonly limit: Limit }) {
  const id = useId();
  const told = store.told.value;
  if (told === null) return null;
  const { group, field, label, most, of } = limit;
  const value = of(told.preferences);
  const path = `${group}.${field}`;
  const locked = told.locked.paths.some((each) => each === path || path.startsWith(`${each}.`));

  async function change(input: HTMLInputElement): Promise<void> {
    const wanted = input.valueAsNumber;
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > most) {
      store.say(`Give a whole number from 1 to ${most}.`);
      input.value = String(value);
      return;
    }
    if (wanted === value) return;
    const answer = await store.command('settings.change', { change: { [group]: { [field]: wanted } } });
    const [fault] = answer?.faults ?? [];
    if (answer !== null && fault === undefined) return;
    if (fault !== undefined) store.say(fault.text);
    input.value = String(value);
  }
  return (
    <p>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={1}
        max={most}
        step={1}
        value={value}
        disabled={locked}
        title={locked ? `Set by your administrator (${told.locked.file ?? 'a policy'})` : undefined}
        onChange={(event) => void change(event.currentTarget)}
      />
    </p>
  );
}
