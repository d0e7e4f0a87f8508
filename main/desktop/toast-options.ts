import type { NotificationConstructorOptions } from 'electron';
import type { Toast } from '../toasts/driver.ts';

const urgencies = { urgent: 'critical', show: 'normal', quiet: 'low' } as const;

/** A toast in Electron's form. */
export function toastOptions({ title, body, urgency, buttons, silent, sound }: Toast): NotificationConstructorOptions {
  return {
    title,
    body,
    // The alarm is made beside it.
    silent: sound === undefined ? urgency === 'quiet' || silent === true : sound !== 'desktop',
    urgency: urgencies[urgency],
    timeoutType: urgency === 'urgent' ? 'never' : 'default',
    actions: buttons.map(({ label }) => ({ type: 'button', text: label })),
  };
}

/** Whether a closed toast is really gone: one that ran out of time still stands in the notification centre. */
export function isGone(reason: string | undefined): boolean {
  return reason !== 'timedOut';
}
