import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleOf, type Gathered, type Running } from '../../main/diagnosis/bundle.ts';
import { openLog } from '../../main/diagnosis/log.ts';
import { Redaction, removed } from '../../main/diagnosis/redaction.ts';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import { signInSecret } from '../../main/settings/sign-in-secret.ts';
import type { EventRow } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { newEvent } from '../history/events.ts';
import { world } from '../settings/world.ts';

const at = Date.UTC(2026, 10, 20, 14, 2);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a running host says, with a text of anybody's in each place that can hold one. */
function running(text: string): Running {
  const row: EventRow = { ...newEvent({ title: text, body: `it said ${text}` }), id: 1, repeats: 0, seenAt: null };
  const why = { code: 'sign-in', params: { text } } as const;
  return {
    servers: [
      {
        ...{ id: 'noc', name: text, protocol: 'plant', enabled: true, muted: false, since: at, lostAt: null },
        state: { name: 'blocked', why },
        ...{ lastEventAt: null, pressed: false, proven: true },
        unreadable: { count: 1, lastAt: at, why: text, bytes: 2 } as never,
      },
    ],
    causes: [row],
    alerts: 1,
    unseen: 1,
    silenced: { paused: null, quiet: null, snoozes: [] },
    notices: [{ code: 'toasts-failing', params: { text } }],
    drivers: [{ name: 'scripted', why }],
  };
}

async function made(secrets: readonly string[], redaction = new Redaction()) {
  const [stored = '', env = '', file = '', policy = '', signIn = '', header = ''] = secrets;
  const place = world();
  process.env['TOCSIN_TEST_SECRET'] = env;
  writeFileSync(join(folder, 'token'), `${file}\n`);
  const auth = (token: unknown) => ({ type: 'token', token });
  const server = (id: string, token: unknown) => ({
    id,
    protocol: 'plant',
    url: 'https://a.example',
    auth: auth(token),
  });
  place.writePolicy({ defaults: { servers: [server('of-policy', policy)] } });
  place.write({
    servers: [
      { ...server('noc', stored), headers: { 'X-Key': header }, note: `told ${stored}` },
      server('env', { env: 'TOCSIN_TEST_SECRET' }),
      server('file', { file: join(folder, 'token') }),
      // In the place of what the policy has.
      server('of-policy', stored),
      {
        id: 'person',
        protocol: 'plant',
        url: 'https://a.example',
        auth: { type: 'oidc', issuer: 'https://i.example' },
      },
    ],
    later: { [header]: stored },
  });
  const kept = JSON.stringify({ issuer: 'https://i.example', clientId: 'c', scope: null, refreshToken: signIn });
  await openSecretFile(place.secretsFile).write(signInSecret('person', 'file'), kept);
  const settings = await place.open();
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  // Older lines and reports may hold what was not known when they were written.
  writeFileSync(join(logs, 'tocsin.log'), `${secrets.map((each) => JSON.stringify(`a ${each} b`)).join('\n')}\n`);
  writeFileSync(join(logs, 'crash-2026-11-20T14-01-00.000Z.txt'), `Error: ${secrets.join(' ')}\n`);
  const gathered: Gathered = {
    host: 'serve',
    directories: { settingsDirectory: place.directory, localDirectory: folder },
    policyFile: place.policyFile,
    settings,
    checks: [
      { group: 'servers', name: 'Server NOC', state: 'failed', text: secrets.join(', '), remedy: null, place: null },
    ],
    history: { bytes: 1, rows: 2, streams: 3, oldestAt: at, tables: 50 },
    running: running(secrets.join(' and ')),
    at,
  };
  const bundle = await bundleOf(gathered, redaction);
  await settings.close();
  return bundle;
}

describe('a bundle', () => {
  const secret = fc
    .oneof(fc.string({ minLength: 6, maxLength: 30 }), fc.stringMatching(/^[\w+/=-]{8,60}$/))
    .map((text) => text.trim())
    // What is in every bundle anyway could not be told from a secret.
    .filter((text) => text.length >= 6 && !/^[a-z]+$/i.test(text) && !/^[\d.:-]+$/.test(text));

  it('has no secret, wherever it stands in settings, policy, environment, files, sign-ins, logs, reports or causes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(secret, { minLength: 6, maxLength: 6 }), async (secrets) => {
        const { text } = await made(secrets);
        const whole: unknown = JSON.parse(text);
        const texts = (each: unknown): readonly string[] =>
          typeof each === 'object' && each !== null ? Object.entries(each).flat().flatMap(texts) : [String(each)];
        for (const each of secrets) {
          expect(text.includes(JSON.stringify(each).slice(1, -1))).toBe(false);
          for (const found of texts(whole)) expect(found.includes(each)).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('holds what is needed, in words and as JSON', async () => {
    const { name, text } = await made(['hunter-1', 'hunter-2', 'hunter-3', 'hunter-4', 'hunter-5', 'hunter-6']);
    expect(name).toMatch(/^tocsin-bundle-[\d-]+\.json$/);
    const bundle = JSON.parse(text);
    expect(bundle).toMatchObject({
      madeAt: '2026-11-20T14:02:00.000Z',
      program: { host: 'serve', node: process.versions.node },
      history: { rows: 2, streams: 3, bytes: 1, tables: 50 },
      connections: { openAlerts: 1, unseen: 1, servers: [{ id: 'noc', state: { name: 'blocked' } }] },
      notices: [{ code: 'toasts-failing' }],
      settings: {
        inForce: { quietHours: { enabled: false } },
        policy: { defaults: { servers: [{ id: 'of-policy', auth: { type: 'token' } }] }, locked: [] },
      },
      crashes: [{ name: 'crash-2026-11-20T14-01-00.000Z.txt' }],
    });
    expect(bundle.settings.ofTheUser.servers[1].auth).toEqual({ type: 'token', token: { env: 'TOCSIN_TEST_SECRET' } });
    expect(bundle.log).toEqual([1, 2, 3, 4, 5, 6].map(() => `"a ${removed} b"`));
    expect(text).not.toContain('hunter');
  });

  it('has the last 500 lines of the log, also of the file before', async () => {
    const log = openLog(folder, new FakeClock(at), () => undefined, new Redaction());
    for (let number = 0; number < 4_000; number++) log.info(`${number} ${'x'.repeat(900)}`);
    const place = world();
    const settings = await place.open();
    const directories = { settingsDirectory: place.directory, localDirectory: folder };
    const rest = { checks: [], history: { unreadable: 'no' }, running: null, at, policyFile: place.policyFile };
    const { text } = await bundleOf({ host: 'serve', directories, settings, ...rest }, new Redaction());
    await settings.close();
    const numbers = JSON.parse(text).log.map((line: string) => Number(/ info {2}(\d+)/.exec(line)?.[1]));
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, index) => 3_500 + index));
  });
});
