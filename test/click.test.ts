import { expect, it } from 'vitest';
import { serverPage } from '../main/click.ts';

it.each([
  ['https://saymon.example/#/1', 'https://saymon.example/#/1'],
  ['http://saymon.example/', null],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['no address', null],
  [null, null],
])('of %s %s is opened', (url, page) => {
  expect(serverPage({ url })).toBe(page);
});
