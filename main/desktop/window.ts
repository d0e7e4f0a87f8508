import { BrowserWindow, session, shell } from 'electron';
import type { Update } from '../../preload/contract/api.ts';
import type { Core, WindowSession } from '../core.ts';
import { windowUrl } from './page.ts';

export interface WindowOptions {
  readonly core: Pick<Core, 'openWindow'>;
  readonly preload: string;
  readonly icon: string;
  /** Whether a closed window stays reachable by a tray; without one it is minimised. */
  readonly hasTray: () => boolean;
  /** The window was closed to the tray. */
  readonly closed: () => void;
}

/** The one window: made when it is wanted, released when it is closed. */
export class Window {
  readonly #options: WindowOptions;
  #window: BrowserWindow | null = null;
  #session: WindowSession | null = null;
  #quitting = false;

  constructor(options: WindowOptions) {
    this.#options = options;
  }

  /** Brings the window to the front, at an event or a screen where one is given. */
  open(place: { readonly event?: number; readonly screen?: string } = {}): void {
    const window = this.#window ?? this.#make(place);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (place.event !== undefined) this.#session?.openEvent(place.event);
  }

  /** The session of a sender; null: it is not our window. */
  sessionOf(sender: Electron.WebContents, frame: Electron.WebFrameMain | null): WindowSession | null {
    const ours = this.#window !== null && sender === this.#window.webContents && frame === sender.mainFrame;
    return ours && frame.url.startsWith(windowUrl) ? this.#session : null;
  }

  /** Lets the window go at the end of the app. */
  quit(): void {
    this.#quitting = true;
  }

  #make({ event, screen }: { readonly event?: number; readonly screen?: string }): BrowserWindow {
    const { core, preload, icon } = this.#options;
    const window = new BrowserWindow({
      width: 1100,
      height: 760,
      minWidth: 360,
      minHeight: 320,
      show: false,
      title: 'Tocsin',
      icon,
      autoHideMenuBar: true,
      webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
    });
    this.#window = window;
    this.#session = core.openWindow((update: Update) => {
      if (!window.isDestroyed()) window.webContents.send('update', update);
    });
    guard(window);
    window.on('close', (closing) => {
      if (this.#quitting || this.#options.hasTray()) return;
      closing.preventDefault();
      window.minimize();
    });
    window.on('closed', () => {
      this.#session?.close();
      this.#session = null;
      this.#window = null;
      if (!this.#quitting) this.#options.closed();
    });
    const place = event === undefined ? (screen ?? '') : `event=${event}`;
    void window.loadURL(place === '' ? windowUrl : `${windowUrl}#${place}`);
    return window;
  }
}

/** Nothing but our own page is shown in the window; links to elsewhere go to the browser. */
function guard({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https://')) void shell.openExternal(url);
    return { action: 'deny' };
  });
  webContents.on('will-navigate', (navigation) => navigation.preventDefault());
  webContents.on('will-attach-webview', (attachment) => attachment.preventDefault());
  session.defaultSession.setPermissionRequestHandler((_, __, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}
