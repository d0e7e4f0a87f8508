import { type Flamenco, startFlamenco } from './flamenco.ts';
import type { StoredJob, StoredWorker } from './flamenco-farm.ts';
import { type DemoOptions, Life } from './life.ts';

/** A render farm that lives by itself. */
export interface FlamencoDemo {
  readonly url: string;
  readonly flamenco: Flamenco;
  close(): Promise<void>;
}

const firstMs = 2_000;
const paceMs = 20_000;
const frameMs = 3_000;
const mostRunning = 2;
const framesOfJob = 8;

const shots = ['shot_010', 'shot_020', 'shot_025', 'titles', 'forest_wide', 'crowd_sim'];
const nodes = ['node-1', 'node-2', 'node-3', 'node-4'];

/** Starts a plausible farm: a job after 2 s, then about one thing worth a toast every 20 s. */
export async function startFlamencoDemo(options: DemoOptions = {}): Promise<FlamencoDemo> {
  const life = new Life(options);
  const flamenco = await startFlamenco({ port: options.port ?? 0, shuffle: life.random });
  for (const name of nodes) flamenco.addWorker({ name });

  const jobs = (status: string) => [...flamenco.jobs.values()].filter((job) => job.status === status);
  const workers = (...statuses: string[]) =>
    [...flamenco.workers.values()].filter(({ status }) => statuses.includes(status));

  function submit(): void {
    const { id } = flamenco.addJob({ name: life.pick(shots), steps_total: framesOfJob });
    judge();
    life.after(frameMs, () => {
      flamenco.setJob(id, 'active');
      judge();
      life.after(frameMs, () => render(id));
    });
  }

  /** One frame: a task, a step, a picture; the last one ends the job. */
  function render(id: string): void {
    const job = flamenco.jobs.get(id);
    if (job === undefined || job.status !== 'active') return;
    const worker = life.pick(workers('awake'));
    const frame = job.steps_completed + 1;
    if (worker === undefined || life.random() < 0.05) {
      fail(job, worker);
      return;
    }
    const assigned = { name: worker.name, uuid: worker.id };
    const task = flamenco.setTask({ job_id: id, name: `render-${frame}`, status: 'active', worker: assigned });
    flamenco.setTask({ ...task, status: 'completed', activity: `Frame ${frame} rendered` });
    flamenco.tickJob(id, { steps_completed: frame });
    flamenco.lastRendered(id);
    if (frame < framesOfJob) life.after(frameMs, () => render(id));
    else {
      flamenco.setJob(id, 'completed');
      judge();
    }
  }

  function fail(job: StoredJob, worker: StoredWorker | undefined): void {
    const task = flamenco.setTask({ job_id: job.id, name: `render-${job.steps_completed + 1}`, status: 'active' });
    flamenco.setTask({ ...task, status: 'failed', activity: `Failed by ${worker?.name ?? 'the whole farm'}` });
    flamenco.setJob(job.id, 'failed');
    judge();
  }

  function cancel(): void {
    const job = life.pick(jobs('active'));
    if (job === undefined) return;
    flamenco.setJob(job.id, 'cancel-requested');
    flamenco.setJob(job.id, 'canceled');
    judge();
  }

  function breakWorker(): void {
    const worker = life.pick(workers('awake', 'asleep'));
    if (worker !== undefined) flamenco.setWorker(worker.id, 'error');
    judge();
  }

  function mendWorker(): void {
    const worker = life.pick(workers('error'));
    if (worker !== undefined) flamenco.setWorker(worker.id, 'awake');
    judge();
  }

  function sleep(): void {
    const worker = life.pick(workers('awake'));
    if (worker !== undefined && workers('awake').length > 1) flamenco.setWorker(worker.id, 'asleep');
    else for (const asleep of workers('asleep')) flamenco.setWorker(asleep.id, 'awake');
    judge();
  }

  /** The Manager's own way to judge its farm. */
  function judge(): void {
    const works = jobs('active').length > 0 || jobs('queued').length > 0;
    const awake = workers('awake').length > 0;
    const able = workers('awake', 'asleep').length > 0;
    const status = !able ? 'inoperative' : works ? (awake ? 'active' : 'waiting') : awake ? 'idle' : 'asleep';
    if (status !== flamenco.status) flamenco.setStatus(status);
  }

  function scene(): void {
    const running = jobs('active').length;
    const broken = workers('error').length;
    const scenes = [
      ...(running + jobs('queued').length < mostRunning ? [submit, submit, submit] : []),
      ...(running > 0 ? [cancel] : []),
      ...(broken > 0 ? [mendWorker, mendWorker] : []),
      sleep,
      breakWorker,
    ];
    life.pick(broken >= 2 ? [mendWorker] : scenes)();
    life.after(life.about(paceMs), scene);
  }

  life.after(firstMs, () => {
    submit();
    life.after(paceMs / 2, scene);
  });
  return {
    url: flamenco.url,
    flamenco,
    async close() {
      life.end();
      await flamenco.close();
    },
  };
}
