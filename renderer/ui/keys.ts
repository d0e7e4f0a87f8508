import { createContext } from 'preact';
import { useContext, useLayoutEffect } from 'preact/hooks';
import type { ShortcutKey } from '../../preload/contract/texts/index.ts';

/** What keys do; a key that the list of keys does not show cannot be one. */
export type Keys = { readonly [key in ShortcutKey]?: (event: KeyboardEvent) => void };

/** Whether a key that writes a character does something when it is pressed alone. */
export const SingleKeys = createContext(true);

/**
 * Runs what a single key means, unless single keys are switched off, unless the user is typing, a dialog is open, or the key belongs to the control that has
 * the focus. With `within`, only while nothing has the focus, or something inside of it.
 */
export function useKeys(keys: Keys, within: string | null = null): void {
  const single = useContext(SingleKeys);
  // With what is shown, not a frame later: the first key counts.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { target } = event;
      const key = event.altKey ? `Alt+${latin(event)}` : latin(event);
      if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey) return;
      if (!single && isSingle(key)) return;
      if (target.matches('input:not([type="checkbox"]), textarea, select') && key !== 'Escape') return;
      if (target.closest('dialog[open]') !== null) return;
      if (key === 'Enter' && target.matches('button, a, summary')) return;
      if (within !== null && !target.matches(`body, main, ${within}`) && target.closest(within) === null) return;
      const run = Object.entries(keys).find(([name]) => name === key)?.[1];
      if (run === undefined) return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [keys, within, single]);
}

/** A key by its Latin letter, where the keyboard's layout writes letters of another script. */
export function latin({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter === undefined || !/^(?!\p{Script=Latin})\p{L}$/u.test(key)) return key;
  return shiftKey ? letter : letter.toLowerCase();
}

/** A key that writes a character, Shift or not. https://www.w3.org/TR/WCAG22/#character-key-shortcuts */
function isSingle(key: string): boolean {
  return [...key].length === 1;
}
