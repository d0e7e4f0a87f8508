import type { NotificationConstructorOptions } from 'electron';

type Words = Pick<NotificationConstructorOptions, 'title' | 'body' | 'silent' | 'timeoutType' | 'actions'>;

/**
 * A toast as Windows reads it, which Electron would write alike but for `launch`: without that a click in the action
 * centre does not say on which toast it was, once the run that showed it has ended. The arguments have the form that
 * Electron itself gives and reads.
 * https://learn.microsoft.com/en-us/windows/apps/design/shell/tiles-and-notifications/toast-schema
 */
export function toastXml({ title = '', body = '', silent, timeoutType, actions = [] }: Words, tag: string): string {
  const stays = timeoutType === 'never';
  const buttons = actions.map(
    ({ text = '' }, index) =>
      `<action activationType="foreground" arguments="${plain(`type=action&action=${index}&tag=${tag}`)}" content="${plain(text)}"/>`,
  );
  // A toast that stays has to have a button; Windows gives this one its word.
  if (stays) buttons.unshift('<action activationType="system" arguments="dismiss" content=""/>');
  return [
    `<toast launch="${plain(`type=click&tag=${tag}`)}"${stays ? ' scenario="reminder"' : ''}>`,
    `<visual><binding template="ToastGeneric"><text>${plain(title)}</text><text>${plain(body)}</text></binding></visual>`,
    ...(buttons.length === 0 ? [] : [`<actions>${buttons.join('')}</actions>`]),
    ...(silent === true ? ['<audio silent="true"/>'] : []),
    '</toast>',
  ].join('');
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as XML has it, without what no XML may have: one such character, and nothing would be shown. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? '');
}
