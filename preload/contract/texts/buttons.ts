const labels = {
  open: 'Open',
  seen: 'Mark seen',
  acknowledge: 'Acknowledge',
  snooze: 'Snooze 1 h',
  retry: 'Try again',
  'sign-in': 'Sign in',
} as const;

/** The buttons that a toast may carry. */
export type ButtonKey = keyof typeof labels;

/** What stands on a toast's button. */
export function buttonText(key: ButtonKey): string {
  return labels[key];
}
