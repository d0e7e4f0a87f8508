import { describe, expect, it } from 'vitest';
import { alikeProxies, fieldsOf, proxyOf, toldFields } from '../../../renderer/settings/proxy.ts';

const url = 'http://proxy.example:3128';
const kept = { stored: 'a' };
const fields = { way: 'address', url, login: '', password: '', kept: undefined } as const;

describe('the fields of a proxy', () => {
  it.each(['system', 'none', url, { url, login: 'me', password: kept }, { url, login: 'me' }])(
    'make what they were made of: %j',
    (proxy) => {
      expect(proxyOf(fieldsOf(proxy))).toEqual({ proxy });
    },
  );

  it.each([
    [{ url: ` ${url} ` }, { proxy: url }],
    [{ url: '  ' }, { fault: 'missing' }],
    [{ url: 'proxy.example' }, { fault: 'address' }],
    [{ url: 'socks5://proxy.example' }, { fault: 'address' }],
    [{ url: 'http://me@proxy.example' }, { fault: 'sign-in' }],
    [{ url: 'http://:hunter2@proxy.example' }, { fault: 'sign-in' }],
    [{ password: 'hunter2' }, { fault: 'login' }],
    [{ login: 'me', password: 'hunter2', kept }, { proxy: { url, login: 'me', password: 'hunter2' } }],
    [{ login: 'me', kept }, { proxy: { url, login: 'me', password: kept } }],
    // Without a sign-in there is nothing that the password would go with.
    [{ login: ' ', kept }, { proxy: url }],
    [{ way: 'none', url: 'nonsense', password: 'x' }, { proxy: 'none' }],
  ] as const)('%j make %j', (change, made) => {
    expect(proxyOf({ ...fields, ...change })).toEqual(made);
  });
});

it('keep a password that is typed while its sign-in is told', () => {
  const typed = { ...fields, login: 'me', password: 'hunt' };
  expect(toldFields(typed, { url, login: 'me' })).toEqual(typed);
  expect(toldFields(typed, { url, login: 'me', password: kept })).toEqual({ ...typed, kept });
  // Set elsewhere: what is typed here is for another one.
  expect(toldFields(typed, { url, login: 'you' })).toEqual({ ...fields, login: 'you' });
  expect(toldFields(typed, 'none').way).toBe('none');
});

it('are alike whatever is said of the password', () => {
  const one = { url, login: 'me', password: 'hunter2' };
  expect(alikeProxies(one, { url, login: 'me', password: kept })).toBe(true);
  expect(alikeProxies(one, { url, login: 'you', password: 'hunter2' })).toBe(false);
  expect(alikeProxies(one, url)).toBe(false);
  expect(alikeProxies('none', 'none')).toBe(true);
});
