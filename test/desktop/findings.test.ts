import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Answer, answers, type Finding, unanswered } from './findings.ts';

const open: Finding = { id: 'OPEN', file: 'a.js', sample: '  open("x").then(y)' };
const answer: Answer = { id: 'OPEN', file: 'a.js', sample: "open('x')", why: 'because' };

test.for<[findings: readonly Finding[], given: readonly Answer[], news: number, stale: number]>([
  [[open], [answer], 0, 0],
  [[open, open], [answer], 1, 0],
  [[open], [answer, answer], 0, 1],
  [[], [answer], 0, 1],
  [[{ ...open, file: 'b.js' }], [answer], 1, 1],
  [[{ ...open, id: 'SHUT' }], [answer], 1, 1],
  [[{ ...open, sample: 'if (may) open("x")' }], [answer], 1, 1],
  [[{ id: 'POLICY', file: 'N/A' }], [{ id: 'POLICY', file: 'N/A', why: 'a header' }], 0, 0],
])('findings %j with answers %j', ([findings, given, news, stale]) => {
  const left = unanswered(findings, given);
  expect(left.findings).toHaveLength(news);
  expect(left.answers).toHaveLength(stale);
});

test('the documentation has each finding and its answer', () => {
  const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8').replace(/ +/g, ' ');
  for (const { id, why } of answers) expect(page).toMatch(new RegExp(`\\| \`${id}\`[^|]*\\| ${escaped(why)} \\|`));
});

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
