import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Chromium } from './chromium.ts';
import { cloner } from './clone.ts';
import { fromChromium, toChromium } from './custom-scheme.ts';
import { electronEvent } from './event.ts';
import { crossing, exposures, preloaded } from './in-page.ts';
import { ipcMain } from './ipc-main.ts';
import { protocol } from './protocol.ts';
import { session } from './session.ts';

export type WebContentsEvents = {
  'dom-ready': [];
  'did-finish-load': [];
  'did-fail-load': [event: Electron.Event, code: number, text: string, url: string];
  'render-process-gone': [event: Electron.Event, details: Electron.RenderProcessGoneDetails];
  'will-navigate': [event: Electron.Event, url: string];
  'will-frame-navigate': [event: Electron.Event<{ url: string; isMainFrame: boolean }>];
  'will-redirect': [event: Electron.Event, url: string];
  'will-attach-webview': [event: Electron.Event];
  'will-prevent-unload': [event: Electron.Event];
};
type OpenHandler = (details: Pick<Electron.HandlerDetails, 'url' | 'frameName'>) => { action: 'allow' | 'deny' };

export interface WebFrameMain {
  readonly url: string;
}

const { pack, unpack } = cloner();
const world = 'preload';
const binding = '$toMain';
/** net::ERR_FAILED, and Chromium's word for a page that another navigation took away. */
const failedCode = -2;
const aborted = 'net::ERR_ABORTED';

type FromPage = { readonly invoke: number; readonly channel: string; readonly args: unknown[] };

