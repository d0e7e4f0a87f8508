import { WebSocket } from 'ws';
import type { Unread } from '../protocol.ts';
import { unread } from '../unread.ts';
import { channelOf } from './address.ts';
import { Beat } from './beat.ts';
import { Emitter } from './emitter.ts';
import { MonorailFault } from './fault.ts';
import { type Item, type Message, type Removal, readFrame } from './frames.ts';
import type { MonorailOptions } from './options.ts';
import { Requests } from './requests.ts';
import { openSocket } from './socket.ts';
import { Watches } from './watches.ts';
import { errorText } from './wire.ts';

/**
 * What a client tells, by the names of the design document (on-wss, ws-spec.md); each message also under the name of
 * its handler.
 */
export interface MonorailEvents {
  open: [];
  /** Ready for requests: the socket is open. */
  ready: [];
  /** A session id came. */
  init: [id: string];
  /** Once for each line that was open or failed to be; no message comes after it. */
  close: [closing: { readonly code: number; readonly reason: string }];
  /** The line failed, or the server sent an `error`. Nothing happens where nobody listens. */
  error: [fault: MonorailFault];
  message: [message: Message];
  session: [id: string];
  /** `answers`: it settled a request of ours; else a watch brought it. */
  list: [list: Extract<Message, { handler: 'list' }>, answers: boolean];
  item: [item: Item, answers: boolean];
  remove: [removal: Removal, answers: boolean];
  /** A frame that could not be read: its size in bytes and why. */
  unreadable: [frame: Unread, text: string];
}

/** A message of ours; what is undefined is left out. */
interface Request {
  readonly handler: string;
  readonly resource?: string | undefined;
  readonly params?: unknown;
}

/** A line that is open or being made. */
interface Line {
  readonly socket: WebSocket;
  readonly requests: Requests;
  readonly beat: Beat;
  readonly cancelAccept: () => void;
}

/**
 * A client of the MonoRail WebSocket interface as its design document (on-wss, ws-spec.md) has it, with time limits,
 * correlation and pings of its own. It never connects by itself: `connect()` once more after `close`.
 */
export class MonorailClient {
  readonly events = new Emitter<MonorailEvents>();
  readonly #options: MonorailOptions;
  readonly #hold = { held: false, times: 0 };
  readonly #watches = new Watches((message) => this.send(message));
  #line: Line | null = null;

  constructor(options: MonorailOptions) {
    this.#options = options;
  }

  /** Listens; the returned function ends it. */
  on<Name extends keyof MonorailEvents>(name: Name, listener: (...values: MonorailEvents[Name]) => void): () => void {
    return this.events.on(name, listener);
  }

  once<Name extends keyof MonorailEvents>(name: Name, listener: (...values: MonorailEvents[Name]) => void): () => void {
    return this.events.once(name, listener);
  }

  /** Makes the line, or makes it anew. What comes of it is told by `open`, or by `error` and `close`. */
  connect(): void {
    this.disconnect();
    const { clock, acceptMs = 5_000, answerMs = 5_000, pingEveryMs = 25_000, pongWithinMs = 10_000 } = this.#options;
    const fail = (fault: MonorailFault) => this.#fail(line, fault);
    let socket: WebSocket;
    try {
      socket = openSocket(this.#options, {
        opened: () => this.#opened(line),
        heard: () => line.beat.heard(),
        said: (frame, binary) => this.#said(line, frame, binary),
        failed: fail,
        closed: (code, reason) => this.#end(line, code, reason),
      });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.events.emit('error', new MonorailFault('line', text, { cause: error }));
      this.events.emit('close', { code: 1006, reason: '' });
      return;
    }
    const seconds = acceptMs / 1_000;
    const line: Line = {
      socket,
      requests: new Requests(clock, answerMs, this.#hold),
      beat: new Beat({
        clock,
        everyMs: pingEveryMs,
        withinMs: pongWithinMs,
        ping: () => socket.ping(),
        dead: () => fail(new MonorailFault('time', 'no answer to a ping')),
      }),
      cancelAccept: clock.after(acceptMs, () => fail(new MonorailFault('time', `not accepted within ${seconds} s`))),
    };
    this.#line = line;
  }

