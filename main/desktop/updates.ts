import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Log } from '../host.ts';
import { upgraderOn } from '../upgrade/electron-updater.ts';
import { builtInSource, originOf, type Renewable } from '../upgrade/origin.ts';
import type { Upgrading } from '../upgrade/upgrader.ts';

/** New versions of the desktop app: what its package renews itself with, or why it does not. */
export function openUpgrading(log: Log): Upgrading {
  const origin = originOf({
    platform: process.platform,
    packaged: app.isPackaged,
    executable: process.execPath,
    packageType: resource('package-type'),
    env: process.env,
  });
  if (origin !== 'nsis' && origin !== 'appimage' && origin !== 'mac') return { off: origin };
  const source = builtInSource(resource('app-update.yml') ?? '');
  return upgraderOn(() => updaterOf(origin), source, log, origin === 'appimage' ? restartAppImage : restart);
}

/** Loaded when it is first wanted: most starts do not look for anything. */
async function updaterOf(origin: Renewable): Promise<AppUpdater> {
  const { NsisUpdater, AppImageUpdater, MacUpdater } = (await import('electron-updater')).default;
  switch (origin) {
    case 'nsis':
      return new NsisUpdater();
    case 'appimage':
      return new AppImageUpdater();
    case 'mac':
      return new MacUpdater();
  }
}

function restart(updater: AppUpdater): void {
  updater.quitAndInstall(true, true);
}

/**
 * electron-updater starts the new AppImage before the old one has ended, which would then hold the data directory against
 * it. So it is exchanged at the end, as always, and started after that.
 */
function restartAppImage(): void {
  const execPath = process.env['APPIMAGE'];
  app.relaunch({ args: [], ...(execPath === undefined ? {} : { execPath }) });
  app.quit();
}

function resource(name: string): string | null {
  const file = join(process.resourcesPath, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
