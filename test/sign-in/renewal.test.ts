import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import type { SecretStore } from '../../main/settings/store.ts';
import { FakeClock } from '../fake-clock.ts';
import { clientId, type Oidc, type OidcOptions } from '../servers/oidc.ts';
import { Person } from '../servers/oidc-person.ts';
import { until } from '../until.ts';
import { House, type HouseOptions, oidcServer, provider } from './house.ts';

const hour = 3_600_000;
const minute = 60_000;

/** A person who has signed in, on a clock of the test's own. */
async function signedIn(options: OidcOptions & HouseOptions = {}) {
  const clock = new FakeClock(1_800_000_000_000);
  const oidc = await provider(options);
  const house = new House({ ...options, clock });
  const server = oidcServer(oidc);
  await new Person().signIn((await house.signIns.begin(server, 'browser')).url);
  await house.signIns.over('noc');
  return { clock, oidc, house, server, first: (await house.token(server)).token };
}

const questions = ({ requests }: Oidc) => requests.filter((each) => each === 'POST /token').length;

function says(response: ServerResponse, status: number, body: string, type = 'application/json'): true {
  response.writeHead(status, { 'content-type': type }).end(body);
  return true;
}

/** The provider answers each question for a token with this. */
function answerWith(oidc: Oidc, status: number, body: string, type?: string): void {
  oidc.before = (request, response) => request.url === '/token' && says(response, status, body, type);
}

/** The refresh token that is stored. */
function kept(house: House): string {
  const { value } = JSON.parse(house.stored())['sign-in/file/noc'] as { value: string };
  return (JSON.parse(value) as { refreshToken: string }).refreshToken;
}

describe('a token', () => {
  it('is the same until a minute before its end, then another', async () => {
    const { clock, oidc, house, server, first } = await signedIn();
    const before = questions(oidc);
    clock.jump(hour - minute - 1);
    expect((await house.token(server)).token).toBe(first);
    expect(questions(oidc)).toBe(before);
    clock.jump(1);
    const second = (await house.token(server)).token;
    expect(second).not.toBe(first);
    expect(await oidc.knows(second)).toBe(true);
  });

  it('is renewed once for all that ask', async () => {
    const { clock, oidc, house, server } = await signedIn();
    const before = questions(oidc);
    clock.jump(hour);
    const tokens = await Promise.all([1, 2, 3].map(() => house.token(server)));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    expect(questions(oidc)).toBe(before + 1);
  });

  it('is renewed by itself while nobody asks, so that the sign-in does not rest too long', async () => {
    const { clock, oidc, house } = await signedIn();
    const [first] = oidc.refreshTokens;
    expect(kept(house)).toBe(first);
    await clock.tick(hour - minute);
    await until('a new refresh token to be stored', () => kept(house) !== first);
    await clock.tick(hour - minute);
    await until('the next one', () => kept(house) === oidc.refreshTokens[2]);
  });

  it('is renewed one after the other by a server that is switched off and on meanwhile', async () => {
    const { clock, oidc, house, server } = await signedIn();
    const before = questions(oidc);
    clock.jump(hour);
    const first = house.token(server);
    house.signIns.keep([{ ...server, enabled: false }]);
    const second = house.token(server);
    expect((await first).token).not.toBe((await second).token);
    expect(questions(oidc)).toBe(before + 2);
    expect(kept(house)).toBe(oidc.refreshTokens.at(-1));
    expect(house.warned).toEqual([]);
  });

  it('of a short life is renewed at its half', async () => {
    const { clock, oidc, house, server, first } = await signedIn({ tokenSeconds: 20 });
    const before = questions(oidc);
    clock.jump(9_999);
    expect((await house.token(server)).token).toBe(first);
    clock.jump(1);
    expect((await house.token(server)).token).not.toBe(first);
    expect(questions(oidc)).toBe(before + 1);
  });

  it('of next to no life is not asked for all the time while nobody asks', async () => {
    const { clock, oidc, house, server } = await signedIn();
    answerWith(oidc, 200, '{"access_token":"a","token_type":"bearer","expires_in":1}');
    clock.jump(hour);
    await house.token(server);
    const before = questions(oidc);
    await clock.tick(9_999);
    expect(clock.waiting).toBe(1);
    await clock.tick(1);
    await until('the next one', () => questions(oidc) === before + 1);
  });

  it('whose life is told as 0 s holds until it is refused', async () => {
    const { clock, oidc, house, server } = await signedIn();
    answerWith(oidc, 200, '{"access_token":"a","token_type":"bearer","expires_in":0}');
    clock.jump(hour);
    await house.token(server);
    const before = questions(oidc);
    clock.jump(hour);
    expect((await house.token(server)).token).toBe('a');
    expect(questions(oidc)).toBe(before);
  });

  it('that a server refuses is renewed; when it refuses that as well, only a person helps', async () => {
    const { oidc, house, server, first } = await signedIn();
    (await house.token(server)).refused();
    const second = await house.token(server);
    expect(second.token).not.toBe(first);
    second.refused();
    const before = questions(oidc);
    expect(await house.denied(server)).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
    expect(questions(oidc)).toBe(before);
    // Asked once more because a person wants it.
    expect((await house.token(server)).token).not.toBe(second.token);
  });

  it.each([
    ['later than just after it was made', 30_000],
    ['after the clock was set back', -hour],
  ])('that is refused %s is renewed again', async (_, ms) => {
    const { clock, house, server } = await signedIn();
    (await house.token(server)).refused();
    const second = await house.token(server);
    clock.jump(ms);
    second.refused();
    expect((await house.token(server)).token).not.toBe(second.token);
  });

  it('that was refused before another came changes nothing', async () => {
    const { clock, house, server } = await signedIn();
    const first = await house.token(server);
    clock.jump(hour);
    const second = await house.token(server);
    first.refused();
    expect((await house.token(server)).token).toBe(second.token);
  });
});

