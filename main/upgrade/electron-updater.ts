import type { AppUpdater } from 'electron-updater';
import type { Log } from '../host.ts';
import type { Upgrader } from './upgrader.ts';

/**
 * An upgrader on one of electron-updater's. It downloads only what was looked at, never an older version, checks the sum
 * that the source names (and the publisher, on Windows), and tells the source nothing that knows this copy again.
 */
export function upgraderOn(
  load: () => Promise<AppUpdater>,
  source: string | null,
  log: Log,
  restart: (updater: AppUpdater) => void,
): Upgrader {
  let loaded: AppUpdater | null = null;
  let allowed = false;
  const updater = async () => {
    if (loaded !== null) return loaded;
    const each = await load();
    each.logger = { info: () => undefined, debug: () => undefined, warn: say(log), error: say(log) };
    each.autoDownload = false;
    each.allowPrerelease = false;
    each.allowDowngrade = false;
    each.requestHeaders = { 'x-user-staging-id': '' };
    // The handler at the end is set when something was fetched, and asks again when it runs.
    each.autoInstallOnAppQuit = true;
    loaded = each;
    return each;
  };
  return {
    source,
    look: async (from) => {
      const each = await updater();
      each.setFeedURL({ provider: 'generic', url: from, useMultipleRangeRequest: false });
      const found = await each.checkForUpdates();
      if (found === null) throw new Error('This package does not renew itself');
      if (!found.isUpdateAvailable) return null;
      return {
        version: found.updateInfo.version,
        fetch: async () => {
          each.autoInstallOnAppQuit = true;
          await each.downloadUpdate(found.cancellationToken);
          each.autoInstallOnAppQuit = allowed;
        },
      };
    },
    allow: (install) => {
      allowed = install;
      if (loaded !== null) loaded.autoInstallOnAppQuit = install;
    },
    restart: () => {
      if (loaded !== null) restart(loaded);
    },
  };
}

/** Its errors are told once more by whoever asked, so here they are notes. */
function say(log: Log): (text: unknown) => void {
  return (text) => log.info(`electron-updater: ${String(text).split('\n', 1)[0]}`);
}
