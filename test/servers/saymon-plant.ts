/** How a socket is turned away: its handshake fails, it is told by an `error` event, or it just hears nothing. */
type Refusal = 'middleware' | 'error-event' | 'silent';

export interface Entity {
  readonly id: string;
  readonly name: string;
  /** 1 object, 2 link; 1 unless given. */
  readonly type?: 1 | 2;
  readonly operations?: readonly Word[];
}

/** Who may sign in. */
export interface User {
  readonly login: string;
  readonly password: string;
  readonly token?: string;
}

/** Whose session it is. */
export interface Person {
  readonly id: string;
  readonly login: string;
}

/** A level or state, with the name that an administrator gave it. */
export interface Word {
  readonly id: string;
  readonly name: string;
}

/** An incident as SAYMON stores it. */
export interface StoredIncident {
  readonly id: string;
  readonly entityId?: string;
  readonly entityType?: number | string;
  readonly state?: string | number;
  readonly lastState?: string | number;
  readonly text?: string;
  readonly timestamp?: number | string;
  readonly localTimestamp?: number;
  readonly clearTimestamp?: number;
  readonly acknowledgedBy?: string | null;
  readonly acknowledgementTimestamp?: number | null;
  readonly comment?: string;
  readonly commentedBy?: string;
  readonly commentTimestamp?: number;
  readonly commentsCount?: number;
  readonly count?: number;
  readonly type?: number;
  /** Origin of a link that triggered it; only of incidents of type 2. */
  readonly parentChainId?: string;
  readonly reason?: {
    readonly code: number;
    readonly data?: unknown;
    readonly rootCause?: { readonly entityId: string; readonly entityType: number; readonly entityName?: string };
  };
  readonly [field: string]: unknown;
}

/** What the stand-in knows, and how it answers; REST reads it, tests change it. */
export interface Plant {
  readonly sessions: Set<string>;
  readonly users: readonly User[];
  /** By session; those that are not here have no rights to speak of. */
  readonly people: Map<string, Person>;
  /** Whether a token of the Keycloak beside it may sign in; null: there is none. */
  readonly keycloak: ((token: string) => Promise<boolean>) | null;
  readonly entities: Map<string, Entity>;
  readonly levels: readonly Word[];
  readonly states: readonly Word[];
  /** Active incidents by id. */
  readonly incidents: Map<string, StoredIncident>;
  /** The history of traps and MQTT messages, oldest first. */
  readonly eventLog: Record<string, unknown>[];
  /** Every REST request: `GET /node/api/incidents`. */
  readonly requests: string[];
  /** Refuses every session this way, valid or not, on the wire and by REST; null: only those that are not valid. */
  refuse: Refusal | null;
  /** How a session that is not valid is refused. */
  refuseInvalid: Refusal;
  /** `silent` never answers REST; a number answers everything with that status. */
  rest: 'answering' | 'silent' | number;
  /** A session is verified once this has resolved; null: at once. */
  verifying: Promise<void> | null;
  /**
   * What becomes of an acknowledgement over REST: it is taken and told on the wire, taken and not told there, answered as
   * if it were taken, or denied for want of a right.
   */
  acknowledging: 'told' | 'untold' | 'ignored' | 'denied';
  /** Sign-ins by REST that were granted. */
  signIns: number;
  /** Handshakes that were tried, also those refused. */
  attempts: number;
  /** Sockets that came to be connected, ever. */
  connections: number;
  /** Heartbeats that were answered. */
  heartbeats: number;
}
