import type { Agent } from 'node:http';
import type { ConnectionOptions } from 'node:tls';
import type { z } from 'zod';
import type {
  Cause,
  Field,
  Kind,
  Limit,
  Offered,
  OurWords,
  Phase,
  ServerSettings,
  Severity,
  Subject,
  TestStep,
  Topic,
} from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';

/** What an adapter makes of one wire message. Server, id, times of receipt and decision are added later. */
export interface WireEvent {
  /** Made of what the server itself numbers, the same for live and REST; null where the wire has no identity. */
  readonly key: string | null;
  readonly kind: Kind;
  readonly topic: string;
  readonly phase: Phase | null;
  readonly severity: Severity;
  readonly level: string | null;
  readonly subject: Subject | null;
  readonly alert: string | null;
  readonly title: string;
  readonly body: string;
  /** Which of both the adapter wrote itself, with `own()`; left out: the server's words, and what holds no words. */
  readonly ours?: OurWords | undefined;
  /** Epoch ms by the server; null: the time of receipt. */
  readonly occurredAt: number | null;
  readonly url: string | null;
  /** The decoded message. */
  readonly payload: unknown;
  /** Goes to the history only, with a budget of its own. */
  readonly stream: boolean;
  /** The server says that it is outside of what was asked for (`filtered: true`): no rule gives it a toast. */
  readonly silent?: true;
  /** The subject's name is being looked up and comes by `link.named`, or null when it cannot be had. */
  readonly naming: boolean;
  /** Aimed at this user by the server: toasts always. `custom`: an event by a name of the user's choice. */
  readonly aim: 'user' | 'custom' | null;
  /** The server did it by itself, without a person: a job that a state triggered. */
  readonly automatic: boolean;
  /** Who acknowledged it on the server; null: nobody, or the server does not say. */
  readonly acknowledgedBy: string | null;
  /** When that was, epoch ms by the server; left out where it does not say. */
  readonly acknowledgedAt?: number;
  /** The server says that nobody has acknowledged it, or that an acknowledgement was taken back. */
  readonly unacknowledged?: true;
  /** What the server itself names as its cause; left out where it names none. */
  readonly cause?: CauseRef;
}

/** The alert that causes another one: by its key, or as one that is open at a subject. */
export interface CauseRef {
  readonly alerts: readonly string[];
  readonly subjects: readonly { readonly type: string; readonly id: string }[];
}

/** What was read after a gap, or at the first look. */
export interface CatchUp {
  readonly events: readonly WireEvent[];
  /** The complete list of alert keys open at `askedAt`; null when partial, filtered or failed. */
  readonly open: readonly string[] | null;
  /** The kinds of alert that `open` tells completely; an open alert of these kinds that it does not list is closed. */
  readonly kinds: readonly Kind[];
  /** Epoch ms by our clock, before the question was sent. */
  readonly askedAt: number;
  /** What of the gap could be filled. */
  readonly filled: 'all' | 'state' | 'nothing';
}

/** What is known of a frame that could not be read. */
export interface Unread {
  /** Its size. */
  readonly bytes: number;
  /** Its first 200 characters, those of a binary one in hex; empty where it was not kept. */
  readonly begin: string;
}

/** Why a line ended. */
export interface Down {
  readonly cause: Cause;
  /** Refused for good: no retry until something changes. */
  readonly fatal: boolean;
  /** The server closed it: every desk will come back at once, so the first retry is spread. */
  readonly byServer: boolean;
}

/** What an adapter may say about its line. After `close()` or `down()` whatever it says is ignored. */
export interface Link {
  /** Connected, signed in and subscribed. */
  up(): void;
  event(event: WireEvent): void;
  /**
   * Once after each `up()`, also when nothing can be asked (`filled: 'nothing'`); again when what could not be asked then
   * was asked later.
   */
  caughtUp(catchUp: CatchUp): void;
  /** Replaces the whole list of what this line lacks. */
  limited(limits: readonly Limit[]): void;
  /** The name of a subject; null: it cannot be had. */
  named(type: string, id: string, name: string | null): void;
  /** A frame that could not be read; it is counted and recorded, the line goes on unless `down` follows. */
  unreadable(frame: Unread, why: Cause): void;
  down(down: Down): void;
}

/** One open line. Owned by the connection that opened it. */
export interface Session {
  /** Ends the line at once; nothing arrives from it afterwards. */
  close(): void;
  /** Back-pressure: stops and goes on reading from the socket. Nothing is dropped meanwhile. */
  pause(): void;
  resume(): void;
  /** When the oldest of what came and is not told yet came, epoch ms; null: all is told. Absent: it is not known. */
  behindSince?(): number | null;
  /** Asks the server for a proof that the line lives; null when it does. Absent where nothing can be proven. */
  prove?(): Promise<Down | null>;
  /** Whether the server takes an acknowledgement of this alert; absent: of none. */
  acknowledges?(alert: string): boolean;
  /**
   * Acknowledges an alert on the server for the account of this line. Null when the server itself says that it is
   * acknowledged, which has also been told by `link.event`; else why not.
   */
  acknowledge?(alert: string): Promise<Cause | null>;
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Own time limit, 5 s unless given. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** How the body of the answer is told: as text unless given. */
  readonly as?: 'text' | 'base64';
}
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The way to a server: TLS, proxy and own headers of its settings, already applied. */
export interface Net {
  readonly tls: ConnectionOptions;
  /** For sockets; undefined without a proxy. */
  readonly agent: Agent | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** One HTTP request; rejects with Node's error when no answer came. Answers of over 64 MiB are refused. */
  request(url: string, request?: HttpRequest): Promise<HttpAnswer>;
}

/** An access token of a sign-in that is renewed by itself. */
export interface Access {
  readonly token: string;
  /** The server does not take it: the next line opens with a new one, or is blocked where there is none. */
  refused(): void;
}

/** Everything that a line is opened with. Secrets in `server` are resolved to plain strings. */
export interface Target<Settings extends ServerSettings = ServerSettings> {
  readonly server: Settings;
  /** Epoch ms up to which this server's history is known; null: the first look ever. */
  readonly since: number | null;
  readonly net: Net;
  readonly clock: Clock;
  /** 0 <= r < 1. */
  readonly random: () => number;
  /** Null: the credentials are in the settings. */
  readonly access: Access | null;
  /** How long to wait after `up()` before asking for what was missed: 300 desks must not ask as one. */
  readonly askAfterMs: number;
}

/** A kind of server. One folder each; the registry lists them. */
export interface Protocol<Settings extends ServerSettings = ServerSettings> {
  readonly name: string;
  readonly label: string;
  /** What it notifies of, one line. */
  readonly summary: string;
  /** What no proof of its lines can find, a sentence for the server's page; absent: nothing. */
  readonly blind?: string;
  /** What this protocol adds to a server's settings; secrets are made with `secret()`. */
  readonly schema: z.ZodObject;
  readonly fields: readonly Field[];
  readonly topics: readonly Topic[];
  open(target: Target<Settings>, link: Link): Session;
  /** What a server has for a field with `picks`. Never rejects. */
  offers?(target: Target<Settings>, path: string): Promise<Offered>;
  /** Goes the way of a connection once, says each step as it passes, and ends. Never rejects. */
  test(target: Target<Settings>, step: (step: TestStep) => void, signal: AbortSignal): Promise<void>;
}
