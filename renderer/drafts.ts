import { type Signal, signal } from '@preact/signals';
import type { Place } from './place.ts';

/** What was typed into a form and is not saved. It may hold secrets: it stays in memory, and goes with the window. */
export interface Kept {
  readonly what: 'server' | 'rule';
  /** What it is about, as the user calls it; empty: it has no name yet. */
  readonly name: string;
  readonly value: unknown;
  /** What was stored when it was typed. */
  readonly over: unknown;
  /** Where its form is. */
  readonly place: Partial<Place>;
}

/** The forms that were changed and not saved, each under a key of its own. */
export class Drafts {
  readonly all: Signal<ReadonlyMap<string, Kept>> = signal(new Map());

  get(key: string): Kept | null {
    return this.all.value.get(key) ?? null;
  }

  keep(key: string, kept: Kept): void {
    this.all.value = new Map([...this.all.value, [key, kept]]);
  }

  discard(key: string): void {
    if (!this.all.value.has(key)) return;
    this.all.value = new Map([...this.all.value].filter(([each]) => each !== key));
  }
}

/** The key of a server's form. */
export function serverKey(id: string): string {
  return `server/${id}`;
}

/** The key of the form in which a server of a kind is added. */
export function newServerKey(kind: string): string {
  return `server/new/${kind}`;
}

/** The keys of the servers that are being added. */
export function newServerKeys(drafts: Drafts): readonly string[] {
  return [...drafts.all.value.keys()].filter((key) => key.startsWith(newServerKey('')));
}

/** The key of a rule's editor; of a new one with the event that it is made from. */
export function ruleKey(id: string | null, like: number | null, show: boolean): string {
  return id === null ? `rule/new/${like ?? ''}/${show}` : `rule/${id}`;
}

/** Asks before a page is left or loaded anew while something is not saved; a page that asks always is not heard. */
export function askBeforeLeaving(drafts: Drafts): void {
  const ask = (leaving: BeforeUnloadEvent) => leaving.preventDefault();
  drafts.all.subscribe(({ size }) => {
    window.removeEventListener('beforeunload', ask);
    if (size > 0) window.addEventListener('beforeunload', ask);
  });
}
