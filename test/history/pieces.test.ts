import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matches } from '../../main/history/query.ts';
import { parseQuery, piecesOf } from '../../preload/contract/search.ts';
import { row } from '../texts/rows.ts';
import { newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

/** A text with what is found in it between brackets. */
function marked(text: string, query: string): string {
  return piecesOf(text, parseQuery(query))
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join('');
}

describe('what was found in a text', () => {
  it.each([
    ['a word, wherever it stands', 'cpu', 'CPU over, CPU under', '[CPU] over, [CPU] under'],
    ['the whole word of its beginning', 'bat', 'on battery', 'on [battery]'],
    ['no beginning of one letter', 'b', 'on battery', 'on battery'],
    ['no middle of a word', 'att', 'on battery', 'on battery'],
    ['a phrase as one', '"over 95"', 'CPU over 95 %, over 96 %', 'CPU [over 95] %, over 96 %'],
    ['an address as one', '10.0.0.9', 'from 10.0.0.9 and 10.0.0.90', 'from [10.0.0.9] and 10.0.0.90'],
    ['without case and accents', 'uber', 'Überhitzt, naïve', '[Überhitzt], naïve'],
    ['with the marks behind its letters', 'naive', 'nai\u0308ve café', '[nai\u0308ve] café'],
    ['phrases that share a word', '"cpu load" "load low"', 'a cpu load low', 'a [cpu load low]'],
    ['words beside each other, each by itself', 'cpu load', 'cpu load', '[cpu] [load]'],
    ['letters beyond 16 bits', '𝐱𝐲', 'a 𝐱𝐲𝐳 🔴 b', 'a [𝐱𝐲𝐳] 🔴 b'],
    ['markup as the text that it is', 'script', '<script>1</script>', '<[script]>1</[script]>'],
    ['nothing where nothing is asked', '', 'CPU', 'CPU'],
    ['nothing in nothing', 'cpu', '', ''],
  ])('%s', (_, query, text, shown) => {
    expect(marked(text, query)).toBe(shown);
  });

  const piece = fc.constantFrom('cpu', 'CPU', 'lo', 'load', '10.0.0.9', 'é', 'e\u0301', '中', '🔴', ' ', ' ', '-', '"');
  const words = fc.array(piece, { maxLength: 10 }).map((all) => all.join(''));

  it('changes nothing of the text', () => {
    fc.assert(
      fc.property(fc.oneof(words, fc.string({ unit: 'binary' })), words, (text, query) => {
        const pieces = piecesOf(text, parseQuery(query));
        expect(pieces.map((each) => each.text).join('')).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is there wherever the same search finds the row', () => {
    fc.assert(
      fc.property(words, words, (title, query) => {
        const terms = parseQuery(query);
        const [term, ...others] = terms;
        fc.pre(term !== undefined && others.length === 0);
        const event = { ...row({ title, body: '', subject: null, topic: '' }), stream: false };
        const isMarked = piecesOf(title, terms).some((each) => each.found);
        expect(isMarked).toBe(matches(event, { text: query }));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('in the database', () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await openFolder();
  });
  afterAll(() => folder.remove());

  it('each row that is found has something marked in it, and each other one has not', async () => {
    const titles = [
      'CPU over 95 %',
      'over 95 CPUs',
      'from 10.0.0.9',
      'Überhitzt',
      'battery',
      'cpu-load',
      'on <battery>',
    ];
    await folder.add(titles.map((title) => newEvent({ title, body: '', subject: null, topic: '' })));
    for (const query of ['cpu', '"cpu over"', '10.0.0.9', 'uberhitzt', 'bat', '95', 'zebra']) {
      const found = new Set(await folder.ids({ text: query }));
      const shown = titles.flatMap((title, n) => (marked(title, query).includes('[') ? [n + 1] : []));
      expect([...found].sort()).toEqual(shown);
    }
  });
});
