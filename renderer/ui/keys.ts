import { useLayoutEffect } from 'preact/hooks';

/**
 * Runs what a single key means, unless the user is typing or the key belongs to the control that has the focus. With
 * `within`, only while nothing has the focus, or something inside of it.
 */
export function useKeys(
  keys: Readonly<Record<string, (event: KeyboardEvent) => void>>,
  within: string | null = null,
): void {
  // With what is shown, not a frame later: the first key counts.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (!(target instanceof HTMLElement) || event.ctrlKey || event.altKey || event.metaKey) return;
      if (target.matches('input, textarea, select') && key !== 'Escape') return;
      if (key === 'Enter' && target.matches('button, a, summary')) return;
      if (within !== null && !target.matches(`body, main, ${within}`) && target.closest(within) === null) return;
      const run = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (run === undefined) return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [keys, within]);
}
