import { expect, onTestFinished, test } from 'vitest';
import { saymon } from '../../../main/protocols/saymon/adapter.ts';
import type { ServerSettings } from '../../../preload/contract/api.ts';
import { type SaymonOptions, startSaymon } from '../../servers/saymon.ts';
import { openLine, targetOf } from '../line.ts';

async function started(options: SaymonOptions = {}) {
  const server = await startSaymon({
    entities: [
      { id: '64bb02', name: 'UPS-1' },
      { id: '64bb01', name: 'core-sw-2' },
      { id: '64cc01', name: 'uplink', type: 2 },
    ],
    ...options,
  });
  onTestFinished(() => server.close());
  const auth = { type: 'password', login: 'ops', password: 'secret' };
  const settings = { id: 'noc', name: 'NOC', protocol: 'saymon', enabled: true, muted: false, url: server.url, auth };
  const offer = (path: string, change: Partial<ServerSettings> = { apiUrl: server.url }) =>
    saymon().offers?.(targetOf({ ...settings, ...change }) as never, path);
  return { server, offer };
}

test('the form is offered objects and links by name, as each field takes them', async () => {
  const { offer } = await started();
  expect(await offer('subscriptions.stat')).toEqual({
    offers: [
      { item: '1:64bb01', label: 'core-sw-2', note: 'object 64bb01' },
      { item: '1:64bb02', label: 'UPS-1', note: 'object 64bb02' },
      { item: '2:64cc01', label: 'uplink', note: 'link 64cc01' },
    ],
  });
  expect(await offer('incidentFilter')).toMatchObject({
    offers: [
      { item: { entity: 'objects-64bb01', parentFilter: '64bb01' } },
      { item: { entity: 'objects-64bb02', parentFilter: '64bb02' } },
      { item: { entity: 'links-64cc01' } },
    ],
  });
});

test('why nothing can be offered is said, and a refused session is not asked with again', async () => {
  const { server, offer } = await started();
  expect(await offer('subscriptions.stat', {})).toMatchObject({
    why: { code: 'settings', params: { field: 'apiUrl' } },
  });
  const wrong = { apiUrl: server.url, auth: { type: 'password', login: 'ops', password: 'wrong' } };
  expect(await offer('subscriptions.stat', wrong)).toMatchObject({ why: { code: 'sign-in' } });
  server.rest = 500;
  expect(await offer('subscriptions.stat')).toMatchObject({ why: { code: 'http' } });
});

test('the session of a line that is up is used, and made anew once it is refused', async () => {
  const server = await startSaymon();
  onTestFinished(() => server.close());
  const protocol = saymon();
  const auth = { type: 'password', login: 'ops', password: 'secret' };
  const settings = {
    id: 'noc',
    name: 'NOC',
    protocol: 'saymon',
    enabled: true,
    muted: false,
    url: server.url,
    apiUrl: server.url,
    auth,
  } as const;
  const target = targetOf(settings) as never;
  const line = openLine(protocol, settings);
  onTestFinished(() => line.session.close());
  // A line that has yet to ask for anything would find the session refused as well, and sign in for itself.
  await expect.poll(() => line.said).toContain('caughtUp');
  expect(await protocol.offers?.(target, 'subscriptions.stat')).toHaveProperty('offers');
  expect(server.signIns).toBe(1);
  server.endSessions();
  expect(await protocol.offers?.(target, 'subscriptions.stat')).toMatchObject({ why: { code: 'sign-in' } });
  expect(await protocol.offers?.(target, 'subscriptions.stat')).toHaveProperty('offers');
  expect(server.signIns).toBe(2);
});
