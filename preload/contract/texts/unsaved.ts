import { plain } from './plain.ts';

/** A form that was left with changes: `name` is what it is about, empty for what has no name yet. */
export function unsavedText(what: 'server' | 'rule', name: string): string {
  return `Unsaved changes: ${name.trim() === '' ? unnamed[what] : plain(name)}`;
}

const unnamed = { server: 'new server', rule: 'new rule' } as const;

/** The words beside a form that was left with changes. */
export const unsaved = {
  here: 'Unsaved changes',
  keep: 'Keep editing',
  discard: 'Discard',
} as const;
