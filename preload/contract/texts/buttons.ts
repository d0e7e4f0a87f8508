import { words } from './language.ts';

export const english = {
  open: 'Open',
  seen: 'Mark seen',
  acknowledge: 'Acknowledge',
  snooze: 'Snooze 1 h',
  retry: 'Try again',
  'sign-in': 'Sign in',
};
const text = words('buttons', english);

/** The buttons that a toast may carry. */
export type ButtonKey = keyof typeof english;

/** What stands on a toast's button. */
export function buttonText(key: ButtonKey): string {
  return text[key];
}
