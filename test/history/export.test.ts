import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvHead } from '../../main/history/csv.ts';
import { exported } from '../../main/history/export.ts';
import type { ExportInput } from '../../preload/contract/api.ts';
import { newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

const perBatch = 2_000;

async function read(input: ExportInput) {
  const { total, pieces } = await exported(folder.history, input);
  let text = '';
  let rows = 0;
  for await (const piece of pieces) {
    text += piece.text;
    rows += piece.rows;
  }
  return { total, text, rows };
}

/** The ids in a CSV without line breaks in its cells, in their order. */
const idsOf = (csv: string) =>
  csv
    .split('\r\n')
    .slice(1, -1)
    .map((line) => Number(line.slice(0, line.indexOf(','))));

describe('an export', () => {
  it('has each of 200,000 rows once while others are written', async () => {
    const count = 200_000;
    for (let made = 0; made < count; made += perBatch) {
      await folder.add(Array.from({ length: perBatch }, (_, n) => newEvent({ key: `key-${made + n}` })));
    }
    let writing = true;
    let written = 0;
    const writer = (async () => {
      while (writing) {
        await folder.add(Array.from({ length: 200 }, () => newEvent()));
        written += 200;
      }
    })();
    const { total, text, rows } = await read({ format: 'csv', filter: {} });
    writing = false;
    await writer;
    expect(written).toBeGreaterThan(0);
    // What was written between the first row and the first page of its own is not in it either.
    expect(rows).toBe(total);
    expect(total).toBeGreaterThanOrEqual(count);
    expect(idsOf(text)).toEqual(Array.from({ length: total }, (_, n) => total - n));
    expect(text.startsWith(csvHead)).toBe(true);
  }, 60_000);

  it('reads nothing more once it is cancelled', async () => {
    await folder.add(Array.from({ length: 3_000 }, () => newEvent()));
    const asked: string[] = [];
    const { page, rows, events, tally } = folder.history;
    const watched = {
      page: (...input: Parameters<typeof page>) => {
        asked.push('page');
        return page(...input);
      },
      rows,
      events,
      tally,
    };
    const { pieces } = await exported(watched, { format: 'csv', filter: {} });
    await pieces.next();
    await pieces.next();
    const before = asked.length;
    await pieces.return(undefined);
    expect(await pieces.next()).toEqual({ done: true, value: undefined });
    await folder.history.search({}, 1);
    expect(asked).toHaveLength(before);
    expect(before).toBe(2);
  });

  it('has what a filter finds, and only that', async () => {
    await folder.add(
      Array.from({ length: 900 }, (_, n) =>
        newEvent({ severity: n % 3 === 0 ? 'critical' : 'info', stream: n % 2 === 0 }),
      ),
    );
    const filter = { minSeverity: 'error', streams: false, text: 'cpu' } as const;
    const { total, text } = await read({ format: 'csv', filter });
    expect(idsOf(text)).toEqual(await folder.ids(filter));
    expect(total).toBe(150);
  });

  it('counts over many more ids than it counts at once', async () => {
    for (let made = 0; made < 44_000; made += perBatch) {
      await folder.add(Array.from({ length: perBatch }, (_, n) => newEvent({ kind: n % 2 === 0 ? 'trap' : 'job' })));
    }
    const { total, pieces } = await exported(folder.history, { format: 'json', filter: { kinds: ['trap'] } });
    await pieces.return(undefined);
    expect(total).toBe(22_000);
  });

  it('has the events that were chosen, newest first, each once, without those that are gone', async () => {
    await folder.add(Array.from({ length: 5 }, () => newEvent()));
    const { total, text } = await read({ format: 'csv', ids: [2, 4, 2, 99] });
    expect(idsOf(text)).toEqual([4, 2]);
    expect(total).toBe(2);
  });

  it('is JSON with the payloads, one event a line', async () => {
    const titles = ['<script>alert(1)</script>', 'turned \u202etxt', 'line\nbreak', '=1+1'];
    await folder.add(titles.map((title, n) => newEvent({ title, payload: `{"n":${n},"text":"a\\nb"}` })));
    const { text } = await read({ format: 'json', filter: {} });
    // The same texts, with nothing in the file that would mislead whoever looks at it.
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    const events = JSON.parse(text) as { title: string; payload: unknown }[];
    expect(events.map(({ title }) => title)).toEqual(titles.toReversed());
    expect(events[0]?.payload).toEqual({ n: 3, text: 'a\nb' });
    expect(text.trimEnd().split('\n')).toHaveLength(titles.length + 2);
  });

  it('of nothing is a head, or an empty list', async () => {
    expect(await read({ format: 'csv', filter: {} })).toEqual({ total: 0, text: csvHead, rows: 0 });
    expect(JSON.parse((await read({ format: 'json', filter: {} })).text)).toEqual([]);
    expect(JSON.parse((await read({ format: 'json', ids: [7] })).text)).toEqual([]);
  });

  it('lets searches and writing through while it is read', async () => {
    for (let made = 0; made < 20_000; made += perBatch) {
      await folder.add(Array.from({ length: perBatch }, () => newEvent()));
    }
    const exporting = read({ format: 'json', filter: {} });
    let over = false;
    void exporting.then(() => {
      over = true;
    });
    const waits: number[] = [];
    while (!over) {
      const began = performance.now();
      await Promise.all([folder.history.page({ text: 'cpu' }, null, 100), folder.add([newEvent()])]);
      waits.push(performance.now() - began);
    }
    expect((await exporting).rows).toBeGreaterThanOrEqual(20_000);
    // Each waits for a page of the export at most, not for all of it.
    expect(waits.length).toBeGreaterThan(20);
  }, 60_000);
});