describe('a refresh token', () => {
  it('that is replaced is stored before the next is used', async () => {
    const { clock, oidc, house, server } = await signedIn();
    for (const turn of [1, 2, 3]) {
      clock.jump(hour);
      await house.token(server);
      expect(kept(house)).toBe(oidc.refreshTokens[turn]);
      await house.restart();
    }
    expect(new Set(oidc.refreshTokens).size).toBe(4);
    for (const gone of oidc.refreshTokens.slice(0, -1)) expect(house.stored()).not.toContain(gone);
  });

  it('that the provider revokes ends the sign-in, and is forgotten', async () => {
    const { clock, oidc, house, server } = await signedIn();
    await oidc.revoke();
    clock.jump(hour);
    expect(await house.denied(server)).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
    expect(house.stored()).not.toContain('sign-in/');
    expect(await house.denied(server)).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
    await house.restart();
    expect(await house.denied(server)).toMatchObject({ cause: { code: 'sign-in-needed' }, fatal: true });
  });

  it('that ends while nobody asks is told, and the token holds as long as it does', async () => {
    const { clock, oidc, house, server, first } = await signedIn();
    await oidc.revoke();
    await clock.tick(hour - minute);
    await until('it to be told', () => house.signIns.state('noc')?.name === 'failed');
    expect(house.signIns.state('noc')).toMatchObject({ why: { code: 'sign-in' } });
    clock.jump(-minute);
    expect((await house.token(server)).token).toBe(first);
  });

  it('is not sent anywhere when the provider, the client or the scope is another one', async () => {
    const { oidc, house, server } = await signedIn();
    const other = await provider();
    const scope = { auth: { type: 'oidc', issuer: oidc.issuer, clientId, scope: 'openid telemetry' } };
    const client = { auth: { type: 'oidc', issuer: oidc.issuer, clientId: 'other' } };
    const before = questions(oidc);
    for (const changed of [oidcServer(other), { ...server, ...scope }, { ...server, ...client }]) {
      expect(await house.denied(changed)).toMatchObject({ cause: { code: 'sign-in-needed' } });
    }
    expect(questions(oidc)).toBe(before);
    expect(other.requests).toEqual([]);
    await house.token(server);
    expect(questions(oidc)).toBe(before + 1);
  });

  it('that cannot be stored holds until the end, which is told without it', async () => {
    let broken = false;
    const secrets = (file: string): SecretStore => {
      const store = openSecretFile(file);
      const write = (id: string, secret: string) =>
        broken ? Promise.reject(new Error('No space left on the disk')) : store.write(id, secret);
      return { ...store, write };
    };
    const { clock, oidc, house, server } = await signedIn({ secrets });
    broken = true;
    clock.jump(hour);
    await house.token(server);
    expect(house.warned).toEqual([expect.stringContaining('No space left on the disk')]);
    clock.jump(hour);
    await house.token(server);
    broken = false;
    clock.jump(hour);
    await house.token(server);
    expect(kept(house)).toBe(oidc.refreshTokens.at(-1));
    expect(house.warned.join()).not.toContain(oidc.refreshTokens[1]);
  });

  it('that the provider never gave is asked for by name once the token has ended', async () => {
    const clock = new FakeClock(1_800_000_000_000);
    const oidc = await provider();
    const house = new House({ clock });
    const server = oidcServer(oidc, { auth: { type: 'oidc', issuer: oidc.issuer, clientId, scope: 'openid' } });
    await new Person().signIn((await house.signIns.begin(server, 'browser')).url);
    await house.signIns.over('noc');
    await house.token(server);
    clock.jump(hour);
    expect(await house.denied(server)).toMatchObject({
      cause: { code: 'sign-in', params: { text: expect.stringContaining('offline_access') } },
    });
  });
});

