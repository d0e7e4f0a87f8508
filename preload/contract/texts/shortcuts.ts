/** The keys of the window by the place in which they mean something: what the window shows, and all that it obeys. */
export const shortcuts = [
  {
    where: 'Anywhere but in fields',
    keys: [
      { keys: ['1', '2', '3', '4', '5'], does: 'The screens, in their order' },
      { keys: ['/'], does: 'Search in the history' },
      { keys: ['p'], does: 'Pause, quiet hours, snoozes' },
      { keys: ['?'], does: 'This list' },
      { keys: ['Escape'], does: 'One step out: of a menu, of the detail, of the search' },
    ],
  },
  {
    where: 'While a list has the focus',
    keys: [
      { keys: ['j', 'ArrowDown'], does: 'The next one' },
      { keys: ['k', 'ArrowUp'], does: 'The one before' },
      { keys: ['PageDown', 'PageUp', 'Home', 'End'], does: 'Further on and back' },
      { keys: ['Enter'], does: 'Open' },
      { keys: ['e'], does: 'Mark seen' },
      { keys: ['a'], does: 'Acknowledge, where its server takes it' },
      { keys: ['s'], does: 'Snooze' },
      { keys: ['c'], does: 'Copy as one line' },
      { keys: ['x', 'J', 'K'], does: 'Select it, or the next and the one before as well' },
      { keys: ['ContextMenu'], does: 'What can be done with it' },
    ],
  },
  {
    where: 'In the rules',
    keys: [{ keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: 'Move the rule up, down' }],
  },
] as const;

/** A key as `KeyboardEvent.key` has it, with `Alt+` before it where that is held. */
export type ShortcutKey = (typeof shortcuts)[number]['keys'][number]['keys'][number];

const keyNames: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  PageDown: 'Page down',
  PageUp: 'Page up',
  Escape: 'Esc',
  J: 'Shift + j',
  K: 'Shift + k',
  ContextMenu: 'Menu',
};

/** What stands on a key: `Alt + ↑` */
export function keyName(key: ShortcutKey): string {
  return key
    .split('+')
    .map((part) => keyNames[part] ?? part)
    .join(' + ');
}

/** The words of the list of keys. */
export const shortcutScreen = {
  title: 'Keys',
  close: 'Close',
  open: 'Keys: ?',
  openWhole: 'The list of keys (?)',
  openAlone: 'The list of keys',
  singleOff: 'Single keys are switched off: letters, digits, / and ? do nothing now.',
  singleSettings: 'Settings, Keys',
} as const;
