import type { Offer, Offered } from '../../../preload/contract/api.ts';
import { hostOf } from '../causes.ts';
import type { Target } from '../protocol.ts';
import { readDescription } from './document.ts';
import { listDevices } from './rest.ts';
import type { KameaSettings } from './schema.ts';

/**
 * What a server has for its form: the devices that the Management API lists, and the subscriptions that the server
 * describes (docs.kamea.witekio.com, WebSocket server). Never rejects.
 */
export async function offersOf({ server, net, access }: Target<KameaSettings>, path: string): Promise<Offered> {
  const { auth, apiUrl, url } = server;
  const token = access?.token ?? (auth.type === 'bearer' ? auth.token : null);
  if (token === null) return { why: { code: 'sign-in', params: { host: hostOf(url), text: '' } } };
  if (path === 'events') {
    const described = await readDescription(net, url, token);
    if (described.name === 'failed') return { why: described.why };
    const asked = described.events.filter(({ direction }) => direction === 'send');
    return { offers: asked.map(({ name, summary }): Offer => ({ item: name, label: name, note: summary })) };
  }
  if (apiUrl === undefined) {
    return { why: { code: 'settings', params: { field: 'apiUrl', text: 'devices are read there' } } };
  }
  const listing = await listDevices(net, apiUrl, token);
  if (listing.name !== 'devices') return { why: listing.why };
  return {
    offers: listing.devices.map(({ deviceId, tenantId, name }): Offer => {
      const item = { deviceId, ...(tenantId === null ? {} : { tenantId }), ...(name === null ? {} : { name }) };
      return { item, label: name ?? deviceId, note: name === null ? '' : deviceId };
    }),
  };
}
