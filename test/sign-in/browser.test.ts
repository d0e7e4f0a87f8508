import { describe, expect, it } from 'vitest';
import { Person } from '../servers/oidc-person.ts';
import { until } from '../until.ts';
import { House, oidcServer, provider } from './house.ts';

describe('signing in with the browser', () => {
  it('gives a token that the provider knows', async () => {
    const oidc = await provider();
    const house = new House();
    const server = oidcServer(oidc);
    expect(await house.denied(server)).toMatchObject({ cause: { code: 'sign-in-needed' }, fatal: true });
    const begun = await house.signIns.begin(server, 'browser');
    expect(house.opened).toEqual([begun.url]);
    const page = await new Person().signIn(begun.url);
    expect(page.text).toContain('Signed in');
    await until('it to be told', () => house.signedIn.length === 1);
    expect(await oidc.knows((await house.token(server)).token)).toBe(true);
  });
});
