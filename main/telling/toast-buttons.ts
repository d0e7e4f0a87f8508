import { type EventRow, rankOf } from '../../preload/contract/api.ts';
import { type ButtonKey, buttonText } from '../../preload/contract/texts/index.ts';
import type { ToastButton } from '../toasts/driver.ts';

/** What can be done to an event on its toast. `acknowledges`: its server takes an acknowledgement of its alert. */
export function buttonsOf(row: EventRow, acknowledges: boolean): readonly ToastButton[] {
  if (row.phase === 'closed' && row.kind !== 'job') return [];
  if (row.protocol === 'tocsin' && row.kind === 'access-denied') {
    return [{ key: 'sign-in', label: buttonText('sign-in') }];
  }
  if (row.kind === 'connection' || row.kind === 'access-denied') return [{ key: 'open', label: buttonText('open') }];
  if (rankOf(row.severity) < rankOf('warning') && row.kind !== 'message') return [];
  const keys: readonly ButtonKey[] = [
    ...(acknowledges ? (['acknowledge'] as const) : []),
    'seen',
    ...(canSnooze(row) ? (['snooze'] as const) : []),
  ];
  return keys.map((key) => ({ key, label: buttonText(key) }));
}

/** Of a message or a job nothing more comes, and what names no subject cannot be told from others. */
function canSnooze({ kind, alert, subject }: EventRow): boolean {
  return kind !== 'message' && kind !== 'job' && (alert !== null || (subject?.id ?? null) !== null);
}
