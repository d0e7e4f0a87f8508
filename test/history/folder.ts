import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { systemClock } from '../../main/clock.ts';
import type { Batch, NewEvent } from '../../main/history/history.ts';
import { openHistory } from '../../main/history/open.ts';
import type { HistoryFilter } from '../../preload/contract/api.ts';

export type Opened = Awaited<ReturnType<typeof openHistory>>;

export const startThread = (workerData: unknown) =>
  new Worker(new URL('../../main/history/worker.ts', import.meta.url), { workerData });

/** Makes a database of the first version of one of the latest. */
export const backToFirst = `
  ALTER TABLE events DROP COLUMN told_with;
  ALTER TABLE events DROP COLUMN ours;
  DROP INDEX alerts_passed; ALTER TABLE alerts DROP COLUMN passed;
  DROP INDEX alerts_unwatched; ALTER TABLE alerts DROP COLUMN unwatched;
  DROP TABLE digest_quarters; DROP TABLE failures; DROP TABLE held_back; DROP TABLE rule_hours;
  PRAGMA user_version = 10`;

/** A history in a folder of its own. */
export class Folder {
  readonly directory: string;
  history: Opened;

  constructor(directory: string, history: Opened) {
    this.directory = directory;
    this.history = history;
  }

  get file(): string {
    return join(this.directory, 'history.db');
  }

  /** Ends the history and opens it again; `meanwhile` has the file for itself. */
  async reopen(meanwhile: () => unknown = () => undefined): Promise<Opened> {
    await this.history.close();
    await meanwhile();
    this.history = await openHistory({ directory: this.directory, start: startThread, clock: systemClock });
    return this.history;
  }

  add(events: readonly NewEvent[], more: Partial<Batch> = {}): Promise<number> {
    return this.history.add({ events, alerts: [], repeats: [], ...more });
  }

  /** All that a filter finds, newest first. */
  async ids(filter: HistoryFilter): Promise<readonly number[]> {
    return (await this.history.page(filter, null, 1_000)).rows.map(({ id }) => id);
  }

  async remove(): Promise<void> {
    await this.history.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

export async function openFolder(): Promise<Folder> {
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-history-'));
  return new Folder(directory, await openHistory({ directory, start: startThread, clock: systemClock }));
}
