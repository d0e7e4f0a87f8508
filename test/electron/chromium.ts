import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { CDPSession } from '@playwright/test';
import WebSocket from 'ws';
import { until } from '../until.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Said = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};

/** One Chromium with one window without a frame of its own around the page, spoken to over its debugging protocol. */
export class Chromium {
  /** Where somebody else can speak to it too. */
  readonly endpoint: string;
  readonly #child: ChildProcess;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #listeners = new Map<string, ((payload: unknown) => void)[]>();
  readonly ended: Promise<unknown>;
  #session = '';
  #target = '';
  #next = 1;

  private constructor(child: ChildProcess, endpoint: string, socket: WebSocket) {
    this.#child = child;
    this.endpoint = endpoint;
    this.#socket = socket;
    this.ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
    socket.on('message', (text) => this.#take(JSON.parse(String(text)) as Said));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The page is gone'));
      this.#waiting.clear();
    });
  }

  static async start(profile: string, { x, y, width, height }: Place): Promise<Chromium> {
    mkdirSync(profile, { recursive: true });
    const child = spawn(
      process.env['TOCSIN_CHROMIUM'] ?? '/usr/bin/chromium',
      [
        `--user-data-dir=${profile}`,
        `--window-position=${x},${y}`,
        `--window-size=${width},${height}`,
        '--app=data:text/html,<title>Tocsin</title>',
        '--remote-debugging-port=0',
        '--no-sandbox',
        '--no-first-run',
        '--test-type',
        '--password-store=basic',
        '--disable-gpu',
        '--disable-quic',
        '--disable-sync',
        '--disable-extensions',
        '--disable-popup-blocking',
        '--disable-component-update',
        '--disable-background-networking',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const gone = () => void child.kill('SIGKILL');
    process.once('exit', gone);
    child.once('exit', () => process.off('exit', gone));
    const endpoint = await endpointOf(child);
    const socket = new WebSocket(endpoint, { perMessageDeflate: false });
    await once(socket, 'open');
    const chromium = new Chromium(child, endpoint, socket);
    await chromium.#attach();
    return chromium;
  }

  /** Asks the page; what belongs to the browser is asked of that. */
  readonly send: CDPSession['send'] = (method, params) => this.#ask(method, params);

  /** Which of the browser's targets is ours. */
  get target(): string {
    return this.#target;
  }

  on(event: string, listener: (payload: never) => void): void {
    // Who names an event takes what the protocol gives with it.
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener as (payload: unknown) => void]);
  }

  async place(): Promise<{ bounds: Place; state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' }> {
    const { bounds } = await this.send('Browser.getWindowForTarget', { targetId: this.#target });
    const { left: x = 0, top: y = 0, width = 0, height = 0, windowState: state = 'normal' } = bounds;
    return { bounds: { x, y, width, height }, state };
  }

  async setPlace(change: { bounds?: Partial<Place>; state?: 'normal' | 'minimized' | 'maximized' }): Promise<void> {
    const { windowId } = await this.send('Browser.getWindowForTarget', { targetId: this.#target });
    const { x, y, width, height } = change.bounds ?? {};
    if (change.state !== undefined) {
      await this.send('Browser.setWindowBounds', { windowId, bounds: { windowState: change.state } });
    }
    if (change.bounds !== undefined) {
      await this.send('Browser.setWindowBounds', { windowId, bounds: { left: x, top: y, width, height } });
    }
  }

  async end(): Promise<void> {
    await this.send('Browser.close').catch(() => this.#child.kill('SIGTERM'));
    await this.ended;
  }

  async #attach(): Promise<void> {
    const target = await until('the page of the window', async () => {
      const { targetInfos } = await this.send('Target.getTargets');
      return targetInfos.find(({ type }) => type === 'page');
    });
    this.#target = target.targetId;
    this.#session = (await this.send('Target.attachToTarget', { targetId: this.#target, flatten: true })).sessionId;
  }

  async #ask<T>(method: string, params?: unknown): Promise<T> {
    const id = this.#next++;
    const ofBrowser = method.startsWith('Browser.') || /^Target\.(get|attach|close|setDiscover)/.test(method);
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) return reject(new Error('The page is gone'));
      this.#waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      this.#socket.send(JSON.stringify({ id, method, params, ...(ofBrowser ? {} : { sessionId: this.#session }) }));
    });
  }

  #take({ id, method, params, result, error }: Said): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error.message));
    } else if (method !== undefined) {
      for (const listener of this.#listeners.get(method) ?? []) listener(params);
    }
  }
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`Chromium ended with ${status}: ${said.slice(-500)}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000);
      const endpoint = /DevTools listening on (\S+)/.exec(said)?.[1];
      if (endpoint !== undefined) resolve(endpoint);
    });
  });
}
