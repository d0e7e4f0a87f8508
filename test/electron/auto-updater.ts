import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';

export type UpdaterEvents = {
  'before-quit-for-update': [];
};

/** What ends the app for an update: it closes the windows before the app is asked; here nothing is installed. */
class AutoUpdater extends EventEmitter<UpdaterEvents> implements Pick<Electron.AutoUpdater, 'quitAndInstall'> {
  quitAndInstall(): void {
    this.emit('before-quit-for-update');
    void Promise.all(BrowserWindow.getAllWindows().map((window) => window.closes())).then((closed) => {
      if (!closed.includes(false)) app.quit();
    });
  }
}

export const autoUpdater = new AutoUpdater();
