import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { until } from '../until.ts';

/**
 * Chromium as a person has it: it runs, with one profile. It is spoken to by no more of its protocol
 * (https://chromedevtools.github.io/devtools-protocol/) than is asked for here: Playwright has all requests and messages of
 * a page told to it, which a page pays with up to a third of its opening.
 */
export interface Browser {
  /** An empty page; `apart`: of a new profile, in which nothing of a browser has begun. */
  newPage(apart?: boolean): Promise<Page>;
  close(): Promise<void>;
}

/** In a page, px from its corner. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Page {
  /** Has each document that comes run a function first. */
  atStart(script: (given: string) => void, given?: string): Promise<void>;
  go(url: string): Promise<void>;
  /** What a function gives in the page. */
  evaluate<T>(script: (given: string) => T | Promise<T>, given?: string): Promise<T>;
  /** Presses keys, one each so many ms. */
  type(text: string, everyMs: number): Promise<void>;
  /** Turns the wheel over a spot. */
  wheel(over: Spot, px: number): Promise<void>;
  close(): Promise<void>;
}

interface Said {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Readonly<Record<string, unknown>>>;

export async function startBrowser(): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'tocsin-browser-'));
  const child = spawn(
    process.env.TOCSIN_CHROMIUM ?? '/usr/bin/chromium',
    [
      '--headless=new',
      '--disable-gpu',
      '--no-sandbox',
      '--no-first-run',
      // What it does by itself a while after its start is none of what is measured.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1280,860',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  const address = await until('Chromium', () => {
    if (child.exitCode !== null) throw new Error(`Chromium ended with ${child.exitCode}: ${told}`);
    return /DevTools listening on (\S+)/.exec(told)?.[1];
  });
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const send = speaking(socket);
  return {
    newPage: async (apart = false) => {
      const context = apart ? await send('Target.createBrowserContext') : {};
      const { targetId } = await send('Target.createTarget', { url: 'about:blank', ...context });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      return pageOf(
        (method, params) => send(method, params, String(sessionId)),
        async () => {
          await send('Target.closeTarget', { targetId });
          if (apart) await send('Target.disposeBrowserContext', context);
        },
      );
    },
    close: async () => {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
      child.kill();
      await ended;
      // Its helpers write for a moment after it.
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Asks over a socket; rejects with what the browser says is wrong, and when it ends before it has answered. */
function speaking(socket: WebSocket): Send {
  const waiting = new Map<number, (said: Said) => void>();
  let last = 0;
  socket.on('message', (data) => {
    const said = JSON.parse(String(data)) as Said;
    if (said.id === undefined) return;
    waiting.get(said.id)?.(said);
    waiting.delete(said.id);
  });
  socket.on('close', () => {
    for (const answer of waiting.values()) answer({ error: { message: 'it has ended.' } });
  });
  return async (method, params = {}, sessionId) => {
    const id = ++last;
    const answered = new Promise<Said>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { error, result = {} } = await answered;
    if (error !== undefined) throw new Error(`Chromium refuses ${method}: ${error.message}`);
    return result;
  };
}

function pageOf(send: Send, close: () => Promise<void>): Page {
  async function evaluate<T>(script: (given: string) => T | Promise<T>, given = ''): Promise<T> {
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
      expression: sourceOf(script, given),
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`In the page: ${JSON.stringify(exceptionDetails)}`);
    return (result as { readonly value: T }).value;
  }
  return {
    atStart: async (script, given = '') => {
      await send('Page.enable');
      await send('Page.addScriptToEvaluateOnNewDocument', { source: sourceOf(script, given) });
    },
    go: async (url) => {
      await send('Page.navigate', { url });
    },
    evaluate,
    type: async (text, everyMs) => {
      for (const letter of text) {
        await send('Input.dispatchKeyEvent', { type: 'char', text: letter });
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    },
    wheel: async ({ x, y }, px) => {
      await send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY: px });
    },
    close,
  };
}

function sourceOf(script: (given: string) => unknown, given: string): string {
  return `(${script})(${JSON.stringify(given)})`;
}
