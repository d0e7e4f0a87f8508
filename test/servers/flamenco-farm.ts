/** A job as the Manager keeps it. Times are RFC 3339. */
export interface StoredJob {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly priority: number;
  readonly status: string;
  readonly created: string;
  readonly updated: string;
  readonly steps_completed: number;
  readonly steps_total: number;
  readonly activity: string;
}

export interface StoredTask {
  readonly id: string;
  readonly job_id: string;
  readonly name: string;
  readonly status: string;
  readonly updated: string;
  readonly activity: string;
  readonly worker?: { readonly name: string; readonly uuid: string };
}

export interface StoredWorker {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly updated: string;
  readonly last_seen: string;
  readonly version: string;
  readonly can_restart: boolean;
}

/** What a stand-in knows, and how it answers; REST reads it, tests change it. */
export interface Farm {
  readonly jobs: Map<string, StoredJob>;
  readonly tasks: Map<string, StoredTask>;
  readonly workers: Map<string, StoredWorker>;
  /** Major and minor: 3.4 has chat and logs, and no status, no life cycle, no list of jobs by GET. */
  readonly version: '3.4' | '3.5' | '3.8';
  status: string;
  /** Every REST request: `GET /api/v3/jobs`. */
  readonly requests: string[];
  /** `silent` never answers REST; a number answers everything with that status. */
  rest: 'answering' | 'silent' | number;
  /** `mute`: neither messages nor answers any more, only the heartbeat; `dead`: not even that. */
  silence: 'no' | 'mute' | 'dead';
  /** What types of subscription are answered with, in the place of `ok`; null: nothing is answered. */
  readonly answers: Map<string, string | null>;
  /** Handshakes that were tried, also those refused. */
  attempts: number;
}

/** One living socket. */
export interface Listening {
  /** Every `/subscription` that it sent, as `subscribe allJobs` or `subscribe job <id>`, in order. */
  readonly asked: string[];
  readonly rooms: Set<string>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The way in for sockets: one for each of the manners. */
export interface Door {
  sockets(): readonly Listening[];
  emit(room: string, topic: string, message: unknown): void;
  raw(frame: string | Buffer, to: (socket: Listening) => boolean): void;
  drop(): void;
  close(): void;
}
export interface DoorOptions {
  readonly heartbeat: { readonly intervalMs: number; readonly timeoutMs: number };
  readonly path: string;
  readonly shuffle: (() => number) | null;
}

/** Rooms that a new socket is in by itself (Flamenco, eventbus/socketio.go). */
export function firstRooms({ version }: Farm): readonly string[] {
  return version === '3.4' ? ['Chat'] : ['/lifecycle', '/status'];
}

/**
 * Does what a `/subscription` asks, and returns the answer; null: none. The texts are the Manager's (Flamenco,
 * eventbus/socketio.go).
 */
export function subscribe(farm: Farm, socket: Listening, request: unknown): string | null {
  const { op, type, uuid } = (request ?? {}) as { op?: unknown; type?: unknown; uuid?: unknown };
  socket.asked.push([op, type, uuid].filter((part) => part !== undefined).join(' '));
  if (farm.silence !== 'no') return null;
  const other = farm.answers.get(String(type));
  if (other !== undefined && op === 'subscribe') return other;
  if (uuid !== undefined && !/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(String(uuid))) {
    return 'invalid UUID, ignoring request';
  }
  const rooms = roomsOf(farm, String(type), uuid === undefined ? null : String(uuid));
  if (typeof rooms === 'string') return rooms;
  if (op !== 'subscribe' && op !== 'unsubscribe') {
    return 'unable to perform subscription operation: invalid subscription operation, ignoring request';
  }
  for (const room of rooms) {
    if (op === 'subscribe') socket.rooms.add(room);
    else socket.rooms.delete(room);
  }
  return 'ok';
}

function roomsOf(farm: Farm, type: string, uuid: string | null): readonly string[] | string {
  switch (type) {
    case 'allJobs':
      return ['/jobs'];
    case 'allWorkers':
      return ['/workers'];
    case 'allLastRendered':
      return ['/last-rendered'];
    case 'allWorkerTags':
      return ['/workertags'];
    case 'job':
      if (uuid === null) return 'operation on job requires a UUID';
      return [`/jobs/${uuid}`, `/jobs/${uuid}/last-rendered`];
    case 'tasklog':
      if (uuid === null) return 'operation on task requires a UUID';
      // From 3.5 on it joins the room of a job of that id, where nothing is ever sent.
      return [farm.version === '3.4' ? `/tasklog/${uuid}` : `/jobs/${uuid}`];
    default:
      return 'unknown subscription type, ignoring request';
  }
}
