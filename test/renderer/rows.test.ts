import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../preload/contract/api.ts';
import { arrived, changed, older, type Rows, started } from '../../renderer/rows.ts';
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
    expect(next?.waiting).toBe(2);
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
    expect(back.waiting).toBe(2);
  });

  it('takes what changed', () => {
    const next = changed(begin, [row({ id: 2, title: 'changed' }), row({ id: 99 })]);
    expect(next.rows[1]?.title).toBe('changed');
    expect(changed(begin, rows(99))).toBe(begin);
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
