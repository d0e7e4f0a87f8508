import { describe, expect, it } from 'vitest';
import { sinceOf } from '../../main/cli/since.ts';

describe('since', () => {
  const now = Date.UTC(2026, 10, 21, 3);
  it.each([
    ['2h', now - 7_200_000],
    ['7d', now - 604_800_000],
    ['90s', now - 90_000],
    ['1760000000000', 1_760_000_000_000],
    ['2026-11-20T03:00:00Z', now - 86_400_000],
    ['2026-11-20T04:00:00+01:00', now - 86_400_000],
    ['yesterday', null],
    ['2026-13-40', null],
    ['2026-02-30', null],
    ['2026-02-31T10:00', null],
    ['2024-02-29T00:00Z', Date.UTC(2024, 1, 29)],
    ['1790000000', null],
    ['2h ago', null],
    ['', null],
  ])('reads %j', (text, at) => {
    expect(sinceOf(text, now)).toBe(at);
  });
});
