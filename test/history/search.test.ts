import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewEvent } from '../../main/history/history.ts';
import { matches } from '../../main/history/query.ts';
import {
  type EventRow,
  type HistoryFilter,
  kinds,
  outcomes,
  phases,
  rankOf,
  severities,
} from '../../preload/contract/api.ts';
import { newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

describe('a search', () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await openFolder();
    const texts = [
      ['battery low', 'UPS on battery since 5 min'],
      ['link down', 'from 10.0.0.9 on web-01'],
      ['trap', '.1.3.6.1.4.1.318.0.5 said überhitzt'],
      ['battery full', 'all is well'],
      ['link down', 'from 10.0.0.90 on web-011'],
      ['ΟΔΟΣ', '5 µs, 中文, naïve\u0301 café'],
    ] as const;
    await folder.add([
      ...texts.map(([title, body]) => newEvent({ title, body, topic: 'incidents' })),
      newEvent({
        title: 'x',
        body: 'y',
        topic: 'snmp-trap',
        subject: { type: 'object', id: '64bb02', name: 'Büro 4' },
      }),
    ]);
  });
  afterAll(() => folder.remove());

  it.each([
    ['one word', 'battery', [4, 1]],
    ['words in any order', 'low battery', [1]],
    ['words of different columns', 'link web-01', [2]],
    ['all words, not any', 'battery zebra', []],
    ['the last word as a prefix', 'bat', [4, 1]],
    ['the last word as a prefix from two letters', 'ba', [4, 1]],
    ['not as a prefix of one letter', 'b', []],
    ['a word of one letter', 'x', [7]],
    ['only the last word as a prefix', 'bat low', []],
    ['what is still typed', 'battery lo', [1]],
    ['a phrase', '"on battery"', [1]],
    ['a phrase in its order', '"battery on"', []],
    ['a phrase without a prefix', '"on batter"', []],
    ['a phrase within one column', '"low ups"', []],
    ['a phrase and a word', '"on battery" low', [1]],
    ['a quote left open', '"on battery', [1]],
    ['an address', '10.0.0.9', [2]],
    ['no address that is not there', '10.0.0.8', []],
    ['a name with a hyphen', 'web-01', [2]],
    ['an OID', '.1.3.6.1.4.1.318.0.5', [3]],
    ['the beginning of an OID', '1.3.6.1.4', [3]],
    ['without case and accents', 'UBERHITZT', [3]],
    ['with accents what has none', 'bättery', [4, 1]],
    ['Greek in lower case', 'οδος', [6]],
    ['a script without spaces', '中文', [6]],
    ['the name of a subject', 'buro 4', [7]],
    ['the id of a subject', '64bb02', [7]],
    ['the topic', 'snmp-trap', [7]],
    ['no facet', '\ue001', []],
    ['operators as words', 'link AND down', []],
    ['a column as words', 'title:link', []],
    ['everything by spaces', '   ', [7, 6, 5, 4, 3, 2, 1]],
    ['nothing by punctuation', '"" -- * ^ ( :', []],
    ['nothing by a symbol', '%', []],
    ['what stands beside a symbol', '% battery', [4, 1]],
  ])('finds %s', async (_, text, found) => {
    expect(await folder.ids({ text })).toEqual(found);
  });

  it('takes whatever is typed', async () => {
    const syntax = fc.constantFrom(
      '"',
      '*',
      '^',
      '(',
      ')',
      ':',
      '-',
      '+',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      '{',
      '}',
      "'",
      '\0',
    );
    const typed = fc.oneof(
      fc.string({ maxLength: 30, unit: 'binary' }),
      fc
        .array(fc.oneof(syntax, fc.constantFrom('battery', 'title', ' ', '10.0.0.9')), { maxLength: 12 })
        .map((all) => all.join('')),
      fc.string({ minLength: 2_000, maxLength: 4_000 }),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const found = await folder.ids({ text });
        expect((await folder.history.search({ text }, 1)).count.count).toBe(found.length);
      }),
      { numRuns: 300 },
    );
  });
});

/** What a row's text holds, cut the obvious way. */
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

interface Term {
  readonly text: string;
  readonly words: readonly string[];
}

/** Whether a row is found, said again without an index. `terms` is what `filter.text` was made of. */
function found(row: EventRow, stream: boolean, filter: HistoryFilter, terms: readonly Term[]): boolean {
  const columns = [row.title, row.body, `${row.subject?.name ?? ''} ${row.subject?.id ?? ''}`, row.topic].map(wordsOf);
  const holds = ({ text, words }: Term, last: boolean) =>
    columns.some((column) =>
      column.some((_, at) =>
        words.every((word, next) => {
          const there = column[at + next];
          return last && text.length >= 2 && /^[a-z0-9]+$/.test(text) ? there?.startsWith(word) : there === word;
        }),
      ),
    );
  return (
    terms.every((term, index) => holds(term, index === terms.length - 1)) &&
    (filter.servers === undefined || filter.servers.length === 0 || filter.servers.includes(row.server)) &&
    (filter.kinds === undefined || filter.kinds.length === 0 || filter.kinds.includes(row.kind)) &&
    (filter.phases === undefined ||
      filter.phases.length === 0 ||
      (row.phase !== null && filter.phases.includes(row.phase))) &&
    (filter.outcomes === undefined || filter.outcomes.length === 0 || filter.outcomes.includes(row.decision.outcome)) &&
    (filter.minSeverity === undefined || rankOf(row.severity) >= rankOf(filter.minSeverity)) &&
    (filter.seen === undefined || filter.seen === (row.seenAt !== null)) &&
    (filter.from === undefined || row.receivedAt >= filter.from) &&
    (filter.to === undefined || row.receivedAt < filter.to) &&
    (filter.streams !== false || !stream)
  );
}

