import { z } from 'zod';
import type { Field } from '../../preload/contract/api.ts';
import { secret } from '../../preload/contract/schemas.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether tokens may go to an address: https, or http on this computer. */
export function isSafeAddress(text: string): boolean {
  const address = URL.parse(text);
  if (address === null) return false;
  return address.protocol === 'https:' || (address.protocol === 'http:' && loopback.has(address.hostname));
}

const provider = z.string().max(2_000).refine(isSafeAddress, 'Give an address that begins with https://');
const word = z.string().min(1).max(500);

/** The sign-in of a person with an OpenID provider: with the browser, or with a code. */
export const oidcAuth = z.strictObject({
  type: z.literal('oidc'),
  issuer: provider,
  clientId: word,
  scope: word.optional(),
});

/** The sign-in of a program by OAuth 2 client credentials, for wall boards. */
export const oauth2Auth = z.strictObject({
  type: z.literal('oauth2'),
  tokenUrl: provider,
  clientId: word,
  clientSecret: secret(),
  scope: word.optional(),
});

export type OidcAuth = z.infer<typeof oidcAuth>;
/** With its secret resolved. */
export type OAuth2Auth = Omit<z.infer<typeof oauth2Auth>, 'clientSecret'> & { readonly clientSecret: string };

const oidc = { path: 'auth.type', is: ['oidc'] };

/** The fields of a form for `oidcAuth`. */
export const oidcFields: readonly Field[] = [
  {
    path: 'auth.issuer',
    label: 'Provider',
    help: 'Its issuer address, such as https://login.example/realms/plant. Sign in after the server is saved.',
    type: 'url',
    group: 'connection',
    required: true,
    when: oidc,
  },
  {
    path: 'auth.clientId',
    label: 'Client id',
    help: 'Under which the provider knows Tocsin: a public client that may be led back to http://127.0.0.1/',
    type: 'text',
    group: 'connection',
    required: true,
    when: oidc,
  },
  {
    path: 'auth.scope',
    label: 'Scope',
    help: 'What to ask for, parted by spaces. Empty: openid, and offline_access where the provider knows it',
    type: 'text',
    group: 'connection',
    when: oidc,
  },
];
