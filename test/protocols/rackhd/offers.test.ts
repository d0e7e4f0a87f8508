import { afterEach, expect, test } from 'vitest';
import { rackhd } from '../../../main/protocols/rackhd/adapter.ts';
import { startSaymon } from '../../servers/saymon.ts';
import { until } from '../../until.ts';
import { targetOf } from '../line.ts';
import { House, settings } from './lines.ts';

const house = new House();
afterEach(() => house.close());

const watchOf = (node: string) => ({
  resource: 'mq',
  params: { exchange: 'on.events', routingKey: `#.${node}` },
});
const offer = (url: string) => rackhd().offers?.(targetOf(settings(url)) as never, 'watches');

test('the form is offered the nodes of the server by name, each as a watch of its own', async () => {
  const nodes = [
    { id: 'n2', name: 'rack-2', type: 'compute' },
    { id: 'n1', name: 'rack-1', type: 'switch' },
    { id: 'n3', name: '' },
  ];
  const server = await house.started({ records: { nodes } });
  expect(await offer(server.url)).toEqual({
    offers: [
      { item: watchOf('n3'), label: 'n3', note: 'n3' },
      { item: watchOf('n1'), label: 'rack-1', note: 'switch n1' },
      { item: watchOf('n2'), label: 'rack-2', note: 'compute n2' },
    ],
  });
  await until('the line to be given back', () => server.connections() === 0);
});

test('why nothing can be offered is said', async () => {
  const server = await house.started();
  server.failing.add('nodes');
  expect(await offer(server.url)).toMatchObject({ why: { code: 'subscription', params: { subscription: 'nodes' } } });
  server.refuse = 403;
  expect(await offer(server.url)).toMatchObject({ why: { code: 'sign-in' } });
  await server.close();
  expect(await offer(server.url)).toMatchObject({ why: { code: 'refused' } });
  const saymon = await startSaymon();
  house.closing(() => saymon.close());
  expect(await offer(saymon.url.replace('http', 'ws'))).toMatchObject({ why: { code: 'socketio-4' } });
});
