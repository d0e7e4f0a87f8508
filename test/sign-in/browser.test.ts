import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { Person } from '../servers/oidc-person.ts';
import { until } from '../until.ts';
import { House, oidcServer, provider } from './house.ts';

/** Where the provider is to lead the browser back, and with which state. */
function wayBack(url: string): { readonly uri: string; readonly state: string } {
  const { searchParams } = new URL(url);
  return { uri: searchParams.get('redirect_uri') ?? '', state: searchParams.get('state') ?? '' };
}

function closed(uri: string): Promise<true> {
  return until('the door to be closed', () =>
    fetch(uri).then(
      () => false,
      (error: Error) => (error.cause as NodeJS.ErrnoException).code === 'ECONNREFUSED',
    ),
  );
}

/** A request whose Host the test gives; its status. */
function asHost(uri: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(uri, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

describe('signing in with the browser', () => {
  it('gives a token that the provider knows, and closes the door', async () => {
    const oidc = await provider();
    const house = new House();
    const server = oidcServer(oidc);
    expect(await house.denied(server)).toMatchObject({ cause: { code: 'sign-in-needed' }, fatal: true });
    const begun = await house.signIns.begin(server, 'browser');
    expect(begun).toMatchObject({ how: 'browser', opened: true });
    expect(house.signIns.state('noc')).toEqual(begun);
    expect(house.opened).toEqual([begun.url]);
    expect(new URL(begun.url).searchParams.get('code_challenge_method')).toBe('S256');
    const page = await new Person().signIn(begun.url);
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Signed in') });
    expect(await house.signIns.over('noc')).toEqual({ name: 'done' });
    expect(house.signedIn).toEqual(['noc']);
    expect(house.signIns.state('noc')).toEqual({ name: 'done' });
    expect(await oidc.knows((await house.token(server)).token)).toBe(true);
    await closed(wayBack(begun.url).uri);
  });

  it('holds after a restart', async () => {
    const oidc = await provider();
    const house = new House();
    const server = oidcServer(oidc);
    await new Person().signIn((await house.signIns.begin(server, 'browser')).url);
    await house.signIns.over('noc');
    await house.restart();
    expect(await oidc.knows((await house.token(server)).token)).toBe(true);
  });

  it('says where to sign in when no browser can be started', async () => {
    const house = new House({ browser: false });
    const begun = await house.signIns.begin(oidcServer(await provider()), 'browser');
    expect(begun).toMatchObject({ opened: false, url: expect.stringContaining('/auth?') });
  });

  it('does nothing for whoever does not know its state', async () => {
    const oidc = await provider();
    const house = new House();
    const begun = await house.signIns.begin(oidcServer(oidc), 'browser');
    const { uri, state } = wayBack(begun.url);
    const wrong = [
      await fetch(`${uri}?code=x&state=wrong`),
      await fetch(`${uri}?code=x`),
      await fetch(`${uri}?error=access_denied`),
      await fetch(`${uri}other?code=x&state=${state}`),
      await fetch(`${uri}?code=x&state=${state}`, { method: 'POST' }),
    ];
    expect(wrong.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    expect(await asHost(`${uri}?code=x&state=${state}`, 'evil.example')).toBe(400);
    expect(oidc.requests).not.toContain('POST /token');
    expect(house.signIns.state('noc')).toEqual(begun);
    expect((await new Person().signIn(begun.url)).status).toBe(200);
    expect(await house.signIns.over('noc')).toEqual({ name: 'done' });
  });

  it('fails when the person says no, and repeats nothing of the request on its page', async () => {
    const house = new House();
    const server = oidcServer(await provider());
    const page = await new Person().refuse((await house.signIns.begin(server, 'browser')).url);
    expect(page).toMatchObject({ status: 400, text: expect.stringContaining('did not succeed') });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).not.toMatch(/script|aborted/i);
    expect(await house.signIns.over('noc')).toMatchObject({
      name: 'failed',
      why: { code: 'sign-in', params: { text: 'End-User aborted interaction' } },
    });
    expect(house.signedIn).toEqual([]);
    expect(house.stored()).toBe('');
  });

  it('fails with a code that the provider did not give, of which nothing is told', async () => {
    const house = new House();
    const begun = await house.signIns.begin(oidcServer(await provider()), 'browser');
    const { uri, state } = wayBack(begun.url);
    const query = new URLSearchParams({ code: '<script>alert(1)</script>', state, iss: new URL(begun.url).origin });
    const page = await fetch(`${uri}?${query}`);
    expect(page.status).toBe(400);
    expect(await page.text()).not.toContain('<script');
    const ended = await house.signIns.over('noc');
    expect(ended).toMatchObject({ name: 'failed', why: { code: 'sign-in' } });
    expect(JSON.stringify(ended)).not.toContain('script');
  });

  it('ends after 10 minutes', async () => {
    const clock = new FakeClock(1_800_000_000_000);
    const house = new House({ clock });
    const begun = await house.signIns.begin(oidcServer(await provider()), 'browser');
    expect(begun.endsAt).toBe(clock.now() + 600_000);
    await clock.tick(599_000);
    expect(house.signIns.state('noc')).toEqual(begun);
    await clock.tick(1_000);
    expect(await house.signIns.over('noc')).toMatchObject({
      name: 'failed',
      why: { code: 'sign-in', params: { text: 'nobody signed in within 10 min' } },
    });
    await closed(wayBack(begun.url).uri);
  });

  it('ends when it is cancelled, when another begins, when its server goes, and with the host', async () => {
    const house = new House();
    const server = oidcServer(await provider());
    const uris: string[] = [];
    const begin = async () => {
      const { url } = await house.signIns.begin(server, 'browser');
      uris.push(wayBack(url).uri);
      return house.signIns.over('noc');
    };
    const begins = async (end: () => unknown) => {
      const { url } = await house.signIns.begin(server, 'browser');
      uris.push(wayBack(url).uri);
      const over = house.signIns.over('noc');
      await end();
      expect(await over).toBeNull();
    };
    await begins(() => house.signIns.cancel('noc'));
    expect(house.signIns.state('noc')).toBeNull();
    await begins(() => house.signIns.begin(server, 'browser'));
    await begins(() => house.signIns.keep([]));
    await begins(() => house.signIns.keep([oidcServer({ issuer: 'https://other.example' })]));
    const last = begin();
    await until('it to have begun', () => house.signIns.state('noc') !== null);
    await house.signIns.close();
    expect(await last).toBeNull();
    for (const uri of uris) await closed(uri);
  });

  it('comes to nothing when it is cancelled, or begun again, while the provider is still being asked', async () => {
    const house = new House();
    const server = oidcServer(await provider());
    const cancelled = { why: { code: 'sign-in', params: { text: 'it was cancelled' } } };
    for (const end of [() => house.signIns.cancel('noc'), () => house.signIns.keep([]), () => house.signIns.close()]) {
      const begun = house.signIns.begin(server, 'browser');
      await end();
      await expect(begun).rejects.toMatchObject(cancelled);
      expect(house.signIns.state('noc')).toBeNull();
    }
    const first = house.signIns.begin(server, 'browser');
    const second = house.signIns.begin(server, 'browser');
    await expect(first).rejects.toMatchObject(cancelled);
    const begun = await second;
    expect(house.signIns.state('noc')).toEqual(begun);
    expect(house.opened).toEqual([begun.url]);
  });

  it('is each server its own, also with the same provider', async () => {
    const oidc = await provider();
    const house = new House();
    const [noc, iot] = [oidcServer(oidc), oidcServer(oidc, { id: 'iot' })];
    await new Person('alice').signIn((await house.signIns.begin(noc, 'browser')).url);
    await house.signIns.over('noc');
    expect(await house.denied(iot)).toMatchObject({ cause: { code: 'sign-in-needed' } });
    await new Person('bob').signIn((await house.signIns.begin(iot, 'browser')).url);
    await house.signIns.over('iot');
    expect((await house.token(noc)).token).not.toBe((await house.token(iot)).token);
    expect(Object.keys(JSON.parse(house.stored()))).toEqual(['sign-in/file/noc', 'sign-in/file/iot']);
  });

  it('is refused where the provider cannot be asked', async () => {
    const house = new House();
    const oidc = await provider();
    await oidc.stop();
    await expect(house.signIns.begin(oidcServer(oidc), 'browser')).rejects.toMatchObject({ why: { code: 'refused' } });
    expect(house.signIns.state('noc')).toMatchObject({ name: 'failed', why: { code: 'refused' } });
  });

  it.each([
    ['a script', { authorization_endpoint: 'javascript:alert(1)' }],
    ['plain http elsewhere', { authorization_endpoint: 'http://login.example/auth' }],
    ['another provider', { issuer: 'http://127.0.0.1:1' }],
  ])('is refused where the provider names %s', async (_, change) => {
    const oidc = await provider();
    const { issuer } = oidc;
    const named = { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, ...change };
    oidc.before = (__, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(named));
      return true;
    };
    const house = new House();
    await expect(house.signIns.begin(oidcServer(oidc), 'browser')).rejects.toMatchObject({ why: { code: 'settings' } });
    expect(house.opened).toEqual([]);
  });

  it('leaves no token, code or verifier in what it tells', async () => {
    const oidc = await provider();
    const house = new House();
    const server = oidcServer(oidc);
    const person = new Person();
    await person.signIn((await house.signIns.begin(server, 'browser')).url);
    await house.signIns.over('noc');
    const { token } = await house.token(server);
    const told = JSON.stringify([house.signIns.state('noc'), house.warned, house.opened]);
    for (const secret of [token, ...oidc.refreshTokens]) expect(told).not.toContain(secret);
    expect(house.stored()).toContain(oidc.refreshTokens.at(-1));
    expect(house.stored()).not.toContain(token);
  });
});
