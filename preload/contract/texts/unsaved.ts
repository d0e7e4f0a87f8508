import { words } from './language.ts';
import { plain } from './plain.ts';

export const english = {
  here: 'Unsaved changes',
  keep: 'Keep editing',
  discard: 'Discard',
  gone: 'What you changed of it is not saved, and there again where the removal is undone.',
  about: (name: string) => `Unsaved changes: ${name}`,
  unnamed: { server: 'new server', rule: 'new rule' },
};

/** The words beside a form that was left with changes. */
export const unsaved = words('unsaved', english);

/** A form that was left with changes: `name` is what it is about, empty for what has no name yet. */
export function unsavedText(what: 'server' | 'rule', name: string): string {
  return unsaved.about(name.trim() === '' ? unsaved.unnamed[what] : plain(name));
}
