import { app } from './app.ts';
import { autoUpdater } from './auto-updater.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { dialog, nativeTheme, powerMonitor, screen, shell } from './machine.ts';
import { Menu } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { Notification } from './notification.ts';
import { protocol } from './protocol.ts';
import { answerTest } from './remote.ts';
import { safeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { Tray } from './tray.ts';

/** The module `electron` of the main process, for plain Node. */
const electron = {
  app,
  autoUpdater,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};
export type StandIn = typeof electron;
export type { MenuItemConstructorOptions } from './menu.ts';
export type { NativeImage } from './native-image.ts';
export type { WebContents, WebFrameMain } from './web-contents.ts';
export type NotificationConstructorOptions = Electron.NotificationConstructorOptions;
export type Rectangle = Electron.Rectangle;
export {
  app,
  autoUpdater,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};
// electron-store takes the whole module.
export default electron;

answerTest(electron);
