import { expect, test } from 'vitest';
import { kamea } from '../../../main/protocols/kamea/adapter.ts';
import { boiler, pump } from '../../servers/kamea.ts';
import { targetOf } from '../line.ts';
import { settings, started } from './world.ts';

test('the form is offered the devices of the account by name, and the subscriptions that the server describes', async () => {
  const server = await started();
  const target = targetOf(settings(server, { apiUrl: server.url }));
  const offer = async (path: string) => kamea().offers?.(target as never, path);
  expect(await offer('devices')).toEqual({
    offers: [
      { item: boiler, label: boiler.name, note: boiler.deviceId },
      { item: pump, label: pump.name, note: pump.deviceId },
    ],
  });
  const events = await offer('events');
  expect(events).toMatchObject({ offers: [{ item: 'telemetries', label: 'telemetries' }] });
});

test('why nothing can be offered is said', async () => {
  const server = await started();
  const offer = async (change: Record<string, unknown>) =>
    kamea().offers?.(targetOf(settings(server, change)) as never, 'devices');
  expect(await offer({ apiUrl: undefined })).toMatchObject({ why: { code: 'settings', params: { field: 'apiUrl' } } });
  const auth = { type: 'bearer', token: 'ended' };
  expect(await offer({ apiUrl: server.url, auth })).toMatchObject({ why: { code: 'sign-in' } });
  const provider = { type: 'oidc', issuer: 'https://login.example', clientId: 'tocsin' };
  expect(await offer({ apiUrl: server.url, auth: provider })).toMatchObject({ why: { code: 'sign-in' } });
});
