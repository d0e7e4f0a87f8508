import type { Cause, ServerSettings, ServerState } from '../../preload/contract/api.ts';
import type { CatchUp, Unread, WireEvent } from '../protocols/protocol.ts';

/** A time without the server. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** What connections tell the rest of the house. */
export interface Sink {
  /** A live event. False: more is waiting than the disk takes; the connection pauses until `resume()`. */
  event(server: ServerSettings, event: WireEvent): boolean;
  /** An event of our own about the connection: lost, back, blocked (protocol `tocsin`). */
  own(server: ServerSettings, event: WireEvent): void;
  /** After a gap, or at the first look (`gap` null). */
  caughtUp(server: ServerSettings, gap: Gap | null, catchUp: CatchUp): void;
  named(server: ServerSettings, type: string, id: string, name: string | null): void;
  unreadable(server: ServerSettings, frame: Unread, why: Cause): void;
  /** The server is known up to this moment: every 30 s while online, and when the line is lost. */
  knownUntil(server: string, at: number): void;
  /** Some state changed; the whole list, in the order of the settings. */
  states(states: readonly ServerState[]): void;
}
