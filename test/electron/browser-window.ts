import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { Chromium, type Place } from './chromium.ts';
import { electronEvent } from './event.ts';
import type { NativeImage } from './native-image.ts';
import { paths } from './paths.ts';
import { WebContents } from './web-contents.ts';

export type WindowEvents = {
  close: [event: Electron.Event];
  closed: [];
  show: [];
  hide: [];
  focus: [];
  blur: [];
  minimize: [];
  restore: [];
  maximize: [];
  unmaximize: [];
  move: [];
  resize: [];
  'ready-to-show': [];
  /** Of Windows; a test says when. */
  'session-end': [event: Electron.WindowSessionEndEvent];
};

const lookMs = 200;
let lastId = 0;
/** One Chromium at a time may have the profile. */
let before: Promise<unknown> = Promise.resolve();
const open = new Set<BrowserWindow>();
const closings: (() => void)[] = [];

/** Calls back when a window was closed. */
export function onWindowClosed(closed: () => void): void {
  closings.push(closed);
}

/** A window whose page is the system's Chromium on the real display. */
export class BrowserWindow
  extends EventEmitter<WindowEvents>
  implements
    Pick<
      Electron.BrowserWindow,
      | 'close'
      | 'destroy'
      | 'focus'
      | 'getBounds'
      | 'getNormalBounds'
      | 'hide'
      | 'id'
      | 'isDestroyed'
      | 'isFocused'
      | 'isMaximized'
      | 'isMinimized'
      | 'isVisible'
      | 'loadURL'
      | 'maximize'
      | 'minimize'
      | 'restore'
      | 'setBounds'
      | 'show'
      | 'showInactive'
    >
{
  readonly id = ++lastId;
  readonly webContents: WebContents;
  readonly #chromium: Promise<Chromium>;
  #bounds: Place;
  #normal: Place;
  #state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' = 'normal';
  #visible: boolean;
  #focused = false;
  #destroyed = false;
  #look: NodeJS.Timeout | null = null;
  /** What the app changed of its place, one after the other, until the last is done. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const { width = 800, height = 600, x = 20, y = 20, show = true, webPreferences: page = {} } = options;
    if (page.contextIsolation === false || page.sandbox === false || page.nodeIntegration === true) {
      throw new Error('The stand-in has only isolated pages in the sandbox');
    }
    this.#bounds = { x, y, width, height };
    this.#normal = this.#bounds;
    this.#visible = show;
    const starting = before.then(() => Chromium.start(join(paths.get('userData'), 'Chromium'), this.#bounds));
    this.webContents = new WebContents(page.preload, starting);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    open.add(this);
    this.#chromium = starting;
    before = starting
      .then((chromium) => {
        this.#watch();
        return chromium.ended;
      })
      .catch((error: unknown) => console.error(`The stand-in's window was not opened: ${String(error)}`))
      .then(() => this.#gone());
  }

  static getAllWindows(): BrowserWindow[] {
    return [...open];
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.emit('show');
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.emit('hide');
  }

  focus(): void {
    this.#later((chromium) => chromium.send('Page.bringToFront'));
    if (this.#focused) return;
    this.#focused = true;
    this.emit('focus');
  }

  isFocused(): boolean {
    return this.#focused;
  }

  isVisible(): boolean {
    return this.#visible && this.#state !== 'minimized';
  }

  minimize(): void {
    this.#become('minimized');
  }

  restore(): void {
    this.#become('normal');
  }

  maximize(): void {
    this.#become('maximized');
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  getBounds(): Place {
    return this.#bounds;
  }

  getNormalBounds(): Place {
    return this.#normal;
  }

  setBounds(bounds: Partial<Place>): void {
    this.#change({ bounds });
    this.#at({ ...this.#bounds, ...bounds }, this.#state);
  }

  /** Windows alone has it; a test puts its own in the place of what it wants to see. */
  setOverlayIcon(_: NativeImage | null, __: string): void {}

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** As the user closes it. */
  close(): void {
    void this.closes();
  }

  /** Asks the app, then the page; whether it has been closed. */
  async closes(): Promise<boolean> {
    if (this.#destroyed) return true;
    const closing = electronEvent({});
    this.emit('close', closing);
    if (closing.defaultPrevented) return false;
    // One that was never opened asks nothing.
    const goes = await this.webContents.unloads().catch(() => true);
    if (goes) this.destroy();
    return goes;
  }

  destroy(): void {
    this.#later((chromium) => chromium.end());
    this.#gone();
  }

  /** Where a test speaks to its page too. */
  async endpoint(): Promise<string> {
    return (await this.#chromium).endpoint;
  }

  /** When the last Chromium has ended. */
  static allEnded(): Promise<unknown> {
    return before;
  }

  #become(state: 'normal' | 'minimized' | 'maximized'): void {
    this.#change({ state });
    this.#at(this.#bounds, state);
  }

  #later(act: (chromium: Chromium) => Promise<unknown>): void {
    // What comes to a window that is gone comes to nothing.
    this.#chromium.then(act).catch(() => undefined);
  }

  #change(to: Parameters<Chromium['setPlace']>[0]): void {
    this.#changes = this.#changes
      .then(() => this.#chromium)
      .then((chromium) => chromium.setPlace(to))
      .catch(() => undefined);
  }

  /** The user moves it, and the window manager with him: what became of it is asked for. */
  #watch(): void {
    this.#look = setTimeout(() => {
      const changes = this.#changes;
      changes
        .then(() => this.#chromium)
        .then((chromium) => chromium.place())
        .then(({ bounds, state }) => {
          // What was changed meanwhile, the answer may not know yet.
          if (changes === this.#changes) this.#at(bounds, state);
        })
        .then(
          () => this.#watch(),
          () => undefined,
        );
    }, lookMs);
  }

  #at(bounds: Place, state: 'normal' | 'minimized' | 'maximized' | 'fullscreen'): void {
    if (this.#destroyed) return;
    const was = { ...this.#bounds, state: this.#state };
    this.#bounds = bounds;
    this.#state = state;
    if (state === 'normal') this.#normal = bounds;
    if (was.state !== state) this.#changed(was.state, state);
    if (state === 'minimized') return;
    if (was.x !== bounds.x || was.y !== bounds.y) this.emit('move');
    if (was.width !== bounds.width || was.height !== bounds.height) this.emit('resize');
  }

  #changed(was: string, state: string): void {
    if (was === 'maximized') this.emit('unmaximize');
    if (state === 'minimized') {
      this.#focused = false;
      this.emit('blur');
      this.emit('minimize');
    } else if (was === 'minimized') this.emit('restore');
    if (state === 'maximized') this.emit('maximize');
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    if (this.#look !== null) clearTimeout(this.#look);
    this.webContents.destroyed();
    open.delete(this);
    this.emit('closed');
    for (const closed of closings) closed();
  }
}
