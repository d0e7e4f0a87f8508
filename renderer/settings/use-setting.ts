import { useEffect, useRef, useState } from 'preact/hooks';
import type { Preferences } from '../../preload/contract/api.ts';
import { sentence, settingChanged, settingRestored, settingsScreen } from '../../preload/contract/texts/index.ts';
import { lockAt } from '../locks.ts';
import type { Store } from '../store.ts';
import { changeTo, mayUndo, type SettingPath, type SettingValue, same, valueAt } from './paths.ts';

/** One setting as a control needs it. */
export interface Setting<T> {
  readonly path: SettingPath;
  readonly label: string;
  /** What is in force, or what was just chosen here. */
  readonly value: T;
  /** What is in force where the user has set nothing. */
  readonly initial: T;
  readonly changed: boolean;
  /** The file that locks it; null: it can be changed. */
  readonly lockedBy: string | null;
  /** Why what was given does not fit. */
  readonly fault: string | null;
  /** Sets it at once, and offers to take that back; false: it does not fit, which stands at the field. */
  readonly change: (value: T) => Promise<boolean>;
  /** Sets it back to what it was at first. */
  readonly restore: () => Promise<boolean>;
  /** Says why what was typed does not fit, before anything is changed; null: it does. */
  readonly refuse: (fault: string | null) => void;
}

/** What was sent and is shown until main tells the settings anew. */
interface Sent<T> {
  readonly value: T;
  /** The preferences of the moment in which it was answered; null: it is under way. */
  readonly over: Preferences | null;
}

/**
 * A setting and the way to change it. `alike` compares two values where main tells another one than it was given, as it
 * does of a secret.
 */
export function useSetting<P extends SettingPath>(
  store: Store,
  path: P,
  label: string,
  alike: (one: unknown, other: unknown) => boolean = same,
): Setting<SettingValue<P>> {
  type Value = SettingValue<P>;
  const told = store.told.value;
  const [sent, setSent] = useState<Sent<Value> | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const turn = useRef(0);
  const inForce = valueIn(told?.preferences ?? null);
  const initial = valueIn(told?.defaults ?? null);
  const shown = sent !== null && (sent.over === null || sent.over === told?.preferences) ? sent.value : inForce;
  const last = useRef(inForce);
  useEffect(() => {
    // Set elsewhere: what is wrong here is wrong no more.
    if (!same(last.current, inForce)) setFault(null);
    last.current = inForce;
  });

  function valueIn(preferences: Preferences | null): Value {
    return (preferences === null ? undefined : valueAt(preferences, path)) as Value;
  }

  async function set(value: Value | undefined, said: string): Promise<boolean> {
    const former = shown;
    const wanted = value === undefined ? initial : value;
    if (same(former, wanted) && value !== undefined) {
      setFault(null);
      return true;
    }
    turn.current += 1;
    const mine = turn.current;
    setSent({ value: wanted, over: null });
    const answer = await store.waitFor('settings.change', changeTo(path, value));
    const text = answer.ok ? (answer.value.faults[0]?.text ?? null) : answer.error.text;
    const why = text === null ? null : sentence(text);
    if (mine === turn.current)
      setSent(why === null ? { value: wanted, over: store.told.value?.preferences ?? null } : null);
    setFault(why);
    if (why !== null) return false;
    store.say(said, () => void undo(former, wanted));
    return true;
  }

  async function undo(former: Value, wanted: Value): Promise<void> {
    const now = valueIn(store.told.value?.preferences ?? null);
    if (!mayUndo({ now, set: wanted, former }, alike)) return store.say(settingsScreen.undone);
    setSent(null);
    setFault(null);
    const answer = await store.command('settings.change', changeTo(path, former));
    const [left] = answer?.faults ?? [];
    if (left !== undefined) store.say(sentence(left.text));
  }

  return {
    path,
    label,
    value: shown,
    initial,
    changed: !alike(shown, initial),
    lockedBy: lockAt(told?.locked, path),
    fault,
    change: (value) => set(value, settingChanged(label)),
    restore: () => set(undefined, settingRestored(label)),
    refuse: setFault,
  };
}
