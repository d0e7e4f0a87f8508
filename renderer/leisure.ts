/**
 * Resolves when the browser has nothing else to do, after so many ms at the latest: what is out of sight need not make a
 * frame longer that is in it. At once where the browser does not tell, as Safari:
 * https://developer.mozilla.org/docs/Web/API/Window/requestIdleCallback
 */
export function leisure(atMostMs: number): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: atMostMs });
    else resolve();
  });
}
