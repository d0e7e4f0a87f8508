import { randomUUID } from 'node:crypto';
import type { Door, Farm, Listening, StoredJob, StoredTask, StoredWorker } from './flamenco-farm.ts';
import { openGoDoor } from './flamenco-go.ts';
import { openIoDoor } from './flamenco-io.ts';
import { picture } from './flamenco-picture.ts';
import { answerRest } from './flamenco-rest.ts';
import { Port, type PortOptions } from './port.ts';

export interface FlamencoOptions extends PortOptions {
  /** The Go library's manners, unless `socket.io` is given: version 2.5.1. */
  readonly manners?: 'go' | 'socket.io';
  readonly version?: Farm['version'];
  readonly heartbeat?: { readonly intervalMs: number; readonly timeoutMs: number };
  /** 0 <= r < 1: in which order messages of one moment leave; as they came unless given. Go's manners only. */
  readonly shuffle?: () => number;
  /** A change of a status carries the time of the change before it, as from 3.6 on. */
  readonly staleTimes?: boolean;
  /** Path of Socket.IO: `/socket.io/` unless given. */
  readonly path?: string;
}

/** Whether a change is told on the wire, or can only be found by asking. */
type Missed = 'missed' | undefined;

/** A Flamenco Manager on the loopback address, with its REST neighbour on the same port. */
export interface Flamenco extends Farm {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** Living sockets. */
  sockets(): readonly Listening[];
  /** Sends an event to those in a room: `/jobs`, `/jobs/<id>`, `/status`. */
  emit(room: string, topic: string, message: unknown): void;
  /** A new job, `queued` unless given. */
  addJob(partial?: Partial<StoredJob>, missed?: Missed): StoredJob;
  /** Another status of a job. */
  setJob(id: string, status: string, partial?: Partial<StoredJob>, missed?: Missed): StoredJob;
  /** Steps or priority of a job. */
  tickJob(id: string, partial: Partial<StoredJob>): void;
  deleteJob(id: string, missed?: Missed): void;
  /** A new task, or another status of one. */
  setTask(task: Partial<StoredTask> & Pick<StoredTask, 'job_id'>, missed?: Missed): StoredTask;
  /** A new worker, `awake` unless given. */
  addWorker(partial?: Partial<StoredWorker>, missed?: Missed): StoredWorker;
  setWorker(id: string, status: string, missed?: Missed): void;
  setStatus(status: string, missed?: Missed): void;
  lastRendered(job: string): void;
  /** Says that it shuts down, and drops every socket. */
  shutDown(): void;
  /** Writes one raw frame to every WebSocket, or to those that are meant. */
  raw(frame: string | Buffer, to?: (socket: Listening) => boolean): void;
  /** Drops every socket without a word, and goes on listening. */
  drop(): void;
  /** Drops every connection and stops listening. */
  kill(): Promise<void>;
  /** Listens again on the same port after `kill`; subscriptions are gone, the farm stays. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Epoch ms of the last change that was made up. */
let lastMoment = 0;

/** Starts a Flamenco Manager on 127.0.0.1. */
export async function startFlamenco(options: FlamencoOptions = {}): Promise<Flamenco> {
  const farm: Farm = {
    jobs: new Map(),
    tasks: new Map(),
    workers: new Map(),
    version: options.version ?? '3.8',
    status: 'idle',
    requests: [],
    rest: 'answering',
    silence: 'no',
    answers: new Map(),
    attempts: 0,
  };
  const path = options.path ?? '/socket.io/';
  const port = new Port(options);
  let door: Door | null = null;

  function emit(room: string, topic: string, message: unknown): void {
    if (farm.silence === 'no') door?.emit(room, topic, message);
  }

  function tellJob(job: StoredJob, more: object, missed: Missed): void {
    const { activity: _, created: __, ...told } = job;
    if (missed === undefined) emit('/jobs', '/jobs', { ...told, refresh_tasks: false, ...more });
  }

  async function start(): Promise<void> {
    const server = port.server();
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/api/v3/') === true) answerRest(farm, request, response);
      else if (request.url?.startsWith('/job-files/') === true) {
        farm.requests.push(`GET ${request.url}`);
        response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
      } else if (request.url?.startsWith(path) !== true) response.writeHead(404).end();
    });
    const open = options.manners === 'socket.io' ? openIoDoor : openGoDoor;
    door = open(server, farm, {
      heartbeat: options.heartbeat ?? { intervalMs: 30_000, timeoutMs: 60_000 },
      path,
      shuffle: options.shuffle ?? null,
    });
    await port.listen(server);
  }

  async function kill(): Promise<void> {
    await port.kill(() => door?.close());
    door = null;
  }

  await start();
  return Object.assign(farm, {
    url: port.url(),
    port: port.number,
    sockets: () => door?.sockets() ?? [],
    emit,
    addJob(partial: Partial<StoredJob> = {}, missed?: Missed) {
      const at = moment();
      const job: StoredJob = {
        id: randomUUID(),
        name: 'shot_010',
        type: 'simple-blender-render',
        priority: 50,
        status: 'queued',
        created: at,
        updated: at,
        steps_completed: 0,
        steps_total: 250,
        activity: '',
        ...partial,
      };
      farm.jobs.set(job.id, job);
      tellJob(job, {}, missed);
      return job;
    },
    setJob(id: string, status: string, partial: Partial<StoredJob> = {}, missed?: Missed) {
      const before = found(farm.jobs, id);
      const job = { ...before, status, updated: moment(), ...partial };
      farm.jobs.set(id, job);
      const updated = options.staleTimes === true ? before.updated : job.updated;
      tellJob({ ...job, updated }, { previous_status: before.status }, missed);
      return job;
    },
    tickJob(id: string, partial: Partial<StoredJob>) {
      const job = { ...found(farm.jobs, id), ...partial };
      farm.jobs.set(id, job);
      tellJob(job, {}, undefined);
    },
    deleteJob(id: string, missed?: Missed) {
      farm.jobs.delete(id);
      const zero = { updated: '0001-01-01T00:00:00Z', status: '', type: '', priority: 0, refresh_tasks: false };
      const gone = { id, ...zero, steps_completed: 0, steps_total: 0, was_deleted: true };
      if (missed === undefined) emit('/jobs', '/jobs', gone);
    },
    setTask(partial: Partial<StoredTask> & Pick<StoredTask, 'job_id'>, missed?: Missed) {
      const before = farm.tasks.get(partial.id ?? '');
      const fresh = { id: randomUUID(), name: 'render-1-10', status: 'queued', activity: '' };
      const task: StoredTask = { ...fresh, ...before, updated: moment(), ...partial };
      farm.tasks.set(task.id, task);
      const previous = before === undefined ? {} : { previous_status: before.status };
      if (missed === undefined) emit(`/jobs/${task.job_id}`, '/task', { ...task, ...previous });
      return task;
    },
    addWorker(partial: Partial<StoredWorker> = {}, missed?: Missed) {
      const at = moment();
      const fresh = { id: randomUUID(), name: 'node-3', status: 'awake', version: '3.8.5', can_restart: false };
      const worker: StoredWorker = { ...fresh, updated: at, last_seen: at, ...partial };
      farm.workers.set(worker.id, worker);
      if (missed === undefined) emit('/workers', '/workers', worker);
      return worker;
    },
    setWorker(id: string, status: string, missed?: Missed) {
      const before = found(farm.workers, id);
      const worker = { ...before, status, updated: moment() };
      farm.workers.set(id, worker);
      const { last_seen: _, ...told } = worker;
      const updated = options.staleTimes === true ? before.updated : worker.updated;
      if (missed === undefined) emit('/workers', '/workers', { ...told, updated, previous_status: before.status });
    },
    setStatus(status: string, missed?: Missed) {
      farm.status = status;
      if (missed === undefined) emit('/status', '/status', { status });
    },
    lastRendered(job: string) {
      const suffixes = ['last-rendered.jpg', 'last-rendered-small.jpg', 'last-rendered-tiny.jpg'];
      const update = { job_id: job, thumbnail: { base: `/job-files/job-${job.slice(0, 4)}/${job}`, suffixes } };
      emit('/last-rendered', '/last-rendered', update);
      emit(`/jobs/${job}/last-rendered`, '/last-rendered', update);
    },
    shutDown() {
      emit('/lifecycle', '/lifecycle', { type: 'manager-shutdown' });
      setImmediate(() => setImmediate(() => door?.drop()));
    },
    raw: (frame: string | Buffer, to: (socket: Listening) => boolean = () => true) => door?.raw(frame, to),
    drop: () => door?.drop(),
    kill,
    start,
    close: kill,
  });
}

/** Now as Go writes it, later than the one before it. */
function moment(): string {
  lastMoment = Math.max(Date.now(), lastMoment + 1);
  return new Date(lastMoment).toISOString().replace('Z', '123456Z');
}

function found<T>(map: ReadonlyMap<string, T>, id: string): T {
  const value = map.get(id);
  if (value === undefined) throw new Error(`There is no ${id} on this farm`);
  return value;
}
