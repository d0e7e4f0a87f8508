import type { Snapshot } from '../preload/contract/api.ts';

/** The file that locks what stands at a dotted place of the settings, or a part of it; null: it can be changed. */
export function lockAt(locked: Snapshot['locked'] | undefined, place: string): string | null {
  const holds = locked?.paths.some(
    (each) => each === place || place.startsWith(`${each}.`) || each.startsWith(`${place}.`),
  );
  return holds === true ? (locked?.file ?? 'a policy') : null;
}
