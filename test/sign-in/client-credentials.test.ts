import { describe, expect, it } from 'vitest';
import type { ServerSettings } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { board, type Oidc } from '../servers/oidc.ts';
import { House, oidcServer, provider } from './house.ts';

function boardServer(oidc: Oidc, change: Record<string, unknown> = {}): ServerSettings {
  return oidcServer(oidc, { auth: { type: 'oauth2', tokenUrl: oidc.tokenUrl, ...board, ...change } });
}

describe('a wall board', () => {
  it('gets its token by its own secret, stores nothing, and gets another before the end', async () => {
    const clock = new FakeClock(1_800_000_000_000);
    const oidc = await provider();
    const house = new House({ clock });
    const first = await house.token(boardServer(oidc));
    expect(first.token).toMatch(/^[\w-]{20,}$/);
    expect((await house.token(boardServer(oidc))).token).toBe(first.token);
    clock.jump(3_540_000);
    expect((await house.token(boardServer(oidc))).token).not.toBe(first.token);
    expect(house.stored()).toBe('');
  });

  it('asks for nothing while nobody does', async () => {
    const clock = new FakeClock(1_800_000_000_000);
    const oidc = await provider();
    const house = new House({ clock });
    await house.token(boardServer(oidc));
    const before = oidc.requests.length;
    await clock.tick(7_200_000);
    expect(oidc.requests.length).toBe(before);
  });

  it('with a wrong secret is refused for good, and the secret is not told', async () => {
    const house = new House();
    const denied = await house.denied(boardServer(await provider(), { clientSecret: 'not-the-secret' }));
    expect(denied).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
    expect(JSON.stringify(denied)).not.toContain('not-the-secret');
  });

  it('gives its secret in the body to a provider that takes it only there', async () => {
    const oidc = await provider();
    const asked: boolean[] = [];
    oidc.before = ({ headers }, response) => {
      asked.push(headers.authorization !== undefined);
      if (headers.authorization === undefined) return false;
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}');
      return true;
    };
    expect((await new House().token(boardServer(oidc))).token).not.toBe('');
    expect(asked).toEqual([true, false]);
  });

  it('may ask for a scope', async () => {
    const oidc = await provider();
    const house = new House();
    expect(await oidc.scopeOf((await house.token(boardServer(oidc, { scope: 'telemetry' }))).token)).toBe('telemetry');
    expect(await oidc.scopeOf((await house.token(boardServer(oidc))).token)).toBeUndefined();
  });

  it('is nobody to sign in', async () => {
    const house = new House();
    const server = boardServer(await provider());
    expect(house.signIns.takes(server)).toBe(false);
    await expect(house.signIns.begin(server, 'browser')).rejects.toMatchObject({ why: { code: 'settings' } });
  });

  it('is tried again where the provider is away', async () => {
    const oidc = await provider();
    await oidc.stop();
    expect(await new House().denied(boardServer(oidc))).toMatchObject({ cause: { code: 'refused' }, fatal: false });
  });
});

it('a server that is signed in to by its settings needs no token', async () => {
  const server = oidcServer({ issuer: '' }, { auth: { type: 'session', sessionId: 'session-1' } });
  expect(await new House().signIns.access(server)).toBeNull();
});
