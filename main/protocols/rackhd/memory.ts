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

/** A server that never stops to name new nodes must not fill the memory; names that go are looked up again. */
const keptNames = 200_000;

/** Keeps the name of a node. */
export function keepName({ names }: Memory, node: string, name: string): void {
  if (names.size >= keptNames) names.clear();
  names.set(node, name);
}

/** What is known of a server before its first line: nothing. */
export function newMemory(): Memory {
  return { names: new Map(), namesAt: null, standing: new Standing(), heartbeatMs: null };
}
