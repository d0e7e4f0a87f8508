import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../main/clock.ts';
import { MonorailClient } from '../../../main/protocols/rackhd/client.ts';
import type { MonorailFault } from '../../../main/protocols/rackhd/fault.ts';
import type { Message } from '../../../main/protocols/rackhd/frames.ts';
import type { MonorailOptions } from '../../../main/protocols/rackhd/options.ts';
import { FakeClock } from '../../fake-clock.ts';
import { type Rackhd, type RackhdOptions, startRackhd } from '../../servers/rackhd.ts';
import { event } from '../../servers/rackhd-bodies.ts';
import { until } from '../../until.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function started(options: RackhdOptions = {}): Promise<Rackhd> {
  const server = await startRackhd(options);
  closing.push(() => server.close());
  return server;
}

function client(url: string, options: Partial<MonorailOptions> = {}): MonorailClient {
  const made = new MonorailClient({ url, clock: systemClock, ...options });
  closing.push(() => made.disconnect());
  return made;
}

async function opened(url: string, options: Partial<MonorailOptions> = {}): Promise<MonorailClient> {
  const made = client(url, options);
  const ready = new Promise<void>((resolve) => made.ready(resolve));
  made.connect();
  await ready;
  return made;
}

async function faultOf(asked: Promise<unknown>): Promise<MonorailFault> {
  return asked.then(
    () => Promise.reject(new Error('It was answered')),
    (fault: MonorailFault) => fault,
  );
}

const records = {
  nodes: [
    { id: 'n1', name: 'one', type: 'compute' },
    { id: 'n2', name: 'two', type: 'switch' },
  ],
};
const route = (routingKey: string, exchange = 'on.events') => ({ exchange, routingKey });

describe.each(['shipped', 'design'] as const)('the documented interface, in the wording of the %s', (wording) => {
  test('connect, ready, init: in this order, each told', async () => {
    const server = await started({ wording });
    const made = client(server.url);
    const told: string[] = [];
    for (const name of ['open', 'ready', 'close', 'error'] as const) made.on(name, () => void told.push(name));
    made.on('session', (id) => void told.push(`session ${id}`));
    made.on('init', (id) => void told.push(`init ${id}`));
    made.on('message', ({ handler }) => void told.push(`message ${handler}`));
    made.connect();
    await new Promise<void>((resolve) => made.ready(resolve));
    const called: string[] = [];
    const id = await made.init((session) => void called.push(session));
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(told).toEqual(['open', 'ready', 'message session', `session ${id}`, `init ${id}`]);
    expect(called).toEqual([id]);
    made.ready(() => void called.push('at once'));
    expect(called).toEqual([id, 'at once']);
  });

  test('all, query and get are answered, each by its own', async () => {
    const server = await started({ wording, records });
    const made = await opened(server.url);
    const [all, switches, one, none] = await Promise.all([
      made.all('nodes'),
      made.query('nodes', { type: 'switch' }),
      made.get('nodes', { id: 'n1' }),
      made.get('nodes', { id: 'n3' }),
    ]);
    expect(all).toEqual(records.nodes);
    expect(switches).toEqual([records.nodes[1]]);
    expect(one).toEqual(records.nodes[0]);
    expect(none).toBeNull();
  });

  test('a watch brings items and removals until it is stopped', async () => {
    const server = await started({ wording, records });
    const made = await opened(server.url);
    const brought: Message[] = [];
    made.on('item', (item) => void brought.push(item));
    made.on('remove', (removal) => void brought.push(removal));
    made.watch('nodes');
    made.watch('mq', route('graph.#'));
    await made.init();
    server.put('nodes', { id: 'n1', name: 'uno' });
    server.remove('nodes', 'n2');
    server.publish(event('graph.finished.g1', { status: 'failed' }));
    await until('three', () => brought.length === 3);
    expect(brought.map(({ handler }) => handler)).toEqual(['item', 'remove', 'item']);
    expect(brought.map((each) => ('resource' in each ? each.resource : null))).toEqual(['nodes', 'nodes', 'mq']);
    made.stop('nodes');
    made.stop('mq', route('graph.#'));
    await made.init();
    expect(server.subscriptions()).toEqual([]);
  });
});

