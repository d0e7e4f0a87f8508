import { describe, expect, onTestFinished, test } from 'vitest';
import type { Access } from '../../../main/protocols/protocol.ts';
import { saymon } from '../../../main/protocols/saymon/adapter.ts';
import type { ServerSettings, TestStep } from '../../../preload/contract/api.ts';
import { type Saymon, startSaymon } from '../../servers/saymon.ts';
import { until } from '../../until.ts';
import { type Line, openLine, targetOf } from '../line.ts';

/** A SAYMON server beside a Keycloak that knows these tokens. */
async function started(...tokens: readonly string[]) {
  const known = new Set(tokens);
  const server = await startSaymon({ keycloak: async (token) => known.has(token) });
  onTestFinished(() => server.close());
  return { server, known };
}

function settings({ url }: Saymon, change: Partial<ServerSettings> = {}): ServerSettings {
  const auth = { type: 'oidc', issuer: 'https://login.example', clientId: 'tocsin' };
  return { id: 'noc', name: 'NOC', protocol: 'saymon', enabled: true, muted: false, url, apiUrl: url, auth, ...change };
}

/** A token whose refusals are counted. */
function tokenCalled(token: string): Access & { refusals: number } {
  const access = {
    token,
    refusals: 0,
    refused: () => {
      access.refusals += 1;
    },
  };
  return access;
}

function opened(protocol: ReturnType<typeof saymon>, server: ServerSettings, access: Access | null): Line {
  const line = openLine(protocol, server, { access });
  onTestFinished(() => line.session.close());
  return line;
}

const up = (line: Line) => until('the line to be up', () => line.said.includes('up'));
const down = (line: Line) => until('the line to end', () => line.down);

describe("a provider's token", () => {
  test('is what the session is made with, once for each token', async () => {
    const { server } = await started('token-1', 'token-2');
    const protocol = saymon();
    await up(opened(protocol, settings(server), tokenCalled('token-1')));
    expect(server.signIns).toBe(1);
    await up(opened(protocol, settings(server), tokenCalled('token-1')));
    expect(server.signIns).toBe(1);
    await up(opened(protocol, settings(server), tokenCalled('token-2')));
    expect(server.signIns).toBe(2);
  });

  test('makes a new session when that one has ended', async () => {
    const { server } = await started('token-1');
    const protocol = saymon();
    const access = tokenCalled('token-1');
    const first = opened(protocol, settings(server), access);
    await up(first);
    server.endSessions();
    first.session.close();
    await up(opened(protocol, settings(server), access));
    expect(server.signIns).toBe(2);
    expect(access.refusals).toBe(0);
  });

  test('that is refused is told, and the line is tried again', async () => {
    const { server } = await started();
    const access = tokenCalled('token-1');
    const line = opened(saymon(), settings(server), access);
    expect(await down(line)).toMatchObject({ cause: { code: 'sign-in' }, fatal: false });
    expect(access.refusals).toBe(1);
    expect(server.connections).toBe(0);
  });

  test('is not refused by a server that is away', async () => {
    const { server } = await started('token-1');
    await server.kill();
    const access = tokenCalled('token-1');
    const line = opened(saymon(), settings(server), access);
    expect(await down(line)).toMatchObject({ cause: { code: 'refused' }, fatal: false });
    expect(access.refusals).toBe(0);
  });

  test.each([
    ['The plain HTTP request was sent to HTTPS port', 'https', 0],
    ['"The token has ended"', 'sign-in', 1],
  ])('is not refused by what wants https: 400 %s is told as %s', async (body, code, refusals) => {
    const { server } = await started('token-1');
    const access = tokenCalled('token-1');
    const request = async () => ({ status: 400, headers: {}, body });
    const line = openLine(saymon(), settings(server), { access, net: { request } });
    onTestFinished(() => line.session.close());
    expect((await down(line)).cause.code).toBe(code);
    expect(access.refusals).toBe(refusals);
  });

  test('that is not there blocks, and so does a missing REST address', async () => {
    const { server } = await started('token-1');
    expect(await down(opened(saymon(), settings(server), null))).toMatchObject({
      cause: { code: 'sign-in-needed' },
      fatal: true,
    });
    const alone = settings(server, { apiUrl: undefined });
    expect(await down(opened(saymon(), alone, tokenCalled('token-1')))).toMatchObject({
      cause: { code: 'settings', params: { field: 'apiUrl' } },
      fatal: true,
    });
  });

  test('is used by the connection test', async () => {
    const { server } = await started('token-1');
    const steps: TestStep[] = [];
    const tried = async (access: Access) => {
      steps.length = 0;
      const target = { ...targetOf(settings(server), { access }), server: settings(server) };
      await saymon().test(target as never, (step) => void steps.push(step), AbortSignal.timeout(10_000));
      return steps.map(({ name, state }) => `${name} ${state}`);
    };
    expect(await tried(tokenCalled('wrong'))).toEqual(['name passed', 'reach passed', 'sign-in failed']);
    server.openIncident();
    expect(await tried(tokenCalled('token-1'))).toContain('sign-in passed');
  });
});
