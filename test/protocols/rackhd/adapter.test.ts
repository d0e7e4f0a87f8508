import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../main/clock.ts';
import { rackhd } from '../../../main/protocols/rackhd/adapter.ts';
import { FakeClock } from '../../fake-clock.ts';
import { alertMessage, event, heartbeatMessage, nodeMessage, workflowMessages } from '../../servers/rackhd-bodies.ts';
import { until } from '../../until.ts';
import { House, settings } from './lines.ts';

const house = new House();
afterEach(() => house.close());

const watches = [
  { resource: 'mq', params: { exchange: 'on.events', routingKey: 'graph.finished.#' } },
  { resource: 'mq', params: { exchange: 'on.logging', routingKey: 'error' } },
];
const workflow = { graphId: 'g1', graphName: 'Install CentOS', status: 'failed', nodeId: 'n1' };
const nodes = [{ id: 'n1', name: 'rack-1-node-7' }];

describe('opening', () => {
  test('what it watches unless told otherwise, each once', async () => {
    const server = await house.started();
    const line = await house.online(server);
    expect(server.subscriptions()).toEqual([
      'on.events graph.finished.#',
      'on.events polleralert.#',
      'on.events poller.alert.#',
      'on.events node.alerts.#',
      'on.events node.inaccessible.#',
      'on.events node.accessible.#',
      'on.events event.node',
      'on.events heartbeat.#',
    ]);
    expect(line.said).toEqual(['up', 'caughtUp']);
    expect(line.limits).toEqual([]);
    expect(server.attempts).toBe(1);
    expect(server.failures).toBe(0);
  });

  test('each new line watches anew, once', async () => {
    const server = await house.started();
    const first = await house.online(server, { watches });
    await server.kill();
    await until('lost', () => first.down);
    expect(first.down).toMatchObject({ cause: { code: 'closed' }, fatal: false, byServer: true });
    await server.start();
    await house.online(server, { watches, heartbeat: false });
    expect(server.subscriptions()).toEqual(['on.events graph.finished.#', 'on.logging error']);
  });

  test('http addresses, trailing slashes, queries, a channel', async () => {
    const server = await house.started();
    for (const url of [server.url.replace('ws', 'http'), `${server.url}/`, `${server.url}/any/?x=1`]) {
      expect((await house.online({ url }, { channel: 'mq' })).down).toBeNull();
    }
  });

  test('in the wording of the design document', async () => {
    const server = await house.started({ wording: 'design', records: { nodes } });
    const line = await house.online(server, { presets: { results: true, records: true } });
    expect(line.said).toEqual(['up', 'caughtUp']);
    server.publish(...workflowMessages('C', 'finished', workflow));
    server.put('nodes', { id: 'n2', name: 'two' });
    await until('two', () => line.events.some(({ kind }) => kind === 'job') && line.events.length >= 3);
    expect(line.events.find(({ kind }) => kind === 'job')).toMatchObject({ severity: 'error', alert: 'graph:g1' });
    expect(line.events.find(({ topic }) => topic === 'nodes')).toMatchObject({ kind: 'model', subject: { id: 'n2' } });
  });
});

describe('watches that are refused', () => {
  test('one of them: the line is up, limited by its name and the reason, and the others go on', async () => {
    const server = await house.started();
    server.exchanges.delete('on.logging');
    const line = await house.online(server, { watches });
    expect(line.limits).toMatchObject([
      { subscription: 'on.logging error', why: { code: 'subscription', params: { subscription: 'on.logging error' } } },
    ]);
    server.publish(event('graph.finished.g1', { status: 'failed' }));
    await until('the result', () => line.events.length === 1);
  });

  test('a refusal that comes later does not say of which', async () => {
    const server = await house.started();
    const line = await house.online(server, { watches });
    server.raw('{"handler":"error","resource":"mq","params":{"message":"queue is gone","name":"Error"}}');
    await until('limited', () => line.limits.length > 0);
    expect(line.limits).toMatchObject([{ subscription: 'mq', why: { params: { text: 'queue is gone' } } }]);
  });

  test('of what nobody watches there may be any number, which is one limit', { timeout: 20_000 }, async () => {
    const server = await house.started();
    const line = await house.online(server);
    for (let n = 0; n < 20_000; n++) server.raw(JSON.stringify({ handler: 'error', resource: `r${n}`, params: {} }));
    server.raw('cut short');
    await until('heard all', () => line.unreadable.length === 1);
    expect(line.limits.map(({ subscription }) => subscription)).toEqual(['watch']);
  });

  test('on a slow line the watches that are left go at once, and a refusal names none', async () => {
    const server = await house.started();
    server.exchanges.delete('on.logging');
    let now = Date.now();
    const slow = { now: () => (now += 3_000), after: systemClock.after };
    const line = await house.online(server, { watches }, { clock: slow });
    await until('limited', () => line.limits.length > 0);
    expect(line.limits).toMatchObject([{ subscription: 'mq' }]);
    expect(server.subscriptions()).toEqual(['on.events graph.finished.#', 'on.events heartbeat.#']);
  });

  test('a collection that cannot be read is a limit, and the line goes on', async () => {
    const server = await house.started();
    server.failing.add('graphObjs');
    const line = await house.online(server, {}, { since: Date.now() - 60_000 });
    expect(line.limits).toMatchObject([{ subscription: 'graphObjs', why: { params: { text: 'no such records' } } }]);
    expect(line.catchUps[0]).toMatchObject({ filled: 'nothing' });
  });
});

