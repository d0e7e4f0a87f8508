import type { Toast } from './driver.ts';
import { bounded } from './texts.ts';

/** SnoreToast reads 1,024 bytes from its pipe. */
const windowsBytes = 900;
/** Its program waits so long for a click, in seconds: as long as the toast is worth one. */
const waits = { urgent: 3_600, show: 30, quiet: 0 } as const;

/** What the user did, as its program tells it. */
export type Did =
  | { readonly type: 'clicked' }
  | { readonly type: 'button'; readonly key: string }
  | { readonly type: 'gone' };

/** A toast for terminal-notifier; one of the same group takes the other's place. */
export function macOptions(toast: Toast, id: number) {
  const heard = waits[toast.urgency] > 0;
  const labels = toast.buttons.map(({ label }) => label);
  return {
    ...otherTexts(toast),
    sound: hasSound(toast),
    group: groupOf(id),
    // Without a time it ends at once, and hears nothing.
    timeout: heard && waits[toast.urgency],
    ...(heard && labels.length > 0 ? { actions: labels, dropdownLabel: 'Do', closeLabel: 'Close' } : {}),
  };
}

/** A toast for SnoreToast. No app id of our own: with one its answers are lost. */
export function windowsOptions(toast: Toast, id: number) {
  const labels = toast.buttons.map(({ label }) => label.replaceAll(';', ','));
  return {
    ...otherTexts(toast),
    sound: hasSound(toast),
    id,
    ...(labels.length > 0 ? { actions: labels } : {}),
  };
}

/** Takes a toast away. */
export function removal(platform: NodeJS.Platform, id: number) {
  return platform === 'darwin' ? { remove: groupOf(id), timeout: false } : { close: id };
}

/** Reads what its program answered when the toast was over; null: one of Windows that is still in the action centre. */
export function didOf(said: { readonly [field: string]: unknown }, buttons: Toast['buttons']): Did | null {
  const pressed = said['activationType'] === 'actionClicked' ? said['activationValue'] : said['button'];
  const button = buttons.find(({ label }) => label === pressed || label.replaceAll(';', ',') === pressed);
  if (button !== undefined) return { type: 'button', key: button.key };
  const clicked = said['activationType'] === 'contentsClicked' || said['action'] === 'clicked';
  if (clicked) return { type: 'clicked' };
  return said['action'] === 'timedout' || said['action'] === 'hidden' ? null : { type: 'gone' };
}

/** Texts that begin with a dash would be options. */
export function undashed(text: string): string {
  return /^[-[]/.test(text) ? `\u2060${text}` : text;
}

function otherTexts(toast: Toast) {
  const { title, body } = bounded(toast);
  const short = Buffer.from(body)
    .subarray(0, windowsBytes - Buffer.byteLength(title))
    .toString('utf8');
  return { title: undashed(title) || 'Tocsin', message: undashed(short.replace(/\ufffd$/, '')) || ' ' };
}

/** The alarm is made beside it. */
function hasSound({ urgency, silent, sound }: Toast): boolean {
  return sound === undefined ? urgency !== 'quiet' && silent !== true : sound === 'desktop';
}

function groupOf(id: number): string {
  return `tocsin-${id}`;
}
