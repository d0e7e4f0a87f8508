import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportCommands } from '../../main/commands/export.ts';
import type { Caller } from '../../main/commands/table.ts';
import type { Exported } from '../../main/history/export.ts';
import type { ExportInput, ExportProgress } from '../../preload/contract/api.ts';
import { until } from '../until.ts';

const input: ExportInput = { format: 'csv', filter: {} };

let directory: string;
let told: ExportProgress[];
let caller: Caller;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-export-'));
  told = [];
  caller = {
    start: () => Promise.reject(new Error('No feed is started here.')),
    step: () => undefined,
    page: { give: () => undefined, takeBack: () => undefined, onGone: () => undefined },
    exported: (progress) => told.push(progress),
  };
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function* texts(count: number, read: () => void): Exported['pieces'] {
  for (let n = 0; n < count; n++) {
    read();
    yield { text: `${n}\n`, rows: 1 };
  }
}

function commands(count: number, chosen: string | null, read = () => {}) {
  let asked = '';
  let now = 0;
  const table = exportCommands({
    exported: async () => ({ total: count, pieces: texts(count, read) }),
    chooseFile: async (name) => {
      asked = name;
      return chosen === null ? null : join(directory, chosen);
    },
    now: () => {
      now += 60;
      return now;
    },
  });
  return { table, asked: () => asked };
}

describe('an export into a file', () => {
  it('writes all of it to the file that was chosen, and tells how far it is', async () => {
    const { table, asked } = commands(10, 'events.csv');
    expect(await table['history.export'](input, caller)).toEqual({ file: join(directory, 'events.csv'), rows: 10 });
    expect(asked()).toMatch(/^tocsin-\d{4}-\d\d-\d\d-\d{4}\.csv$/);
    expect(await readFile(join(directory, 'events.csv'), 'utf8')).toBe('0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n');
    expect(told.length).toBeGreaterThan(1);
    expect(told.every(({ rows, total }) => rows <= total && total === 10)).toBe(true);
    expect(await readdir(directory)).toEqual(['events.csv']);
  });

  it('leaves nothing behind when it is cancelled, and reads no more', async () => {
    let reads = 0;
    const { table } = commands(1_000_000, 'events.csv', () => {
      reads += 1;
    });
    const running = table['history.export'](input, caller);
    await until('it to be under way', () => reads > 5);
    await table['history.cancel-export']({}, caller);
    expect(await running).toBeNull();
    const before = reads;
    expect(await readdir(directory)).toEqual([]);
    expect(reads).toBe(before);
    expect(reads).toBeLessThan(1_000_000);
  });

  it('keeps what was there before when the reading fails', async () => {
    const table = exportCommands({
      exported: async () => ({ total: 2, pieces: torn() }),
      chooseFile: async () => join(directory, 'events.csv'),
      now: () => 0,
    });
    const whole = commands(1, 'events.csv');
    await whole.table['history.export'](input, caller);
    await expect(table['history.export'](input, caller)).rejects.toThrow('the disk has gone');
    expect(await readFile(join(directory, 'events.csv'), 'utf8')).toBe('0\n');
    expect(await readdir(directory)).toEqual(['events.csv']);
  });

  it('is none when no file was chosen, and refused in a browser or beside another one', async () => {
    expect(await commands(1, null).table['history.export'](input, caller)).toBeNull();
    const browser = exportCommands({ exported: () => Promise.reject(new Error('asked')), now: () => 0 });
    await expect(browser['history.export'](input, caller)).rejects.toThrow('In a browser the file comes as a download');
    const { table } = commands(1_000_000, 'events.csv');
    const running = table['history.export'](input, caller);
    await expect(table['history.export'](input, caller)).rejects.toThrow('An export is under way');
    await table['history.cancel-export']({}, caller);
    expect(await running).toBeNull();
  });
});

async function* torn(): Exported['pieces'] {
  yield { text: 'half', rows: 1 };
  throw new Error('the disk has gone');
}