describe('what comes', () => {
  test('a result that comes twice is one event in two copies, the one with the node first', async () => {
    const server = await house.started({ records: { nodes } });
    const line = await house.online(server);
    server.publish(...workflowMessages('C', 'finished', workflow));
    await until('both', () => line.events.length === 2);
    expect(line.events.map(({ key }) => key)).toEqual(['graph:g1:failed', 'graph:g1:failed']);
    expect(line.events[0]).toMatchObject({
      kind: 'job',
      phase: 'closed',
      severity: 'error',
      title: 'node rack-1-node-7, failed',
      subject: { type: 'workflow', id: 'g1', name: 'Install CentOS' },
    });
  });

  test('a bare result whose envelope does not come is told all the same, also when the line ends', async () => {
    const server = await house.started();
    const line = await house.online(server);
    const [bare] = workflowMessages('C', 'finished', workflow);
    if (bare === undefined) throw new Error('There is none');
    server.publish(bare);
    await until('told', () => line.events.length === 1);
    server.publish({ ...bare, routingKey: 'graph.finished.g2', data: { ...(bare.data as object), graphId: 'g2' } });
    server.publish(event('graph.finished.g3', { status: 'succeeded' }));
    await until('the one without a twin', () => line.events.some(({ key }) => key === 'graph:g3:succeeded'));
    server.drop();
    await until('down', () => line.down);
    expect(line.events.map(({ key }) => key)).toContain('graph:g2:failed');
    expect(line.said.at(-1)).toBe('down');
  });

  test('a name that is not known is looked up', async () => {
    const server = await house.started();
    const line = await house.online(server);
    server.put('nodes', { id: 'n9', name: 'late' });
    server.publish(alertMessage('C', 'sel', 'critical', 'n9', { host: '10.0.0.1' }));
    server.publish(alertMessage('C', 'sel', 'critical', 'n8', { host: '10.0.0.2' }));
    await until('named', () => line.names.length === 2);
    expect(line.events.map(({ naming }) => naming)).toEqual([true, true]);
    expect(line.names).toEqual([
      ['node', 'n9', 'late'],
      ['node', 'n8', null],
    ]);
  });

  test('a node out of reach is told once, however many of its pollers say so', async () => {
    const server = await house.started();
    const line = await house.online(server);
    server.publish(nodeMessage('C', 'inaccessible', 'n1'));
    server.publish(nodeMessage('C', 'inaccessible', 'n1'));
    server.publish(nodeMessage('C', 'accessible', 'n1'));
    await until('three', () => line.events.length === 3);
    expect(line.events.map(({ phase, severity }) => `${phase} ${severity}`)).toEqual([
      'opened error',
      'updated error',
      'closed ok',
    ]);
    expect(new Set(line.events.map(({ alert }) => alert))).toEqual(new Set(['node:n1:access']));
  });

  test('a heartbeat is no event', async () => {
    const server = await house.started();
    const line = await house.online(server);
    server.publish(heartbeatMessage(10_000));
    server.publish(event('graph.finished.g3', { status: 'succeeded' }));
    await until('the result', () => line.events.length > 0);
    expect(line.events.map(({ topic }) => topic)).toEqual(['graph.finished']);
  });

  test('what comes before the line is up is told once it is', async () => {
    const server = await house.started();
    const line = house.opened(rackhd(), settings(server.url));
    await until('the first watch', () => server.subscriptions().length > 0);
    server.publish(event('graph.finished.g3', { status: 'succeeded' }));
    await until('told', () => line.events.length === 1);
    expect(line.said[0]).toBe('up');
  });

  test('a flood before the last watch does not keep the line from coming up', async () => {
    const server = await house.started();
    const line = house.opened(rackhd(), settings(server.url));
    await until('the first watch', () => server.subscriptions().length > 0);
    for (let count = 0; count < 6_000; count++) server.publish(event(`graph.finished.${count}`, { status: 'failed' }));
    await until('all', () => line.events.length === 6_000);
    await until('all watched', () => server.subscriptions().length === 8);
    expect(line.said.filter((word) => word === 'up')).toEqual(['up']);
  });
});

