import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../preload/contract/api.ts';
import { arrived, changed, older, type Rows, resumed, started } from '../../renderer/rows.ts';
import { lockOf, newDraft, sent, valueAt, withValue } from '../../renderer/servers/draft.ts';
import { row } from '../texts/rows.ts';

const rows = (...ids: number[]): EventRow[] => ids.map((id) => row({ id }));
const ids = (held: Rows | null) => held?.rows.map(({ id }) => id);
const begin = started({ rows: rows(3, 2, 1), next: 1 }, { count: 3, more: false });

describe('the rows of the history screen', () => {
  it('takes new ones at the top', () => {
    const next = arrived(begin, { rows: rows(5, 4), total: 2 }, false);
    expect(ids(next)).toEqual([5, 4, 3, 2, 1]);
    expect(next?.count).toEqual({ count: 5, more: false });
  });

  it('takes a row once that was told while the page was read', () => {
    const next = arrived(begin, { rows: rows(4, 3), total: 2 }, false);
    expect(ids(next)).toEqual([4, 3, 2, 1]);
    expect(next?.count).toEqual({ count: 4, more: false });
    expect(arrived(begin, { rows: rows(3, 2), total: 2 }, true)).toBe(begin);
  });

  it('lets them wait while somebody reads', () => {
    const next = arrived(begin, { rows: rows(5, 4), total: 2 }, true);
    expect(ids(next)).toEqual([3, 2, 1]);
    expect(next?.waiting).toEqual({ count: 2, more: false });
    expect(arrived(next ?? begin, { rows: rows(6), total: 1 }, false)).toBeNull();
  });

  it('reads anew when more came than it was told', () => {
    expect(arrived(begin, { rows: rows(5, 4), total: 60 }, false)).toBeNull();
  });

  it('holds 2,000 at most, whichever way they come', () => {
    const many = Array.from({ length: 2_000 }, (_, n) => 3_000 - n);
    const full = started({ rows: rows(...many), next: 1_001 }, { count: 1_000, more: true });
    const next = arrived(full, { rows: rows(3_001), total: 1 }, false);
    expect(next?.rows).toHaveLength(2_000);
    expect(next?.next).toBe(1_002);
    const back = older(full, { rows: rows(1_000, 999), next: 999 });
    expect(back.rows).toHaveLength(2_000);
    expect(back.rows.at(-1)?.id).toBe(999);
    expect(back.waiting).toEqual({ count: 2, more: false });
  });

  it('takes what changed', () => {
    const next = changed(begin, [row({ id: 2, title: 'changed' }), row({ id: 99 })]);
    expect(next.rows[1]?.title).toBe('changed');
    expect(changed(begin, rows(99))).toBe(begin);
  });

  it('stay where they are when it begins anew while they are read, as what is newer waits', () => {
    const read = older(begin, { rows: rows(0), next: null });
    const page = { rows: [...rows(5, 4), row({ id: 3, title: 'changed' }), ...rows(2)], next: 2 };
    const next = resumed(read, page, { count: 6, more: false }, true);
    expect(ids(next)).toEqual([3, 2, 1, 0]);
    expect(next.rows[0]?.title).toBe('changed');
    expect(next.next).toBeNull();
    expect(next.count).toEqual({ count: 6, more: false });
    expect(next.waiting).toEqual({ count: 2, more: false });
    // What waited before is in the page too.
    expect(resumed(next, page, next.count, true).waiting.count).toBe(2);
    expect(arrived(next, { rows: rows(6), total: 1 }, true)?.waiting.count).toBe(3);
  });

  it('say that at least a page waits where it does not reach down to them', () => {
    const count = { count: 1_000, more: true };
    const next = resumed(begin, { rows: rows(9, 8), next: 8 }, count, true);
    expect(ids(next)).toEqual([3, 2, 1]);
    expect(next.waiting).toEqual({ count: 2, more: true });
    const later = arrived(next, { rows: rows(10), total: 1 }, true) ?? begin;
    expect(later.waiting).toEqual({ count: 3, more: true });
    // No fewer than were known to wait.
    expect(resumed(later, { rows: rows(10, 9), next: 9 }, count, true).waiting).toEqual({ count: 3, more: true });
    expect(resumed(begin, { rows: rows(9, 8), next: null }, count, true).waiting.more).toBe(false);
  });

  it('are the first page when it begins anew while nobody reads, or nothing is held', () => {
    const page = { rows: rows(5, 4), next: 4 };
    const count = { count: 5, more: false };
    expect(resumed(begin, page, count, false)).toEqual(started(page, count));
    const none = started({ rows: [], next: null }, { count: 0, more: false });
    expect(resumed(none, page, count, true)).toEqual(started(page, count));
  });
});

describe('the draft of a server', () => {
  it('sets and clears a value at a path', () => {
    const set = withValue({ id: 'noc' }, 'auth.type', 'token');
    expect(set).toEqual({ id: 'noc', auth: { type: 'token' } });
    expect(valueAt(set, 'auth.type')).toBe('token');
    expect(withValue(set, 'auth.type', undefined)).toEqual({ id: 'noc' });
  });

  it('begins with what the fields begin with, under an id of its own', () => {
    const field = { label: '', help: '', type: 'text', group: 'connection' } as const;
    const protocol = {
      name: 'saymon',
      label: 'SAYMON',
      summary: '',
      blind: null,
      topics: [],
      fields: [
        { ...field, path: 'auth.type', initial: 'password' },
        { ...field, path: 'auth.token', when: { path: 'auth.type', is: ['token'] } },
      ],
    };
    const draft = newDraft(protocol, new Uint32Array([46_655]));
    expect(draft).toMatchObject({ id: 'saymon-0000zzz', protocol: 'saymon', auth: { type: 'password' } });
    expect(sent(withValue(draft, 'auth.token', 'x'), protocol.fields)).toEqual(draft);
    const ids = new Set(Array.from({ length: 100 }, () => newDraft(protocol)['id']));
    expect(ids.size).toBe(100);
  });

  it.each([
    ['servers.noc.url', 'url', '/etc/tocsin/policy.json'],
    ['servers.noc', 'url', '/etc/tocsin/policy.json'],
    ['servers.noc.auth.type', 'auth', '/etc/tocsin/policy.json'],
    ['servers.noc.urls', 'url', null],
    ['servers.nocturnal.url', 'url', null],
    ['servers.no', 'url', null],
  ])('is locked by %s at %s: %s', (path, field, file) => {
    expect(lockOf({ paths: [path], file: '/etc/tocsin/policy.json' }, 'noc', field)).toBe(file);
  });
});
