import { expect, it } from 'vitest';
import { noticeOf } from '../main/secret-keeping.ts';

it.each([
  ['auto', { held: 0, sealed: 0, hindered: null }, null],
  ['auto', { held: 0, sealed: 3, hindered: null }, null],
  ['auto', { held: 0, sealed: 0, hindered: 'absent' }, null],
  ['auto', { held: 2, sealed: 0, hindered: 'absent' }, { code: 'secrets-held', params: { count: 2 } }],
  ['auto', { held: 1, sealed: 0, hindered: 'locked' }, { code: 'keyring-shut', params: { state: 'locked' } }],
  ['auto', { held: 0, sealed: 1, hindered: 'silent' }, { code: 'keyring-shut', params: { state: 'silent' } }],
  ['auto', { held: 0, sealed: 1, hindered: 'absent' }, { code: 'keyring-shut', params: { state: 'absent' } }],
  ['auto', { held: 0, sealed: 0, hindered: 'locked' }, null],
  ['memory', { held: 2, sealed: 0, hindered: 'absent' }, null],
  ['memory', { held: 2, sealed: 1, hindered: 'locked' }, { code: 'keyring-shut', params: { state: 'locked' } }],
  ['file', { held: 0, sealed: 0, hindered: 'absent' }, null],
  ['file', { held: 0, sealed: 1, hindered: 'locked' }, { code: 'keyring-shut', params: { state: 'locked' } }],
] as const)('with %s, %j: %j', (wanted, found, notice) => {
  expect(noticeOf(wanted, found)).toEqual(notice);
});
