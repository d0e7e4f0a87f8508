import type { ToastReply } from '../toasts/driver.ts';
import { readTag, type ToastTag } from './toast-tag.ts';

/** What Windows says of a click on a toast, on whichever run's. */
export interface Activation {
  readonly type: string;
  /** `type=click&tag=...` or `type=action&action=1&tag=...`, as the toast has them. */
  readonly arguments: string;
  readonly actionIndex?: number;
}

/**
 * The reply that a click stands for; null where the toast is held, whose own events tell it. One without a tag of ours
 * brings the window all the same: somebody clicked on Tocsin.
 */
export function activationReply(
  { type, arguments: text, actionIndex = -1 }: Activation,
  driver: string,
  holds: (tag: ToastTag) => boolean,
): ToastReply | null {
  const tag = readTag(new URLSearchParams(text).get('tag') ?? '');
  if (tag === null) return { type: 'clicked', ref: { driver, owner: '', id: 0 }, about: null };
  if (holds(tag)) return null;
  const ref = { driver, owner: tag.owner, id: tag.id };
  const key = type === 'action' ? (tag.keys[actionIndex] ?? '') : '';
  return key === '' ? { type: 'clicked', ref, about: tag.about } : { type: 'button', ref, key, about: tag.about };
}
