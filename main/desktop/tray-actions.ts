import type { Core } from '../core.ts';
import type { TrayAction } from '../tray/tray.ts';
import type { Window } from './window.ts';

/** Does what was chosen in the tray's menu. */
export function act(
  action: TrayAction,
  core: Pick<Core, 'command'>,
  window: Pick<Window, 'open'>,
  quit: () => void,
): void {
  switch (action.do) {
    case 'open':
      return window.open();
    case 'open-event':
      return window.open({ event: action.event });
    case 'open-screen':
      return window.open({ screen: action.screen });
    case 'open-settings':
      return window.open({ screen: 'settings', section: action.section });
    case 'retry':
      return void core.command('servers.retry', { id: action.server });
    case 'see-all':
      return void core.command('history.seen', { all: true });
    case 'pause':
      return void core.command('pause', { for: action.for });
    case 'resume':
      return void core.command('resume', {});
    case 'end-quiet':
      return void core.command('quiet.end', {});
    case 'unsnooze':
      return void core.command('unsnooze', { what: action.what });
    case 'quit':
      return quit();
  }
}
