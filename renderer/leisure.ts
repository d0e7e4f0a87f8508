/** What nobody waits for is done by then, ms. */
const atMostMs = 100;

/**
 * Resolves when the browser has nothing else to do: what is out of sight need not make a frame longer that is in it. At once
 * where it does not tell, as Safari: https://developer.mozilla.org/docs/Web/API/Window/requestIdleCallback
 */
export function leisure(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: atMostMs });
    else resolve();
  });
}
