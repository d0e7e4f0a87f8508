/**
 * Runs `act` when what was just changed is in the page, and before any key that is pressed after: a frame later, the
 * first letters of a quick hand would mean something else. Preact renders changes in a microtask of its own.
 */
export function onceShown(act: () => void): void {
  queueMicrotask(act);
}
