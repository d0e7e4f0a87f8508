import type { Protocol } from '../../main/protocols/protocol.ts';
import type { ServerSettings } from '../../preload/contract/api.ts';

/** How often a stand-in's library asks for a sign of life, and how long it waits for one. */
export interface Heartbeat {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/** A kind of server as the contract suite sees it. */
export interface Subject {
  readonly protocol: Protocol;
  /** Starts a stand-in server on 127.0.0.1 that has something to tell and takes the credentials of `settings`. Its heartbeat is a short one unless given. */
  start(heartbeat?: Heartbeat): Promise<Stand>;
  /** Settings of a server at this address, with credentials that the stand-in takes and two subscriptions at least. */
  settings(url: string, change?: Readonly<Record<string, unknown>>): ServerSettings;
  /** The same with credentials that it does not take; null: this kind has none. */
  readonly wrongCredentials: Readonly<Record<string, unknown>> | null;
  /** Changes of settings for other servers at the same origin, with credentials of their own where the kind has any. */
  neighbours(url: string): readonly Readonly<Record<string, unknown>>[];
  /** Whether this kind says that it refuses a subscription; one that does not answers none of them. */
  readonly tellsRefusals: boolean;
  /** Frames as its servers send them. */
  readonly frames: readonly string[];
  /** Frames that must cost at most the line: unreadable, of wrong types, of another protocol. */
  readonly garbage: readonly (string | Buffer)[];
  /** Within how many ms a half-open line is found, as its page says; by the stand-in's where the heartbeat is its own. */
  readonly halfOpenMs: number;
  /** Whose timers find it: ours, which a test can put forward, or the library's. */
  readonly heartbeat: 'ours' | 'library';
  /** Ways to be connected and say nothing, each with the ms of our clock within which it is found, as its page says. */
  readonly silences: Readonly<Record<string, number>>;
}

/** A running stand-in. */
export interface Stand {
  /** For the settings. */
  readonly url: string;
  readonly port: number;
  /** Living sockets. */
  connections(): number;
  /** Handshakes since the start, those that were refused too. */
  attempts(): number;
  /** What living sockets have subscribed to, in words that can be compared; twice when asked for twice. */
  subscriptions(): readonly string[];
  /** The credentials that living sockets came with, in their order; empty texts where the kind has none. */
  credentials(): readonly string[];
  /** Sends one event to all that subscribed; the title that it must get, beyond ASCII where the kind sends text. */
  emit(): string;
  /** The same while nobody listens: it can only be found by asking, where the kind can be asked. Its title. */
  happenUnheard(): string;
  /** Writes one raw frame to every socket. */
  raw(frame: string | Buffer): void;
  /** The server drops every socket and goes on listening. */
  drop(): void;
  /** Stops listening, drops everything; `rise` listens again on the same port. */
  fall(): Promise<void>;
  rise(): Promise<void>;
  /** Stays connected and says nothing from now on, in one of the ways of `silences`. */
  silence(way: string): Promise<void>;
  /** Refuses one of the subscriptions of `settings` from now on. */
  refuseOne(): void;
  close(): Promise<void>;
}
