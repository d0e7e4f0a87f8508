/**
 * Waits for a condition, looking again at each turn; rejects with what was waited for. The limit is that of a busy machine:
 * it costs time only where the condition never comes.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<Exclude<T, null | undefined | false>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const met = await condition();
    if (met !== null && met !== undefined && met !== false) return met as Exclude<T, null | undefined | false>;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