describe('every filter', () => {
  const firstAt = 1_700_000_000_000;
  const count = 400;
  const word = fc.constantFrom('cpu', 'load', 'low', 'battery', 'bat', '10.0.0.9', 'web-01', 'a');
  const event = fc.record({
    server: fc.constantFrom('noc', 'iot'),
    kind: fc.constantFrom(...kinds),
    severity: fc.constantFrom(...severities),
    phase: fc.constantFrom(...phases, null),
    outcome: fc.constantFrom(...outcomes),
    topic: fc.constantFrom('incidents', 'snmp-trap'),
    subject: fc.constantFrom(
      null,
      { type: 'object', id: '64', name: 'bat cave' },
      { type: 'object', id: 'cpu', name: null },
    ),
    title: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
    body: fc.array(word, { maxLength: 2 }).map((words) => words.join(', ')),
    stream: fc.boolean(),
    jitter: fc.integer({ min: -900, max: 900 }),
    seen: fc.boolean(),
  });
  const term = fc.oneof(
    word.map((text) => ({ text, words: wordsOf(text) })),
    fc.tuple(word, word).map((pair) => ({ text: `"${pair.join(' ')}"`, words: pair.flatMap(wordsOf) })),
    fc.constantFrom('ba', 'lo', 'c', 'zebra').map((text) => ({ text, words: [text] })),
  );
  const moment = fc.integer({ min: firstAt - 100_000, max: firstAt + 1_000 * count });
  const narrowed = fc.tuple(
    fc.record(
      {
        servers: fc.subarray(['noc', 'iot', 'gone']),
        kinds: fc.subarray([...kinds]),
        minSeverity: fc.constantFrom(...severities),
        phases: fc.subarray([...phases]),
        outcomes: fc.subarray([...outcomes]),
        seen: fc.boolean(),
        from: moment,
        to: moment,
        streams: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    fc.array(term, { maxLength: 3 }),
    fc.option(fc.integer({ min: 1, max: count + 10 })),
  );

  let folder: Folder;
  let made: readonly NewEvent[];
  let rows: readonly EventRow[];
  beforeAll(async () => {
    folder = await openFolder();
    made = fc.sample(event, { numRuns: count, seed: 7 }).map(({ outcome, jitter, seen, ...rest }, n) =>
      newEvent({
        ...rest,
        seenAt: seen && n % 3 === 0 ? firstAt : null,
        // The clock is set back by a minute, twice.
        receivedAt: firstAt + 1_000 * n + jitter - (n > 150 ? 60_000 : 0) - (n > 170 ? 60_000 : 0),
        decision: { outcome, reason: null, rule: null, driver: null },
      }),
    );
    await folder.add(made.slice(0, 200));
    await folder.history.seen('all', firstAt);
    await folder.add(made.slice(200));
    await folder.history.seen([210, 220, 230, 399], firstAt + 1);
    rows = (await folder.history.page({}, null, 1_000)).rows;
  });
  afterAll(() => folder.remove());

  it('finds what a look at each row finds, in the database and in what comes live', async () => {
    expect(rows).toHaveLength(count);
    await fc.assert(
      fc.asyncProperty(narrowed, async ([rest, terms, before]) => {
        const filter = terms.length === 0 ? rest : { ...rest, text: terms.map(({ text }) => text).join(' ') };
        const streamOf = (row: EventRow) => made[row.id - 1]?.stream ?? false;
        const wanted = rows.filter((row) => found(row, streamOf(row), filter, terms)).map(({ id }) => id);
        const live = rows.filter((row) => matches({ ...row, stream: streamOf(row) }, filter)).map(({ id }) => id);
        expect(live).toEqual(wanted);
        const page = await folder.history.page(filter, before, 1_000);
        expect(page.rows.map(({ id }) => id)).toEqual(wanted.filter((id) => before === null || id < before));
        const first = await folder.history.search(filter, 3);
        expect(first.page).toEqual(await folder.history.page(filter, null, 3));
        expect(first.count).toEqual({ count: wanted.length, more: false });
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);
});

describe('what comes live', () => {
  let folder: Folder;
  beforeEach(async () => {
    folder = await openFolder();
  });
  afterEach(() => folder.remove());

  it('is found by the words by which it is found later', async () => {
    const piece = fc.constantFrom(
      ...[
        'web',
        'WEB',
        'wéb',
        'we\u0301b',
        'ΟΔΟΣ',
        'οδος',
        'µs',
        'straße',
        'İ',
        'ж',
        'Ж',
        '中',
        '文',
        '🔴',
        '٣',
        'ﬁ',
        'Å',
      ],
      ...['1', '.', '-', '_', ' ', ' ', "'", '"', '\n', '\t', '\u00a0', '\u200b', '/', '%', 'a', 'é'],
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    const titles = fc.sample(text, { numRuns: 300, seed: 11 });
    await folder.add(titles.map((title) => newEvent({ title, body: '', subject: null, topic: '' })));
    const { rows } = await folder.history.page({}, null, 1_000);
    const typed = fc.oneof(text, fc.constantFrom(...titles));
    await fc.assert(
      fc.asyncProperty(typed, async (search) => {
        const live = rows.filter((row) => matches({ ...row, stream: false }, { text: search }));
        expect(await folder.ids({ text: search })).toEqual(live.map(({ id }) => id));
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);
});
