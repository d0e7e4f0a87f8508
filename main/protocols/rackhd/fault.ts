/**
 * `line`: it could not be made, or broke · `refused`: the server's `error` message · `time`: no answer within the limit ·
 * `closed`: the line ended first, or there is none · `request`: this cannot be asked.
 */
type FaultKind = 'line' | 'refused' | 'time' | 'closed' | 'request';

interface FaultFacts {
  /** The resource of a refusal, as far as it is told. */
  readonly resource?: string | null;
  /** It answers a request of ours, which fails with it; else it is about a watch. */
  readonly answers?: boolean;
  /** HTTP status and beginning of the answer to a handshake. */
  readonly status?: number | null;
  readonly body?: string;
  readonly cause?: unknown;
}

/** Why a MonorailClient did not get what it asked for. */
export class MonorailFault extends Error {
  readonly kind: FaultKind;
  readonly resource: string | null;
  readonly answers: boolean;
  readonly status: number | null;
  readonly body: string;

  constructor(kind: FaultKind, text: string, facts: FaultFacts = {}) {
    super(text, { cause: facts.cause });
    this.kind = kind;
    this.resource = facts.resource ?? null;
    this.answers = facts.answers ?? false;
    this.status = facts.status ?? null;
    this.body = facts.body ?? '';
  }
}