  /** Ends the line at once. `close` is told, and nothing after it. */
  disconnect(): void {
    if (this.#line !== null) this.#end(this.#line, 1000, '');
  }

  /** Calls back when the line is open, at once where it is. */
  ready(callback: () => void): void {
    if (this.#line?.socket.readyState === WebSocket.OPEN) callback();
    else this.once('ready', callback);
  }

  /** Asks for the session's id. Rejects with MonorailFault `time` or `closed`. */
  init(callback?: (id: string) => void): Promise<string> {
    const send = () => this.send({ handler: 'init' });
    const asked = this.#ask((requests) => requests.init(send)) as Promise<string>;
    if (callback !== undefined) asked.then(callback, () => {});
    return asked;
  }

  /** The whole collection of a resource, of the channel's unless given; it can be huge. Rejects with MonorailFault. */
  all(resource?: string): Promise<readonly unknown[]> {
    return this.#list('all', resource, undefined);
  }

  /**
   * The records of a resource that fit Waterline criteria. Rejects with MonorailFault; a queue (`mq`) never answers.
   */
  query(resource: string, params: object): Promise<readonly unknown[]> {
    return this.#list('query', resource, params);
  }

  /** One record; null when there is none. Rejects with MonorailFault. */
  get(resource: string, params: object): Promise<unknown> {
    const text = textOf({ handler: 'get', resource, params });
    return this.#ask((requests) => requests.ask(resource, 'record', params, () => this.send(text)));
  }

  /**
   * Asks to be told of a resource from now on, by `item` and `remove`; the same once only. Nothing confirms it; a
   * refusal comes as `error`. Throws MonorailFault: `request` for a queue without exchange or routing key, on which the
   * server fails (on-wss, lib/ws-service.js), `closed` without a line.
   */
  watch(resource: string, params?: object): void {
    this.#watches.add(resource, params);
  }

  /** Ends a watch, with the parameters byte for byte as it was begun, as the server compares them. */
  stop(resource: string, params?: object): void {
    this.#watches.remove(resource, params);
  }

  /**
   * Sends a message, or text as it is. A resource goes under both of its names, for the server reads `resource` and the
   * design document says `type` (on-wss, lib/ws-service.js). Throws MonorailFault `closed` without an open line.
   */
  send(message: string | Request): void {
    const socket = this.#line?.socket;
    if (socket?.readyState !== WebSocket.OPEN) throw new MonorailFault('closed', 'there is no open line');
    socket.send(typeof message === 'string' ? message : textOf(message));
  }

  /** Stops reading: what the server sends waits in TCP's windows, and no limit of time runs. */
  pause(): void {
    if (this.#hold.held) return;
    this.#hold.held = true;
    this.#hold.times++;
    this.#line?.beat.end();
    this.#line?.socket.pause();
  }

  resume(): void {
    if (!this.#hold.held) return;
    this.#hold.held = false;
    if (this.#line?.socket.readyState === WebSocket.OPEN) this.#line.beat.begin();
    this.#line?.socket.resume();
  }

  #opened(line: Line): void {
    if (this.#line !== line) return;
    line.cancelAccept();
    if (this.#hold.held) line.socket.pause();
    else line.beat.begin();
    this.events.emit('open');
    if (this.#line === line) this.events.emit('ready');
  }

  #said(line: Line, frame: Buffer, binary: boolean): void {
    if (this.#line !== line) return;
    const text = binary ? null : frame.toString('utf8');
    const read = text === null ? { fault: 'a binary message' } : readFrame(text);
    if ('fault' in read) this.events.emit('unreadable', unread(text ?? frame), read.fault);
    else this.#take(line, read.message);
  }

  #take(line: Line, message: Message): void {
    if (message.handler === 'error') {
      this.#refused(line, message);
      return;
    }
    const answers = line.requests.take(message);
    this.events.emit('message', message);
    // A listener may have ended the line.
    if (this.#line !== line) return;
    if (message.handler === 'session') {
      this.events.emit('session', message.id ?? '');
      this.events.emit('init', message.id ?? '');
    } else if (message.handler === 'list') this.events.emit('list', message, answers);
    else if (message.handler === 'item') this.events.emit('item', message, answers);
    else if (message.handler === 'remove') this.events.emit('remove', message, answers);
  }

  #refused(line: Line, message: Extract<Message, { handler: 'error' }>): void {
    const { resource, params } = message;
    const facts = { resource, cause: params };
    const text = errorText(params);
    const answers = line.requests.refuse(resource, new MonorailFault('refused', text, { ...facts, answers: true }));
    this.events.emit('message', message);
    if (this.#line === line) this.events.emit('error', new MonorailFault('refused', text, { ...facts, answers }));
  }

  #list(handler: 'all' | 'query', resource: string | undefined, params: object | undefined) {
    const text = textOf({ handler, resource, params });
    const answering = resource ?? channelOf(this.#options.url);
    const asked = this.#ask((requests) => requests.ask(answering, 'list', params, () => this.send(text)));
    return asked as Promise<readonly unknown[]>;
  }

  /** Rejects at once without an open line. */
  #ask(ask: (requests: Requests) => Promise<unknown>): Promise<unknown> {
    const line = this.#line;
    if (line?.socket.readyState === WebSocket.OPEN) return ask(line.requests);
    const answer = Promise.reject(new MonorailFault('closed', 'there is no open line'));
    // Who does not wait for the answer must not end the process by its absence.
    answer.catch(() => {});
    return answer;
  }

  #fail(line: Line, fault: MonorailFault): void {
    if (this.#line !== line) return;
    this.events.emit('error', fault);
    this.#end(line, 1006, '');
  }

  #end(line: Line, code: number, reason: string): void {
    if (this.#line !== line) return;
    this.#line = null;
    line.cancelAccept();
    line.beat.end();
    this.#watches.forget();
    // The server takes every end alike, with or without a closing handshake; the first costs up to 30 s.
    line.socket.terminate();
    line.requests.end(new MonorailFault('closed', 'the line ended before the answer'));
    this.events.emit('close', { code, reason });
  }
}

function textOf({ handler, resource, params }: Request): string {
  return JSON.stringify({ handler, resource, type: resource, params });
}