/** The page of a window: the built one, in a Chromium of its own, with the preload in a world of its own. */
export class WebContents
  extends EventEmitter<WebContentsEvents>
  implements
    Pick<Electron.WebContents, 'loadURL' | 'getURL' | 'send' | 'isDestroyed' | 'isCrashed' | 'forcefullyCrashRenderer'>
{
  readonly mainFrame: WebFrameMain = { url: '' };
  readonly #preload: string | undefined;
  readonly #chromium: Promise<Chromium>;
  /** The preload's world of the page that stands. */
  #context: string | null = null;
  /** What the app itself wants shown; anything else is the page's wish. */
  #wanted: string | null = null;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #crashed = false;
  #unloading: (goes: boolean) => void = () => undefined;
  #destroyed = false;

  constructor(preload: string | undefined, chromium: Promise<Chromium>) {
    super();
    this.#preload = preload === undefined ? undefined : readFileSync(preload, 'utf8');
    this.#chromium = chromium.then(async (started) => {
      await this.#prepare(started);
      return started;
    });
    // Its window says that it was not opened.
    this.#chromium.catch(() => undefined);
  }

  destroyed(): void {
    this.#destroyed = true;
    this.#context = null;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async loadURL(url: string): Promise<void> {
    const chromium = await this.#chromium;
    if (this.#destroyed) return;
    this.#wanted = url;
    const { errorText } = await chromium.send('Page.navigate', { url: toChromium(url) });
    if (errorText === undefined || errorText === aborted) return;
    this.emit('did-fail-load', electronEvent({}), failedCode, errorText, url);
    throw new Error(`${errorText} loading '${url}'`);
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.#toPage({ channel, args: args.map(pack) });
  }

  /** Asks the page by its own `beforeunload`; whether it goes, by its will or by the app's. */
  async unloads(): Promise<boolean> {
    const chromium = await this.#chromium;
    if (this.#crashed) return true;
    return new Promise((resolve) => {
      this.#unloading = resolve;
      // Without an answer it is gone already.
      chromium.send('Page.close').catch(() => resolve(true));
      void chromium.ended.then(() => resolve(true));
    });
  }

  forcefullyCrashRenderer(): void {
    // The page that crashes gives no answer.
    this.#chromium.then((chromium) => chromium.send('Page.crash')).catch(() => undefined);
  }

  async #prepare(chromium: Chromium): Promise<void> {
    chromium.on('Fetch.requestPaused', (request: Paused) => {
      // A page that was closed needs no answer any more.
      this.#answer(chromium, request).catch(() => undefined);
    });
    chromium.on('Page.frameNavigated', ({ frame }: { frame: Frame }) => this.#navigated(chromium, frame));
    chromium.on('Page.navigatedWithinDocument', ({ url }: { url: string }) => this.#at(url));
    chromium.on('Page.domContentEventFired', () => this.emit('dom-ready'));
    chromium.on('Page.loadEventFired', () => this.emit('did-finish-load'));
    chromium.on('Page.windowOpen', (opened: { url: string; windowName: string }) => {
      const { action } = this.#openHandler({ url: fromChromium(opened.url), frameName: opened.windowName });
      if (action === 'allow') throw new Error('The stand-in has no windows that a page opens');
    });
    chromium.on('Target.targetCreated', ({ targetInfo }: { targetInfo: Target }) => {
      // What the handler denied was opened all the same, for Chromium asks nobody before.
      if (targetInfo.type !== 'page' || targetInfo.targetId === chromium.target) return;
      chromium.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined);
    });
    chromium.on('Page.javascriptDialogOpening', ({ type }: { type: string }) => {
      if (type !== 'beforeunload') return;
      const staying = electronEvent({});
      this.emit('will-prevent-unload', staying);
      const goes = staying.defaultPrevented;
      chromium
        .send('Page.handleJavaScriptDialog', { accept: goes })
        .catch(() => undefined)
        .then(() => this.#unloading(goes));
    });
    chromium.on('Target.targetDestroyed', ({ targetId }: { targetId: string }) => {
      if (targetId === chromium.target) this.#unloading(true);
    });
    chromium.on('Inspector.targetCrashed', () => {
      this.#crashed = true;
      this.#context = null;
      this.emit('render-process-gone', electronEvent({}), { reason: 'crashed', exitCode: 5 });
    });
    chromium.on('Runtime.executionContextCreated', ({ context }: { context: { name: string; uniqueId: string } }) => {
      if (context.name === world) this.#context = context.uniqueId;
    });
    chromium.on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
      if (name === binding) void this.#asked(JSON.parse(payload) as FromPage);
    });
    await chromium.send('Page.enable');
    await chromium.send('Runtime.addBinding', { name: binding, executionContextName: world });
    await chromium.send('Runtime.enable');
    await chromium.send('Inspector.enable');
    await chromium.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await chromium.send('Target.setDiscoverTargets', { discover: true });
    if (this.#preload === undefined) return;
    const channel = JSON.stringify(randomUUID());
    await chromium.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${exposures})((${crossing})(${channel}, 'page'))`,
    });
    await chromium.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: world,
      source: `(${preloaded})((${crossing})(${channel}, 'preload'), (${cloner})(), globalThis['${binding}'],
        (require) => { ${this.#preload}\n })`,
    });
  }

  async #answer(chromium: Chromium, { requestId, request, resourceType }: Paused): Promise<void> {
    const url = fromChromium(request.url);
    if (resourceType === 'Document' && !this.#mayGo(url)) {
      await chromium.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    const response = await protocol.answer(url);
    if (response === null) {
      await chromium.send('Fetch.continueRequest', { requestId });
      return;
    }
    await chromium.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  #mayGo(url: string): boolean {
    const wanted = this.#wanted === null ? null : this.#wanted.replace(/#.*/, '');
    this.#wanted = null;
    if (url === wanted) return true;
    const event = electronEvent({ url, isMainFrame: true });
    this.emit('will-frame-navigate', event);
    if (!event.defaultPrevented) this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  #navigated(chromium: Chromium, { url, parentId }: Frame): void {
    if (parentId !== undefined) return;
    this.#at(url);
    const origin = URL.parse(url)?.origin ?? '';
    if (!origin.startsWith('https:')) return;
    for (const { name, granted } of session.defaultSession.decisions(this, fromChromium(`${origin}/`))) {
      const setting = granted ? 'granted' : 'denied';
      // A page that was closed needs none.
      chromium.send('Browser.setPermission', { permission: { name }, setting, origin }).catch(() => undefined);
    }
  }

  #at(url: string): void {
    Object.assign(this.mainFrame, { url: fromChromium(url) });
  }

  async #asked({ invoke, channel, args }: FromPage): Promise<void> {
    try {
      const event = { sender: this, senderFrame: this.mainFrame };
      const value = pack(await ipcMain.answer(event, channel, args.map(unpack)));
      this.#toPage({ answer: invoke, ok: true, value });
    } catch (error) {
      this.#toPage({ answer: invoke, ok: false, value: String(error) });
    }
  }

  #toPage(said: object): void {
    const context = this.#context;
    if (context === null) return;
    const expression = `$fromMain(${JSON.stringify(said)})`;
    this.#chromium
      .then((chromium) => chromium.send('Runtime.evaluate', { expression, uniqueContextId: context }))
      // A page that went away meanwhile hears nothing, as in Electron.
      .catch(() => undefined);
  }
}

interface Paused {
  readonly requestId: string;
  readonly request: { readonly url: string };
  readonly resourceType: string;
}
interface Frame {
  readonly url: string;
  readonly parentId?: string;
}
interface Target {
  readonly type: string;
  readonly targetId: string;
}
