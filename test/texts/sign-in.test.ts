import { expect, it } from 'vitest';
import type { SignIn } from '../../preload/contract/api.ts';
import { signInText } from '../../preload/contract/texts/index.ts';
import { at, now } from './rows.ts';

const url = 'https://login.example/device';
const endsAt = at(14, 2);
const why = { code: 'sign-in', params: { host: 'login.example', text: 'access denied' } } as const;

it.each<[SignIn, string]>([
  [
    { name: 'waiting', how: 'browser', url, endsAt, opened: true },
    'Waiting for the browser: sign in on the page that opened, until 14:02.',
  ],
  [
    { name: 'waiting', how: 'browser', url, endsAt, opened: false },
    'Waiting for the browser: open the page in a browser on this machine, until 14:02.',
  ],
  [
    { name: 'waiting', how: 'device', code: 'ABCD\u202e-EFGH\n', url, endsAt },
    'Waiting for the code: open the page on any device and enter ABCD -EFGH, until 14:02.',
  ],
  [{ name: 'done' }, 'Signed in.'],
  [{ name: 'failed', why }, 'The sign-in is refused or has ended: access denied. Sign in again.'],
])('says how a sign-in stands: %#', (signIn, text) => {
  expect(signInText(signIn, now)).toBe(text);
});
