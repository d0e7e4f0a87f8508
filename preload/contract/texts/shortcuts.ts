import { words } from './language.ts';

export const english = {
  title: 'Keys',
  close: 'Close',
  open: 'Keys: ?',
  openWhole: 'The list of keys (?)',
  openAlone: 'The list of keys',
  singleOff: 'Single keys are switched off: letters, digits, / and ? do nothing now.',
  singleSettings: 'Settings, Keys',
  where: { anywhere: 'Anywhere but in fields', list: 'While a list has the focus', rules: 'In the rules' },
  does: {
    screens: 'The screens, in their order',
    search: 'Search in the history',
    pause: 'Pause, quiet hours, snoozes',
    keys: 'This list',
    out: 'One step out: of a menu, of the detail, of the search',
    next: 'The next one',
    before: 'The one before',
    far: 'Further on and back',
    open: 'Open',
    seen: 'Mark seen',
    acknowledge: 'Acknowledge, where its server takes it',
    snooze: 'Snooze',
    copy: 'Copy as one line',
    select: 'Select it, or the next and the one before as well',
    menu: 'What can be done with it',
    moveRule: 'Move the rule up, down',
  },
  names: {
    ArrowDown: '↓',
    ArrowUp: '↑',
    PageDown: 'Page down',
    PageUp: 'Page up',
    Escape: 'Esc',
    J: 'Shift + j',
    K: 'Shift + k',
    ContextMenu: 'Menu',
  },
};

/** The words of the list of keys. */
export const shortcutScreen = words('shortcuts', english);

interface Place {
  readonly where: keyof typeof english.where;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: keyof typeof english.does }[];
}

/** The keys of the window by the place in which they mean something: what the window shows, and all that it obeys. */
export const shortcuts = [
  {
    where: 'anywhere',
    keys: [
      { keys: ['1', '2', '3', '4', '5'], does: 'screens' },
      { keys: ['/'], does: 'search' },
      { keys: ['p'], does: 'pause' },
      { keys: ['?'], does: 'keys' },
      { keys: ['Escape'], does: 'out' },
    ],
  },
  {
    where: 'list',
    keys: [
      { keys: ['j', 'ArrowDown'], does: 'next' },
      { keys: ['k', 'ArrowUp'], does: 'before' },
      { keys: ['PageDown', 'PageUp', 'Home', 'End'], does: 'far' },
      { keys: ['Enter'], does: 'open' },
      { keys: ['e'], does: 'seen' },
      { keys: ['a'], does: 'acknowledge' },
      { keys: ['s'], does: 'snooze' },
      { keys: ['c'], does: 'copy' },
      { keys: ['x', 'J', 'K'], does: 'select' },
      { keys: ['ContextMenu'], does: 'menu' },
    ],
  },
  { where: 'rules', keys: [{ keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: 'moveRule' }] },
] as const satisfies readonly Place[];

/** A key as `KeyboardEvent.key` has it, with `Alt+` before it where that is held. */
export type ShortcutKey = (typeof shortcuts)[number]['keys'][number]['keys'][number];

/** What stands on a key: `Alt + ↑` */
export function keyName(key: ShortcutKey): string {
  const names: Readonly<Record<string, string>> = shortcutScreen.names;
  return key
    .split('+')
    .map((part) => names[part] ?? part)
    .join(' + ');
}
