import type { NotificationConstructorOptions } from 'electron';
import type { Toast } from '../toasts/driver.ts';
import { toastXml } from './toast-xml.ts';

const urgencies = { urgent: 'critical', show: 'normal', quiet: 'low' } as const;

/** A toast in Electron's form; `tag` comes back with each click on it. */
export function toastOptions(
  { title, body, urgency, buttons, silent, sound }: Toast,
  tag: string,
  platform: NodeJS.Platform,
): NotificationConstructorOptions {
  const options: NotificationConstructorOptions = {
    id: tag,
    title,
    body,
    // The alarm is made beside it.
    silent: sound === undefined ? urgency === 'quiet' || silent === true : sound !== 'desktop',
    urgency: urgencies[urgency],
    timeoutType: urgency === 'urgent' ? 'never' : 'default',
    actions: buttons.map(({ label }) => ({ type: 'button', text: label })),
  };
  return platform === 'win32' ? { ...options, toastXml: toastXml(options, tag) } : options;
}

/** Whether a closed toast is really gone: one that ran out of time still stands in the notification centre. */
export function isGone(reason: string | undefined): boolean {
  return reason !== 'timedOut';
}