describe('what goes over the wire', () => {
  test('a resource stands under both of its names', async () => {
    const server = await started();
    const made = await opened(server.url);
    made.watch('mq', route('graph.#'));
    await made.init();
    expect(server.sent).toEqual([
      { handler: 'watch', resource: 'mq', type: 'mq', params: route('graph.#') },
      { handler: 'init' },
    ]);
  });

  test('the same watch twice is sent once, and ended with the parameters that it was begun with', async () => {
    const server = await started();
    const made = await opened(server.url);
    const params = route('graph.#');
    made.watch('mq', params);
    params.routingKey = 'changed meanwhile';
    made.watch('mq', { routingKey: 'graph.#', exchange: 'on.events' });
    await made.init();
    expect(server.subscriptions()).toEqual(['on.events graph.#']);
    made.stop('mq', { routingKey: 'graph.#', exchange: 'on.events' });
    await made.init();
    expect(server.subscriptions()).toEqual([]);
    made.watch('mq', route('graph.#'));
    await made.init();
    expect(server.subscriptions()).toEqual(['on.events graph.#']);
  });

  test('a new line watches nothing until it is asked to', async () => {
    const server = await started();
    const made = await opened(server.url);
    made.watch('mq', route('graph.#'));
    await made.init();
    made.connect();
    await new Promise<void>((resolve) => made.ready(resolve));
    made.watch('mq', route('graph.#'));
    await made.init();
    await until('one line', () => server.connections() === 1);
    expect(server.subscriptions()).toEqual(['on.events graph.#']);
  });

  test.each([undefined, {}, { exchange: 'on.events' }, { exchange: 'on.events', routingKey: 7 }])(
    'a watch that would make the server fail is never sent: %j',
    async (params) => {
      const server = await started();
      const made = await opened(server.url);
      expect(() => made.watch('mq', params)).toThrow(expect.objectContaining({ kind: 'request' }));
      await made.init();
      expect(server.failures).toBe(0);
    },
  );

  test('without a resource the channel of the address answers', async () => {
    const server = await started({ records });
    const made = await opened(`${server.url}/nodes`);
    expect(await made.all()).toEqual(records.nodes);
  });

  test('without an open line nothing is sent', async () => {
    const made = client('ws://127.0.0.1:1');
    expect(() => made.send('x')).toThrow(expect.objectContaining({ kind: 'closed' }));
    expect(() => made.watch('nodes')).toThrow(expect.objectContaining({ kind: 'closed' }));
    expect(await faultOf(made.init())).toMatchObject({ kind: 'closed' });
    made.disconnect();
  });

  test('text is sent as it is', async () => {
    const server = await started();
    const made = await opened(server.url);
    made.send('{"handler":"error","message":"broken"}');
    await made.init();
    expect(server.sent[0]).toEqual({ handler: 'error', message: 'broken' });
  });
});

