import type { Offer, Offered } from '../../../preload/contract/api.ts';
import type { Target } from '../protocol.ts';
import { socketUrl } from './address.ts';
import { MonorailClient } from './client.ts';
import { acceptMs, downOf } from './down.ts';
import { MonorailFault } from './fault.ts';
import { mismatchOf } from './mismatch.ts';
import { readPages } from './pages.ts';
import { ofNode } from './presets.ts';
import type { RackhdSettings } from './schema.ts';
import { idOf, textOf } from './wire.ts';

/** What a server has for its form: its nodes by name, each as the watch of all that is told of it. Never rejects. */
export async function offersOf({ server, net, clock }: Target<RackhdSettings>): Promise<Offered> {
  const url = socketUrl(server);
  const client = new MonorailClient({ url, tls: net.tls, agent: net.agent, headers: net.headers, clock, acceptMs });
  let open = false;
  try {
    await opened(client);
    open = true;
    const { records } = await readPages(client, 'nodes', { where: {}, sort: { id: 1 } }, ['name', 'type']);
    const offers = records.flatMap(({ id, name, type }): readonly Offer[] => {
      const node = idOf(id);
      if (node === null) return [];
      return [
        { item: ofNode(node), label: textOf(name) || node, note: [textOf(type), node].filter(Boolean).join(' ') },
      ];
    });
    return { offers: offers.toSorted((one, other) => one.label.localeCompare(other.label)) };
  } catch (error) {
    if (!(error instanceof MonorailFault)) throw error;
    if (open && error.kind === 'refused') {
      return {
        why: { code: 'subscription', params: { server: server.name, subscription: 'nodes', text: error.message } },
      };
    }
    return { why: (open ? null : await mismatchOf(server.url, net)) ?? downOf(error, open, server.url).cause };
  } finally {
    client.disconnect();
  }
}

function opened(client: MonorailClient): Promise<void> {
  return new Promise((resolve, reject) => {
    client.ready(resolve);
    client.on('error', reject);
    client.on('close', ({ code }) => reject(new MonorailFault('line', `it was closed (${code})`)));
    client.connect();
  });
}
