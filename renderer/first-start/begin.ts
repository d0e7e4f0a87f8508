import { useEffect, useRef } from 'preact/hooks';
import type { FirstStep, ServerSettings, Snapshot } from '../../preload/contract/api.ts';
import type { FirstPlace } from '../place.ts';
import { needsPerson } from '../servers/sign-in.tsx';
import type { Store } from '../store.ts';

type Told = Pick<Snapshot, 'settings' | 'unfinished' | 'servers' | 'preferences' | 'locked' | 'canStartWithSystem'>;

/** What of a policy's servers is missing: those that are not whole, and those that wait for a person to sign in. */
export interface Missing {
  readonly unfinished: Told['unfinished'];
  readonly signIn: Told['servers'];
}

/** Whether the first start is to be shown: nobody has been greeted, and there is no server, or one of a policy lacks something. */
export function wantsFirstStart(told: Told): boolean {
  if (told.preferences.window.greeted) return false;
  if (told.settings.some((server) => !isOfPolicy(told, server))) return false;
  const { unfinished, signIn } = missingOf(told);
  return told.settings.length === 0 || unfinished.length + signIn.length > 0;
}

export function missingOf(told: Told): Missing {
  const ofPolicy = told.settings.filter((server) => isOfPolicy(told, server));
  const signIn = told.servers.filter(
    (state) => ofPolicy.some(({ id }) => id === state.id) && needsPerson(state, told.settings),
  );
  return { unfinished: told.unfinished, signIn };
}

/** The steps in their order; what this host cannot do is none. */
export function stepsOf({ canStartWithSystem }: Pick<Told, 'canStartWithSystem'>): readonly FirstStep[] {
  return canStartWithSystem ? ['server', 'toast', 'system'] : ['server', 'toast'];
}

/** The step after one, null: it is the last. One that this host does not have is after all. */
export function stepAfter(steps: readonly FirstStep[], step: FirstStep): FirstStep | null {
  const at = steps.indexOf(step);
  return at < 0 ? null : (steps[at + 1] ?? null);
}

/** Where the first start begins. */
export const firstPlace: FirstPlace = { step: 'server', adds: null };

/** Shows the first start once more. */
export function beginAgain(store: Store): void {
  store.go({ screen: 'first', event: null, server: null, rule: null, like: null, first: firstPlace });
}

/**
 * Shows the first start to whom it is due, when the window opens on nothing in particular; and ends it when it was ended in
 * another window.
 */
export function useFirstStart(store: Store): void {
  const told = store.told.value;
  const greeted = told?.preferences.window.greeted ?? null;
  const before = useRef<boolean | null>(null);
  const { screen } = store.place.value;
  useEffect(() => {
    if (told === null || greeted === null) return;
    if (before.current === null && screen === 'overview' && wantsFirstStart(told)) {
      store.go({ screen: 'first', event: null, first: firstPlace }, 'replace');
    }
    if (before.current === false && greeted && screen === 'first') {
      store.go({ screen: 'overview', first: null }, 'replace');
    }
    before.current = greeted;
  }, [greeted]);
}

/** A server that an administrator has locked, or a part of it. */
function isOfPolicy({ locked }: Told, { id }: ServerSettings): boolean {
  return locked.paths.some((path) => path.startsWith(`servers.${id}.`));
}
