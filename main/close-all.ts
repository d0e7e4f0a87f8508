/** Closes one after the other, also what comes after one that fails; rejects with the first fault when all have had their turn. */
export async function closeAll(closes: readonly (() => unknown)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const close of closes) {
    try {
      await close();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