describe('garbage', () => {
  test.each<[string, string | Buffer]>([
    ['no JSON', '{'],
    ['an empty frame', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['no handler', '{"resource":"mq"}'],
    ['a handler of another type', '{"handler":7}'],
    ['a list without items', '{"handler":"list","resource":"nodes"}'],
    ['too deep', '['.repeat(200) + ']'.repeat(200)],
    ['bytes', Buffer.from([0xff, 0xfe])],
  ])('%s: told as unreadable, and the line goes on', async (_, frame) => {
    const server = await house.started();
    const line = await house.online(server);
    server.raw(frame);
    server.publish(event('graph.finished.g1', { status: 'failed' }));
    await until('the result', () => line.events.length === 1);
    expect(line.unreadable).toMatchObject([{ bytes: frame.length, why: { code: 'unreadable' } }]);
    expect(line.down).toBeNull();
  });

  test('a handler named as an event of our own does nothing', async () => {
    const server = await house.started();
    const line = await house.online(server);
    for (const handler of ['open', 'close', 'ready', 'init', 'message', '__proto__']) {
      server.raw(JSON.stringify({ handler, code: 1000 }));
    }
    server.publish(event('graph.finished.g1', { status: 'failed' }));
    await until('the result', () => line.events.length === 1);
    expect(line.down).toBeNull();
  });

  test('a message beyond 32 MiB costs the line', async () => {
    const server = await house.started();
    const line = await house.online(server);
    server.raw(`"${'x'.repeat(32 * 1024 * 1024)}"`);
    await until('down', () => line.down);
    expect(line.unreadable).toMatchObject([{ bytes: 32 * 1024 * 1024 }]);
    expect(line.down).toMatchObject({ cause: { code: 'unreadable' }, fatal: false });
  });
});

describe('a line that stands and says nothing', () => {
  test('half-open is found within 35 s', async () => {
    const server = await house.started();
    const clock = new FakeClock(Date.now());
    const line = await house.online(server, {}, { clock });
    server.freeze();
    await clock.tick(35_000);
    expect(line.down).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test('a server that answers nothing but pings is found within 65 s', async () => {
    const server = await house.started();
    const clock = new FakeClock(Date.now());
    const line = await house.online(server, {}, { clock });
    server.silent = true;
    for (let second = 0; second < 65 && line.down === null; second++) {
      await clock.tick(1_000);
      // The library's pong is on its way.
      await pong();
    }
    expect(line.down).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test('it proves itself by the answer to init', async () => {
    const server = await house.started();
    const clock = new FakeClock(Date.now());
    const line = await house.online(server, {}, { clock });
    expect(await line.session.prove?.()).toBeNull();
    server.silent = true;
    const proving = line.session.prove?.();
    await clock.tick(5_000);
    expect(await proving).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test('what comes while the answer is late proves it as well', async () => {
    const server = await house.started();
    const clock = new FakeClock(Date.now());
    const line = await house.online(server, {}, { clock });
    server.silent = true;
    const proving = line.session.prove?.();
    server.raw(
      JSON.stringify({ handler: 'item', resource: 'mq', id: 'graph.finished.g1', data: { status: 'failed' } }),
    );
    await until('heard', async () => {
      // A result may wait for its twin.
      await clock.tick(100);
      return line.events.length === 1;
    });
    await clock.tick(5_000);
    expect(await proving).toBeNull();
    expect(line.down).toBeNull();
  });

  test('heartbeats that stop end the line; on the next one their absence is a limit', async () => {
    const server = await house.started();
    const clock = new FakeClock(Date.now());
    const protocol = rackhd();
    const living = async (seconds: number, over: () => boolean) => {
      for (let second = 0; second < seconds && !over(); second++) {
        await clock.tick(1_000);
        await pong();
      }
    };
    const first = await house.online(server, {}, { clock, protocol });
    server.publish(heartbeatMessage(10_000));
    server.publish(event('graph.finished.g1', { status: 'failed' }));
    await until('heard', () => first.events.length === 1);
    server.brokerless = true;
    await living(59, () => first.down !== null);
    expect(first.down).toBeNull();
    await living(1, () => false);
    expect(first.down).toMatchObject({ cause: { code: 'silent' }, fatal: false });
    const second = await house.online(server, {}, { clock, protocol });
    await living(60, () => second.limits.length > 0);
    expect(second.limits).toMatchObject([{ subscription: 'heartbeat', why: { code: 'silent' } }]);
    expect(second.down).toBeNull();
    server.brokerless = false;
    server.publish(heartbeatMessage(10_000));
    await until('whole again', () => second.limits.length === 0);
  });

  test('while reading is held back nothing is missed, and nothing ends the line', async () => {
    const server = await house.started();
    const clock = new FakeClock(Date.now());
    const line = await house.online(server, {}, { clock });
    line.session.pause();
    const heldSince = line.session.behindSince?.();
    server.publish(event('graph.finished.g1', { status: 'failed' }));
    await clock.tick(600_000);
    expect(await line.session.prove?.()).toBeNull();
    expect(line.events).toEqual([]);
    expect(line.session.behindSince?.()).toBe(heldSince);
    expect(heldSince).toBeLessThanOrEqual(Date.now());
    line.session.resume();
    expect(line.session.behindSince?.()).toBeNull();
    await until('told', () => line.events.length === 1);
    expect(line.down).toBeNull();
  });
});

describe('the end', () => {
  test('is final: nothing arrives after it', async () => {
    const server = await house.started();
    const line = await house.online(server);
    const said = line.said.length;
    server.publish(event('graph.finished.g1', { status: 'failed' }));
    line.session.close();
    await until('gone', () => server.connections() === 0);
    server.drop();
    expect(line.said).toHaveLength(said);
  });
});

/** Time for what the library answers by itself. */
function pong(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
