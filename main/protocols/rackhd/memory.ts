import { Standing } from './standing.ts';

/** What is remembered of a server from line to line. */
export interface Memory {
  /** Names of nodes by id. */
  readonly names: Map<string, string>;
  /** When all of them were read, epoch ms; null: not yet. */
  namesAt: number | null;
  readonly standing: Standing;
  /** How often one of its services sends a heartbeat, in ms; null: none was ever heard. */
  heartbeatMs: number | null;
}

/** What is known of a server before its first line: nothing. */
export function newMemory(): Memory {
  return { names: new Map(), namesAt: null, standing: new Standing(), heartbeatMs: null };
}
