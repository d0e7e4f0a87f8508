import type { cloner } from './clone.ts';

// What main sends is of the listener's own choosing, in Electron too.
type Listener = (event: Electron.IpcRendererEvent, ...args: never[]) => void;
/** What a preload may have of `electron`. */
export interface PreloadModule {
  readonly contextBridge: Pick<Electron.ContextBridge, 'exposeInMainWorld'>;
  readonly ipcRenderer: Pick<Electron.IpcRenderer, 'invoke'> & {
    on(channel: string, listener: Listener): unknown;
    off(channel: string, listener: Listener): unknown;
  };
}

/**
 * What stands between the preload's world and the page's: names, and what is called there. Values are cloned by the
 * browser when they cross as the detail of an event; functions and promises cross as a number that stands for them, as
 * contextBridge has it. Complete in itself: its text runs in both worlds.
 */
export function crossing(channel: string, here: 'page' | 'preload') {
  const there = here === 'page' ? 'preload' : 'page';
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const settling = new Map<number, (settled: Settled) => void>();
  let next = 1;

  type Settled = { readonly promise: number; readonly ok: boolean; readonly value: unknown };
  type Called = { readonly call: number; readonly fn: number; readonly args: unknown };
  type Answered = { readonly call: number; readonly ok: boolean; readonly value: unknown };

  const say = (to: string, what: string, detail: unknown) =>
    document.dispatchEvent(new CustomEvent(`${channel}-${to}-${what}`, { detail }));
  const hear = <T>(what: string, take: (detail: T) => void) => {
    const taken = (event: globalThis.Event) => take((event as CustomEvent<T>).detail);
    document.addEventListener(`${channel}-${here}-${what}`, taken);
    return () => document.removeEventListener(`${channel}-${here}-${what}`, taken);
  };

  function encode(value: unknown): unknown {
    if (typeof value === 'function') {
      const fn = next++;
      functions.set(fn, value as (...args: unknown[]) => unknown);
      return { $function: fn };
    }
    if (value instanceof Promise) {
      const promise = next++;
      const settle = (ok: boolean) => (held: unknown) =>
        say(there, 'settled', { promise, ok, value: ok ? encode(held) : messageOf(held) } satisfies Settled);
      value.then(settle(true), settle(false));
      return { $promise: promise };
    }
    if (Array.isArray(value)) return value.map(encode);
    if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encode(each)]));
  }

  function decode(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(decode);
    if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
    const { $function: fn, $promise: promise } = value as { $function?: number; $promise?: number };
    if (fn !== undefined) return (...args: unknown[]) => call(fn, args);
    if (promise !== undefined) {
      return new Promise((resolve, reject) => {
        settling.set(promise, ({ ok, value: held }) => (ok ? resolve(decode(held)) : reject(new Error(String(held)))));
      });
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decode(each)]));
  }

  function call(fn: number, args: unknown[]): unknown {
    const number = next++;
    let answered: Answered | null = null;
    const unheard = hear<Answered>('answered', (detail) => {
      if (detail.call === number) answered = detail;
    });
    say(there, 'called', { call: number, fn, args: encode(args) } satisfies Called);
    unheard();
    const { ok, value } = answered ?? { ok: false, value: 'The other world is gone' };
    if (!ok) throw new Error(String(value));
    return decode(value);
  }

  function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
  }

  hear<Called>('called', ({ call: number, fn, args }) => {
    try {
      const value = encode(functions.get(fn)?.(...(decode(args) as unknown[])));
      say(there, 'answered', { call: number, ok: true, value } satisfies Answered);
    } catch (error) {
      say(there, 'answered', { call: number, ok: false, value: messageOf(error) } satisfies Answered);
    }
  });
  hear<Settled>('settled', (settled) => {
    settling.get(settled.promise)?.(settled);
    settling.delete(settled.promise);
  });
  return { encode, decode, say, hear };
}

/** In the page's world, before its own scripts: puts there what the preload exposes, frozen as Electron has it. */
export function exposures(between: ReturnType<typeof crossing>): void {
  between.hear<{ key: string; value: unknown }>('exposed', ({ key, value }) => {
    const freeze = (held: unknown): unknown => {
      if (held !== null && typeof held === 'object')
        for (const each of Object.values(Object.freeze(held))) freeze(each);
      return held;
    };
    Object.defineProperty(globalThis, key, { value: freeze(between.decode(value)), enumerable: true });
  });
  between.hear('asked', () => between.say('preload', 'ready', null));
  between.say('preload', 'ready', null);
}

/** In the preload's world: gives the preload its `electron`, whose ipc goes over `post`, and runs it. */
export function preloaded(
  between: ReturnType<typeof crossing>,
  { pack, unpack }: ReturnType<typeof cloner>,
  post: (text: string) => void,
  preload: (require: (name: string) => unknown) => void,
): void {
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, (answer: { ok: boolean; value: unknown }) => void>();
  let next = 1;
  let ready = false;
  const exposed: { key: string; value: unknown }[] = [];
  const give = () => {
    for (const each of exposed.splice(0)) between.say('page', 'exposed', each);
  };
  between.hear('ready', () => {
    ready = true;
    give();
  });
  between.say('page', 'asked', null);

  const electron: PreloadModule = {
    contextBridge: {
      exposeInMainWorld(key: string, api: unknown) {
        exposed.push({ key, value: between.encode(api) });
        if (ready) give();
      },
    },
    ipcRenderer: {
      invoke(channel: string, ...args: unknown[]): Promise<unknown> {
        const id = next++;
        return new Promise((resolve, reject) => {
          waiting.set(id, ({ ok, value }) => {
            if (ok) resolve(unpack(value));
            else reject(new Error(`Error invoking remote method '${channel}': ${String(value)}`));
          });
          post(JSON.stringify({ invoke: id, channel, args: args.map(pack) }));
        });
      },
      on(channel: string, listener: Listener) {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
        return this;
      },
      off(channel: string, listener: Listener) {
        listeners.set(
          channel,
          (listeners.get(channel) ?? []).filter((each) => each !== listener),
        );
        return this;
      },
    },
  };
  type FromMain = { answer: number; ok: boolean; value: unknown } | { channel: string; args: unknown[] };
  Object.defineProperty(globalThis, '$fromMain', {
    value: (said: FromMain) => {
      if ('answer' in said) {
        waiting.get(said.answer)?.(said);
        waiting.delete(said.answer);
        return;
      }
      const args = said.args.map(unpack);
      for (const listener of listeners.get(said.channel) ?? [])
        listener({} as Electron.IpcRendererEvent, ...(args as never[]));
    },
  });
  preload((name) => {
    // What a sandboxed preload may ask for; nothing else of Node is there.
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  });
}
