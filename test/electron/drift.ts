import type { AppEvents } from './app.ts';
import type { UpdaterEvents } from './auto-updater.ts';
import type { WindowEvents } from './browser-window.ts';
import type { PowerEvents } from './machine.ts';
import type { NotificationEvents } from './notification.ts';
import type { TrayEvents } from './tray.ts';
import type { WebContentsEvents } from './web-contents.ts';

/**
 * Holds the stand-in's events against Electron's declarations: each line compiles only while Electron hands a listener
 * what the stand-in hands it. Never run. Methods and properties are held by `implements` where they stand.
 */
type Heard<E> = { readonly [K in keyof E]: (...args: E[K] extends unknown[] ? E[K] : never) => void };
type Each<E> = Record<keyof E, () => unknown>;
/** Names that Electron still has, where the stand-in takes only its own kind of object. */
type Has<T, K extends keyof T> = K;

export type Names = [
  Has<Electron.Tray, 'setImage' | 'setContextMenu'>,
  Has<Electron.BrowserWindow, 'webContents' | 'setOverlayIcon'>,
  Has<Electron.WebContents, 'mainFrame' | 'setWindowOpenHandler'>,
  Has<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
  Has<Electron.IpcMain, 'handle' | 'removeHandler'>,
  Has<Electron.IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  Has<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'>,
  Has<typeof Electron.BrowserWindow, 'getAllWindows'>,
  Has<typeof Electron.NativeImage, 'createFromPath'>,
  Has<typeof Electron.Notification, 'isSupported' | 'handleActivation' | 'getHistory'>,
  Has<Electron.Dialog, 'showSaveDialog'>,
  Has<Electron.Screen, 'getAllDisplays'>,
];

export const ofApp = (real: Electron.App, own: Heard<AppEvents>) =>
  ({
    ready: () => real.on('ready', own.ready),
    'window-all-closed': () => real.on('window-all-closed', own['window-all-closed']),
    'before-quit': () => real.on('before-quit', own['before-quit']),
    'will-quit': () => real.on('will-quit', own['will-quit']),
    quit: () => real.on('quit', own.quit),
    activate: () => real.on('activate', own.activate),
    'open-url': () => real.on('open-url', own['open-url']),
    'second-instance': () => real.on('second-instance', own['second-instance']),
    'child-process-gone': () => real.on('child-process-gone', own['child-process-gone']),
  }) satisfies Each<AppEvents>;

export const ofUpdater = (real: Electron.AutoUpdater, own: Heard<UpdaterEvents>) =>
  ({
    'before-quit-for-update': () => real.on('before-quit-for-update', own['before-quit-for-update']),
  }) satisfies Each<UpdaterEvents>;

export const ofWindow = (real: Electron.BrowserWindow, own: Heard<WindowEvents>) =>
  ({
    close: () => real.on('close', own.close),
    closed: () => real.on('closed', own.closed),
    show: () => real.on('show', own.show),
    hide: () => real.on('hide', own.hide),
    focus: () => real.on('focus', own.focus),
    blur: () => real.on('blur', own.blur),
    minimize: () => real.on('minimize', own.minimize),
    restore: () => real.on('restore', own.restore),
    maximize: () => real.on('maximize', own.maximize),
    unmaximize: () => real.on('unmaximize', own.unmaximize),
    move: () => real.on('move', own.move),
    resize: () => real.on('resize', own.resize),
    'ready-to-show': () => real.on('ready-to-show', own['ready-to-show']),
    'session-end': () => real.on('session-end', own['session-end']),
  }) satisfies Each<WindowEvents>;

export const ofPage = (real: Electron.WebContents, own: Heard<WebContentsEvents>) =>
  ({
    'dom-ready': () => real.on('dom-ready', own['dom-ready']),
    'did-finish-load': () => real.on('did-finish-load', own['did-finish-load']),
    'did-fail-load': () => real.on('did-fail-load', own['did-fail-load']),
    'render-process-gone': () => real.on('render-process-gone', own['render-process-gone']),
    'will-navigate': () => real.on('will-navigate', own['will-navigate']),
    'will-frame-navigate': () => real.on('will-frame-navigate', own['will-frame-navigate']),
    'will-redirect': () => real.on('will-redirect', own['will-redirect']),
    'will-attach-webview': () => real.on('will-attach-webview', own['will-attach-webview']),
    'will-prevent-unload': () => real.on('will-prevent-unload', own['will-prevent-unload']),
  }) satisfies Each<WebContentsEvents>;

export const ofPower = (real: Electron.PowerMonitor, own: Heard<PowerEvents>) =>
  ({
    suspend: () => real.on('suspend', own.suspend),
    resume: () => real.on('resume', own.resume),
    'lock-screen': () => real.on('lock-screen', own['lock-screen']),
    'unlock-screen': () => real.on('unlock-screen', own['unlock-screen']),
    shutdown: () => real.on('shutdown', own.shutdown),
  }) satisfies Each<PowerEvents>;

export const ofTray = (real: Electron.Tray, own: Heard<TrayEvents>) =>
  ({ click: () => real.on('click', own.click) }) satisfies Each<TrayEvents>;

export const ofNotification = (real: Electron.Notification, own: Heard<NotificationEvents>) =>
  ({
    show: () => real.on('show', own.show),
    click: () => real.on('click', own.click),
    close: () => real.on('close', own.close),
    action: () => real.on('action', own.action),
    failed: () => real.on('failed', own.failed),
  }) satisfies Each<NotificationEvents>;
