import { BrowserWindow, nativeTheme, screen, session, shell, type WebContents, type WebFrameMain } from 'electron';
import type { Update } from '../../preload/contract/api.ts';
import { type Clock, isLately } from '../clock.ts';
import type { WindowSession } from '../core.ts';
import { isWindow, windowUrl } from './addresses.ts';
import { boundsOnScreen, firstSize } from './bounds.ts';
import type { BoundsFile } from './bounds-file.ts';
import { hashOf, type WindowPlace } from './links.ts';
import type { Overlay } from './overlay.ts';

export interface WindowOptions {
  /** Throws while the core is still starting. */
  readonly openSession: (send: (update: Update) => void) => WindowSession;
  readonly preload: string;
  readonly icon: string;
  readonly bounds: BoundsFile;
  readonly clock: Clock;
  /** Whether a closed window stays reachable by a tray; without one it is minimised. */
  readonly hasTray: () => boolean;
  /** The window is being closed to the tray. */
  readonly closed: () => void;
  /** The session of the user ends (Windows). */
  readonly sessionEnds: () => void;
  /** Whether a link may go to the browser. */
  readonly mayOpen: (url: string) => boolean;
  readonly failed: (line: string) => void;
}

/** A page that ended is shown anew, unless the one before ended less than this ago. */
const steadyMs = 60_000;

/** The one window: made when it is wanted, released when it is closed. */
export class Window {
  readonly #options: WindowOptions;
  #window: BrowserWindow | null = null;
  #session: WindowSession | null = null;
  #overlay: Overlay | null = null;
  #quitting = false;
  #lastFailedAt = Number.NEGATIVE_INFINITY;

  constructor(options: WindowOptions) {
    this.#options = options;
  }

  /** Brings the window to the front, at a place where one is given. */
  open(place: WindowPlace = {}): void {
    const standing = this.#window;
    const window = standing ?? this.#make(place);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (standing === null) return;
    if ('event' in place || 'server' in place) this.#session?.show(place);
    // Only the part behind # differs, so the page stays and hears of it.
    if ('screen' in place) void window.loadURL(windowUrl + hashOf(place));
  }

  /** Leaves it in the task bar, where it can be found; one that stands stays as it is. */
  leaveReachable(): void {
    if (this.#window !== null) return;
    const window = this.#make({});
    // One that was never shown is not in the task bar.
    window.showInactive();
    window.minimize();
  }

  /** What is unseen, on its button in the task bar, also of the next one; systems but Windows show none. */
  mark(overlay: Overlay | null): void {
    this.#overlay = overlay;
    this.#window?.setOverlayIcon(overlay?.image ?? null, overlay?.text ?? '');
  }

  /** The session of a sender; null: it is not our window. */
  sessionOf(sender: WebContents, frame: WebFrameMain | null): WindowSession | null {
    const ours = this.#window !== null && sender === this.#window.webContents && frame === sender.mainFrame;
    return ours && isWindow(frame.url) ? this.#session : null;
  }

  /** Lets the window go at the end of the app. */
  quit(): void {
    this.#quitting = true;
  }

  #make(place: WindowPlace): BrowserWindow {
    const { openSession, preload, icon, hasTray, closed, sessionEnds, mayOpen, failed, bounds } = this.#options;
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const last = boundsOnScreen(bounds.read(), areas);
    const opened = openSession((update) => {
      if (!window.isDestroyed()) window.webContents.send('update', update);
    });
    const window = new BrowserWindow({
      width: last?.width ?? firstSize.width,
      height: last?.height ?? firstSize.height,
      x: last?.x,
      y: last?.y,
      minWidth: 360,
      minHeight: 320,
      show: false,
      title: 'Tocsin',
      icon,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171B' : '#F6F7F9',
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
      },
    });
    this.#window = window;
    this.#session = opened;
    this.mark(this.#overlay);
    guard(window, mayOpen, failed);
    if (last?.maximized === true) window.maximize();
    window.on('close', (closing) => {
      bounds.write({ ...window.getNormalBounds(), maximized: window.isMaximized() });
      if (this.#quitting) return;
      if (hasTray()) return closed();
      closing.preventDefault();
      window.minimize();
    });
    // Electron then ends at once, unless it has been told to quit by now.
    window.on('session-end', sessionEnds);
    // A page with unsaved edits does not go: out of sight it keeps them. The end of the app waits for nobody.
    window.webContents.on('will-prevent-unload', (staying) => {
      if (this.#quitting) staying.preventDefault();
      else window.hide();
    });
    window.on('closed', () => {
      opened.close();
      this.#session = null;
      this.#window = null;
    });
    window.webContents.on('render-process-gone', (_, { reason }) => this.#recover(window, reason));
    window.webContents.on('did-fail-load', (_, code, text) => failed(`The window was not loaded: ${text} (${code})`));
    // A failure is told by the event above; Electron itself handles the rejection.
    void window.loadURL(windowUrl + hashOf(place));
    return window;
  }

  /** Its page is gone, so the window is let go, and made anew where somebody was looking at it. */
  #recover(window: BrowserWindow, reason: string): void {
    const { clock, failed } = this.#options;
    const now = clock.now();
    const steady = !isLately(this.#lastFailedAt, steadyMs, now);
    this.#lastFailedAt = now;
    const seen = window.isVisible();
    window.destroy();
    const then = steady ? 'It is shown anew' : 'It did so a moment ago: open the window again from the tray';
    failed(`The window's page ended (${reason}). ${then}`);
    if (seen && steady && !this.#quitting) this.open();
  }
}

/** Nothing but our own page is shown in the window; links to elsewhere go to the browser. */
function guard(
  { webContents }: BrowserWindow,
  mayOpen: WindowOptions['mayOpen'],
  failed: (line: string) => void,
): void {
  webContents.setWindowOpenHandler(({ url }) => {
    if (mayOpen(url)) shell.openExternal(url).catch((error) => failed(`No browser opened a link: ${String(error)}`));
    return { action: 'deny' };
  });
  webContents.on('will-frame-navigate', (navigation) => navigation.preventDefault());
  webContents.on('will-redirect', (redirection) => redirection.preventDefault());
  webContents.on('will-attach-webview', (attachment) => attachment.preventDefault());
  session.defaultSession.setPermissionRequestHandler((_, __, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}
