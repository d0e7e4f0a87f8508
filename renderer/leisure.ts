/** What nobody waits for is done by then, ms. */
const atMostMs = 100;

/** Resolves when the browser has nothing else to do: what is out of sight need not make a frame longer that is in it. */
export function leisure(): Promise<void> {
  return new Promise((resolve) => window.requestIdleCallback(() => resolve(), { timeout: atMostMs }));
}