describe('a provider', () => {
  it('that is away costs nothing as long as the token holds, then the line is tried again', async () => {
    const { clock, oidc, house, server, first } = await signedIn();
    await oidc.stop();
    clock.jump(hour - minute / 2);
    expect((await house.token(server)).token).toBe(first);
    clock.jump(minute);
    expect(await house.denied(server)).toMatchObject({ cause: { code: 'refused' }, fatal: false });
    await oidc.start();
    expect(await oidc.knows((await house.token(server)).token)).toBe(true);
  });

  it('that is away while the token is renewed by itself is asked again', async () => {
    const { clock, oidc, house } = await signedIn();
    await oidc.stop();
    await clock.tick(hour - minute);
    await oidc.start();
    const before = kept(house);
    await until('a new refresh token', async () => {
      await clock.tick(minute);
      return kept(house) !== before;
    });
  });

  it.each<[string, number, string, string | undefined, string, boolean]>([
    ['no JSON', 200, 'token', undefined, 'unreadable', false],
    ['a page', 200, '<html>', 'text/html', 'unreadable', false],
    ['an error of its own', 500, 'oops', 'text/plain', 'http', false],
    ['that it is busy', 503, '', undefined, 'http', false],
    ['that it cannot just now', 400, '{"error":"temporarily_unavailable"}', undefined, 'broken', false],
    ['no token', 200, '{}', undefined, 'unreadable', false],
    ['a list', 200, '[]', undefined, 'unreadable', false],
    [
      'a token with a line break',
      200,
      '{"access_token":"a\\r\\nb","token_type":"bearer"}',
      undefined,
      'unreadable',
      false,
    ],
    ['another kind of token', 200, '{"access_token":"a","token_type":"mac"}', undefined, 'unreadable', false],
    [
      'a life that is none',
      200,
      '{"access_token":"a","token_type":"bearer","expires_in":"x"}',
      undefined,
      'unreadable',
      false,
    ],
    [
      'too much',
      200,
      `{"access_token":"a","token_type":"bearer","x":"${'x'.repeat(1_000_000)}"}`,
      undefined,
      'unreadable',
      false,
    ],
    ['nothing to do', 204, '', undefined, 'http', false],
    ['a status that is none', 999, '{}', undefined, 'http', false],
    ['an unknown client', 401, '{"error":"invalid_client"}', undefined, 'sign-in', true],
    ['a way elsewhere', 302, '', undefined, 'http', false],
  ])('that says %s is understood', async (_, status, body, type, code, fatal) => {
    const { clock, oidc, house, server } = await signedIn();
    const before = kept(house);
    answerWith(oidc, status, body, type);
    clock.jump(hour);
    expect(await house.denied(server)).toMatchObject({ cause: { code }, fatal });
    expect(kept(house)).toBe(before);
    oidc.before = null;
    await house.token(server);
  });

  it('whose sign-in cannot be read from the store says so, and goes on when it can', async () => {
    const { clock, house, server } = await signedIn();
    const text = house.stored();
    rmSync(house.file);
    mkdirSync(house.file);
    clock.jump(hour);
    expect(await house.denied(server)).toEqual({
      cause: { code: 'secret-unreadable', params: { field: 'sign-in' } },
      fatal: true,
    });
    rmSync(house.file, { recursive: true });
    writeFileSync(house.file, text);
    await house.token(server);
  });

  it('that repeats the token in its refusal is not quoted', async () => {
    const { clock, oidc, house, server } = await signedIn();
    const refresh = kept(house);
    answerWith(oidc, 400, JSON.stringify({ error: 'invalid_grant', error_description: `unknown: ${refresh}` }));
    clock.jump(hour);
    const denied = await house.denied(server);
    expect(denied).toMatchObject({ cause: { code: 'sign-in' } });
    expect(JSON.stringify([denied, house.warned])).not.toContain(refresh);
  });
});

describe('a draft of a server', () => {
  it('is tried with the tokens of the one that runs, or with none, and changes nothing for it', async () => {
    const { oidc, house, server, first } = await signedIn();
    expect(await house.signIns.accessOnce(server)).toMatchObject({ token: first });
    const other = { ...server, auth: { type: 'oidc', issuer: oidc.issuer, clientId: 'other' } };
    expect(await house.signIns.accessOnce(other)).toMatchObject({ cause: { code: 'sign-in-needed' } });
    expect((await house.token(server)).token).toBe(first);
  });
});
