/** What the window knows before Tocsin has answered, so that nothing turns over when it does. */
export type Remembered = 'theme' | 'language';

/** What was kept the last time; null: nothing, or this browser keeps nothing. */
export function recall(what: Remembered): string | null {
  try {
    return window.localStorage.getItem(`tocsin.${what}`);
  } catch {
    return null;
  }
}

export function keep(what: Remembered, value: string): void {
  try {
    window.localStorage.setItem(`tocsin.${what}`, value);
  } catch {
    // The next start asks Tocsin, as the first one did.
  }
}
