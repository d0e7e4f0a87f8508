import { type Severity, severities } from '../../preload/contract/api.ts';

/** A piece of a bar; `top` from above. */
export interface Piece {
  readonly severity: Severity;
  readonly top: number;
  readonly height: number;
}

/** What is there at all can be seen. */
const leastPx = 2;

/** How many events of all severities. */
export function totalOf(counts: Readonly<Record<Severity, number>>): number {
  return severities.reduce((sum, severity) => sum + counts[severity], 0);
}

/** The pieces of a bar, the worst at its foot. `most` events fill the height; every piece has at least 2 px of it. */
export function stackOf(counts: Readonly<Record<Severity, number>>, most: number, heightPx: number): readonly Piece[] {
  const there = severities.toReversed().filter((severity) => counts[severity] > 0);
  const room = heightPx - there.length * leastPx;
  let foot = heightPx;
  return there.map((severity) => {
    const height = leastPx + (counts[severity] / Math.max(1, most)) * room;
    foot -= height;
    return { severity, top: foot, height };
  });
}
