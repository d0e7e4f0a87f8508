import type { Cause, Limit } from '../../preload/contract/api.ts';

/** What a line lacks, by the name of what was asked for; null: it lacked that before. */
export type Lacks = Readonly<Record<string, Cause | null>>;

/** What a line lacks after something else was found: what it lacks no more is forgotten, or a line of months never would. */
export function withLacks(before: Lacks, found: Lacks): Lacks {
  return Object.fromEntries(Object.entries({ ...before, ...found }).filter(([, why]) => why !== null));
}

/** The limits of a line, of what it lacks. */
export function limitsOf(lacks: Lacks): readonly Limit[] {
  return Object.entries(lacks).flatMap(([subscription, why]) => (why === null ? [] : [{ subscription, why }]));
}
