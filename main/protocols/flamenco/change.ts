import type { Moment, Steps } from './wire.ts';

/** What was last told of a job or worker. */
export interface Known {
  readonly name: string;
  readonly status: string;
  readonly previous: string | null;
  readonly updated: Moment | null;
  /** Epoch ms by our clock. */
  readonly heardAt: number;
  readonly priority: number | null;
  readonly steps: Steps | null;
}

/**
 * Whether something was heard between a question and now: what is answered may be older. What lies ahead of now was heard
 * before our clock was set back.
 */
export function heardSince(heardAt: number | null, askedAt: number, now: number): boolean {
  return heardAt !== null && heardAt >= askedAt && heardAt <= now;
}

/** How a message stands to what was told before it. */
export type Change =
  /** Of something that was never told of. */
  | 'new'
  /** It has another status. */
  | 'changed'
  /** Its status stands as it was: progress, a priority, a request. */
  | 'stands'
  /** Older than what was told already. */
  | 'late'
  | 'deleted';

/** The part of a message that is compared. */
export interface Told {
  readonly status: string;
  readonly previous: string | null;
  readonly updated: Moment | null;
  readonly deleted: boolean;
}

/** Two messages that change places do so within moments; a longer way back is a clock that was set. */
const overtakenMs = 5_000;

/**
 * Compares a message with what is known. The Manager sends each message from a thread of its own, so two may change
 * places; it does not always give a status change a new `updated`, so equal times are told apart by the chain of
 * statuses. A missing `previous_status` does not make it new: progress and priorities lack it too. (golang-socketio;
 * Flamenco, flamenco-openapi.yaml)
 */
export function changeOf(told: Told, before: Known | null, now: number): Change {
  if (told.deleted) return 'deleted';
  const moved = told.previous !== null && told.previous !== told.status;
  if (before === null) return moved ? 'changed' : 'new';
  const isLately = before.heardAt <= now && now - before.heardAt <= overtakenMs;
  if (isLately && isOlder(told, before)) return 'late';
  return moved || told.status !== before.status ? 'changed' : 'stands';
}

function isOlder(told: Told, before: Known): boolean {
  if (told.updated === null || before.updated === null) return false;
  if (told.updated !== before.updated) return told.updated < before.updated;
  return told.status === before.previous && told.status !== before.status && told.previous !== before.status;
}
