import type { Agent } from 'node:http';
import type { ConnectionOptions } from 'node:tls';
import type { Clock } from '../../clock.ts';

/** What a MonorailClient is made with. */
export interface MonorailOptions {
  /** `ws://host:port/channel`; the channel is the default resource. */
  readonly url: string;
  readonly tls?: ConnectionOptions;
  readonly agent?: Agent | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** How long the server may take to accept the socket: 5 s unless given. */
  readonly acceptMs?: number;
  /** How long an answer may take: 5 s unless given. */
  readonly answerMs?: number;
  /** A half-open line is found within both together: 25 s and 10 s unless given. */
  readonly pingEveryMs?: number;
  readonly pongWithinMs?: number;
}