describe('answers that do not come, or come as refusals', () => {
  test('no answer: the request fails after its limit, and later ones of that resource at once', async () => {
    const server = await started();
    const clock = new FakeClock(0);
    const made = await opened(server.url, { clock });
    const asked = faultOf(made.query('nothing', {}));
    const waiting = faultOf(made.query('nothing', { other: true }));
    await clock.tick(5_000);
    expect(await asked).toMatchObject({ kind: 'time', resource: 'nothing' });
    expect(await waiting).toMatchObject({ kind: 'time' });
    expect(await faultOf(made.query('nothing', {}))).toMatchObject({ kind: 'time' });
    expect(server.sent.filter(({ handler }) => handler === 'query')).toHaveLength(1);
    expect(await made.init()).not.toBe('');
  });

  test.each([
    { handler: 'list', resource: 'nodes', items: [{ id: 'old' }] },
    { handler: 'error', resource: 'nodes', params: { message: 'too much at once' } },
  ])('an answer that comes too late answers nothing else, and the resource is asked again: $handler', async (late) => {
    const server = await started({ records });
    server.silent = true;
    const clock = new FakeClock(0);
    const made = await opened(server.url, { clock });
    const faults: MonorailFault[] = [];
    made.on('error', (fault) => void faults.push(fault));
    const asked = faultOf(made.query('nodes', {}));
    await clock.tick(5_000);
    expect(await asked).toMatchObject({ kind: 'time' });
    const heard = new Promise<void>((resolve) => made.on('message', () => resolve()));
    server.raw(JSON.stringify(late));
    await heard;
    server.silent = false;
    expect(await made.query('nodes', {})).toEqual(records.nodes);
    expect(faults.filter(({ answers }) => !answers)).toEqual([]);
  });

  test('a refusal fails the request it answers, and is told', async () => {
    const server = await started({ records });
    server.failing.add('nodes');
    const made = await opened(server.url);
    const faults: MonorailFault[] = [];
    made.on('error', (fault) => void faults.push(fault));
    const fault = await faultOf(made.all('nodes'));
    expect(fault).toMatchObject({ kind: 'refused', resource: 'nodes', message: 'no such records', answers: true });
    expect(faults).toMatchObject([{ kind: 'refused', answers: true }]);
  });

  test('the refusal of a watch is told, though its words are often none', async () => {
    const server = await started();
    const made = await opened(server.url);
    const faults: MonorailFault[] = [];
    made.on('error', (fault) => void faults.push(fault));
    made.watch('mq', route('#', 'on.nowhere'));
    await until('refused', () => faults.length > 0);
    expect(faults).toMatchObject([{ kind: 'refused', resource: 'mq', message: '', answers: false }]);
  });

  test('a request that nobody waits for ends nothing when the line ends', async () => {
    const server = await started();
    const made = await opened(server.url);
    made.query('nothing', {}).catch(() => {});
    void made.get('nothing', {});
    void made.init();
    server.drop();
    await until('closed', () => server.connections() === 0);
    expect(await faultOf(made.all('nodes'))).toMatchObject({ kind: 'closed' });
  });

  test('while reading is held back no limit runs', async () => {
    const server = await started();
    const clock = new FakeClock(0);
    const made = await opened(server.url, { clock });
    const faults: MonorailFault[] = [];
    made.on('error', (fault) => void faults.push(fault));
    made.pause();
    const asked = made.init();
    await clock.tick(120_000);
    made.resume();
    expect(await asked).not.toBe('');
    expect(faults).toEqual([]);
  });
});

describe('a line that fails', () => {
  test('nobody there: error, then close, and the process goes on without listeners too', async () => {
    const server = await started();
    await server.kill();
    const deaf = client(server.url);
    deaf.connect();
    const made = client(server.url);
    const told: string[] = [];
    made.on('error', ({ kind }) => void told.push(`error ${kind}`));
    made.on('close', ({ code }) => void told.push(`close ${code}`));
    made.connect();
    await until('closed', () => told.length === 2);
    expect(told).toEqual(['error line', 'close 1006']);
  });

  test('a server that takes the socket and says nothing is given up', async () => {
    const http = createServer();
    http.on('upgrade', () => {});
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      http.closeAllConnections();
      http.close();
    });
    const clock = new FakeClock(0);
    const made = client(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`, { clock });
    const faults: MonorailFault[] = [];
    made.on('error', (fault) => void faults.push(fault));
    made.connect();
    await clock.tick(4_999);
    expect(faults).toEqual([]);
    await clock.tick(1);
    expect(faults).toMatchObject([{ kind: 'time' }]);
  });

  test('an address that is none', () => {
    const made = client('nonsense');
    const faults: MonorailFault[] = [];
    made.on('error', (fault) => void faults.push(fault));
    made.connect();
    expect(faults).toMatchObject([{ kind: 'line' }]);
  });

  test('half-open: a missing pong ends it within 35 s, a pong keeps it', async () => {
    const server = await started();
    const clock = new FakeClock(0);
    const made = await opened(server.url, { clock });
    const told: string[] = [];
    made.on('error', ({ kind }) => void told.push(kind));
    await clock.tick(25_000);
    // What answers `init` comes after the pong.
    await made.init();
    await clock.tick(20_000);
    expect(told).toEqual([]);
    server.freeze();
    await clock.tick(35_000);
    expect(told).toEqual(['time']);
  });

  test('it is made anew by connect, and nothing of the old line is heard', async () => {
    const server = await started();
    const made = await opened(server.url);
    const heard: string[] = [];
    made.on('message', ({ handler }) => void heard.push(handler));
    made.send('{"handler":"init"}');
    made.connect();
    await new Promise<void>((resolve) => made.ready(resolve));
    await made.init();
    expect(heard).toEqual(['session']);
  });
});
