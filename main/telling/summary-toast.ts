import { rankOf, type Severity } from '../../preload/contract/api.ts';
import { buttonText } from '../../preload/contract/texts/index.ts';
import type { Toast, ToastRef, Urgency } from '../toasts/driver.ts';
import type { Occupant } from './toast-room.ts';
import type { Toaster } from './toaster.ts';

/** Shows a toast about no single event, and says which it is (null: its daemon does not tell); null: it was not shown. */
export async function showSummary(
  toaster: Pick<Toaster, 'show'>,
  toast: Omit<Toast, 'buttons'>,
  occupant?: Pick<Occupant, 'content' | 'lasting'>,
): Promise<{ readonly ref: ToastRef | null } | null> {
  const buttons = [{ key: 'open', label: buttonText('open') }];
  const shown = await toaster.show({ ...toast, buttons }, occupant);
  return shown.shown ? { ref: shown.ref } : null;
}

/** How loud a summary is. */
export function urgencyOf(worst: Severity): Urgency {
  if (worst === 'critical') return 'urgent';
  return rankOf(worst) >= rankOf('warning') ? 'show' : 'quiet';
}
