import type {
  Answer,
  Bridge,
  CommandInput,
  CommandName,
  CommandResult,
  ExportInput,
  Update,
} from '../preload/contract/api.ts';
import { frame } from '../preload/contract/texts/index.ts';

declare global {
  interface Window {
    /** Put there by the desktop app's preload. */
    readonly tocsin?: Bridge;
    /** The line that `public/ahead.js` has begun: it gives the token by itself. */
    dialled?: WebSocket;
  }
}

/** A bridge that may be refused: the token of the page's address is not the right one. */
export interface Line extends Bridge {
  /** Calls back when the host refuses the page's token. */
  refused(listener: () => void): void;
  /** Events as a file over http. Rejects where the host keeps files itself. */
  download(input: ExportInput, signal: AbortSignal): Promise<Response>;
  /** The settings as a file over http. Rejects where the host keeps files itself. */
  downloadSettings(withSecrets: boolean): Promise<Response>;
}

/** The desktop app's bridge, or a socket to `tocsin serve`. */
export function openBridge(token: string): Line {
  if (window.tocsin !== undefined) {
    const none = () => Promise.reject(new Error('There is no http'));
    return { ...window.tocsin, refused: () => undefined, download: none, downloadSettings: none };
  }
  return new Socket(token);
}

const firstRetryMs = 500;
const longestRetryMs = 10_000;
const wrongToken = 4401;
/** Ours, for a line that was given up. */
const noAnswer = 4408;
/** A line over which nothing came for so long is asked whether it stands, and given up when that stays unanswered twice. */
const beatMs = 4_000;
const silentBeats = 3;

type Said =
  | { readonly id: number; readonly answer: Answer<unknown> }
  | { readonly update: Update }
  | { readonly pong: number };

/** The line to `tocsin serve`: made again by itself when it breaks, unless the token is refused. */
class Socket implements Line {
  readonly #token: string;
  readonly #waiting = new Map<number, (answer: Answer<unknown>) => void>();
  readonly #listeners = new Set<(update: Update) => void>();
  readonly #reachability = new Set<(reachable: boolean) => void>();
  #onRefused = () => {};
  #socket: WebSocket | null = null;
  #reachable = false;
  #failures = 0;
  #next = 1;

  constructor(token: string) {
    this.#token = token;
    this.#connect();
  }

  command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Answer<CommandResult<N>>> {
    const socket = this.#socket;
    if (socket === null || !this.#reachable) {
      return Promise.resolve({
        ok: false,
        error: {
          code: 'failed',
          text: frame.nothingDone,
        },
      });
    }
    const id = this.#next++;
    return new Promise((resolve) => {
      // The contract is one table on both sides; the answer to a name is that name's result.
      this.#waiting.set(id, (answer) => resolve(answer as Answer<CommandResult<N>>));
      socket.send(JSON.stringify({ id, command: name, input }));
    });
  }

  listen(listener: (update: Update) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  reachable(listener: (reachable: boolean) => void): () => void {
    this.#reachability.add(listener);
    listener(this.#reachable);
    return () => this.#reachability.delete(listener);
  }

  refused(listener: () => void): void {
    this.#onRefused = listener;
  }

  download(input: ExportInput, signal: AbortSignal): Promise<Response> {
    const asked = new URLSearchParams({ input: JSON.stringify(input) });
    return this.#get(`/export?${asked}`, signal);
  }

  downloadSettings(withSecrets: boolean): Promise<Response> {
    return this.#get(`/settings${withSecrets ? '?secrets=yes' : ''}`, null);
  }

  #get(path: string, signal: AbortSignal | null): Promise<Response> {
    return fetch(path, { headers: { authorization: `Bearer ${this.#token}` }, signal });
  }

  #connect(): void {
    const socket = dialled() ?? this.#dial();
    this.#socket = socket;
    let silent = 0;
    let over = false;
    const beat = window.setInterval(() => {
      if (socket.readyState === WebSocket.CONNECTING) return;
      silent += 1;
      // A tunnel that died and a host that hangs close nothing.
      if (silent >= silentBeats) ended(noAnswer);
      else if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ ping: silent }));
    }, beatMs);
    if (socket.readyState === WebSocket.OPEN) this.#tell(true);
    else socket.addEventListener('open', () => this.#tell(true));
    socket.addEventListener('message', ({ data }) => {
      if (over) return;
      silent = 0;
      this.#take(JSON.parse(String(data)) as Said);
    });
    socket.addEventListener('close', ({ code }) => ended(code));
    const ended = (code: number) => {
      if (over) return;
      over = true;
      window.clearInterval(beat);
      socket.close();
      this.#tell(false);
      for (const resolve of this.#waiting.values()) {
        resolve({
          ok: false,
          error: { code: 'failed', text: frame.endedBefore },
        });
      }
      this.#waiting.clear();
      if (code === wrongToken) return this.#onRefused();
      const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** this.#failures++);
      window.setTimeout(() => this.#connect(), delayMs * (0.5 + Math.random() / 2));
    };
  }

  #dial(): WebSocket {
    const { protocol, host } = window.location;
    const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/socket`);
    socket.addEventListener('open', () => socket.send(JSON.stringify({ token: this.#token })));
    return socket;
  }

  #take(said: Said): void {
    this.#failures = 0;
    if ('update' in said) {
      for (const listener of this.#listeners) listener(said.update);
      return;
    }
    if ('pong' in said) return;
    this.#waiting.get(said.id)?.(said.answer);
    this.#waiting.delete(said.id);
  }

  #tell(reachable: boolean): void {
    this.#reachable = reachable;
    for (const listener of this.#reachability) listener(reachable);
  }
}

/** The line that was begun before this script; null: none, it was taken already, or it has ended and says no more why. */
function dialled(): WebSocket | null {
  const { dialled: socket } = window;
  delete window.dialled;
  return socket === undefined || socket.readyState > WebSocket.OPEN ? null : socket;
}
