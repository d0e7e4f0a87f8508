import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../../../main/clock.ts';
import { rackhd } from '../../../main/protocols/rackhd/adapter.ts';
import { keepName, newMemory } from '../../../main/protocols/rackhd/memory.ts';
import type { Rackhd } from '../../servers/rackhd.ts';
import { event, nodeMessage, workflowMessages } from '../../servers/rackhd-bodies.ts';
import { until } from '../../until.ts';
import { House, settings } from './lines.ts';

const house = new House();
afterEach(() => house.close());

const minutes = (count: number) => new Date(Date.now() - count * 60_000).toISOString();
const since = () => Date.now() - 30 * 60_000;

function graph(instanceId: string, status: string, updatedAt: string, more: object = {}) {
  const name = `Workflow ${instanceId}`;
  return { instanceId, name, node: 'n1', _status: status, createdAt: minutes(120), updatedAt, ...more };
}

function poller(id: string, node: string, state: string | null) {
  return { id, name: 'Pollers.IPMI', node, state, config: { command: 'sel', password: 'secret' } };
}

function lost(node: string) {
  const { routingKey, data } = nodeMessage('C', 'inaccessible', node);
  return { id: routingKey, data };
}

function asked(server: Rackhd, resource: string) {
  return server.sent.filter((message) => message.handler === 'query' && message.resource === resource);
}

describe('what ended while nobody listened', () => {
  test('results of the gap, with the keys that their messages have, and nothing from before it', async () => {
    const server = await house.started({
      records: {
        nodes: [{ id: 'n1', name: 'one' }],
        graphObjs: [
          graph('g1', 'failed', minutes(10)),
          graph('g2', 'succeeded', minutes(20)),
          graph('g3', 'failed', minutes(90)),
          graph('g4', 'running', minutes(1)),
        ],
      },
    });
    const line = await house.online(server, {}, { since: since() });
    expect(line.catchUps[0]?.events.map(({ key, severity, title }) => [key, severity, title])).toEqual([
      ['graph:g2:succeeded', 'ok', 'node one, succeeded'],
      ['graph:g1:failed', 'error', 'node one, failed'],
    ]);
    expect(line.catchUps[0]).toMatchObject({ open: null, filled: 'state' });
    server.publish(
      ...workflowMessages('C', 'finished', { graphId: 'g1', graphName: 'x', status: 'failed', nodeId: 'n1' }),
    );
    await until('live', () => line.events.length === 2);
    expect(line.events[0]?.key).toBe('graph:g1:failed');
  });

  test('where nothing but results is watched, the gap is filled completely', async () => {
    const server = await house.started({ records: { graphObjs: [graph('g1', 'timeout', minutes(10))] } });
    const line = await house.online(server, { presets: { results: true } }, { since: since() });
    expect(line.catchUps[0]).toMatchObject({ filled: 'all', events: [{ key: 'graph:g1:timeout', severity: 'error' }] });
  });

  test('at the first look the past is not asked for', async () => {
    const server = await house.started({ records: { graphObjs: [graph('g1', 'failed', minutes(10))] } });
    const line = await house.online(server);
    expect(line.catchUps[0]?.events).toEqual([]);
    expect(asked(server, 'graphObjs')).toEqual([]);
  });

  test('what is not watched is not asked for', async () => {
    const server = await house.started({ records: { graphObjs: [graph('g1', 'failed', minutes(10))] } });
    const line = await house.online(server, { presets: { logs: 'error' } }, { since: since() });
    expect(line.catchUps[0]).toMatchObject({ events: [], open: null, filled: 'nothing' });
    expect(asked(server, 'graphObjs').concat(asked(server, 'pollers'))).toEqual([]);
  });

  test('many of them come page by page', async () => {
    const graphObjs = Array.from({ length: 250 }, (_, index) => graph(`g${index}`, 'failed', minutes(10)));
    const server = await house.started({ records: { graphObjs } });
    const line = await house.online(server, {}, { since: since() });
    expect(line.catchUps[0]?.events).toHaveLength(250);
    expect(asked(server, 'graphObjs').map(({ params }) => (params as { skip: number }).skip)).toEqual([0, 100, 200]);
  });

  test('a server that does not answer leaves the gap unfilled, and the line is limited', async () => {
    const server = await house.started();
    server.failing.add('graphObjs').add('nodes').add('pollers');
    const line = await house.online(server, {}, { since: since() });
    expect(line.catchUps[0]).toMatchObject({ filled: 'nothing', open: null, events: [] });
    expect(line.limits.map(({ subscription }) => subscription)).toEqual(['nodes', 'graphObjs', 'pollers']);
    expect(line.down).toBeNull();
  });

  test('a collection that could not be read is asked for again', async () => {
    const server = await house.started({ records: { graphObjs: [graph('g1', 'failed', minutes(10))] } });
    server.failing.add('graphObjs');
    const clock: Clock = { now: Date.now, after: (ms, run) => systemClock.after(ms / 50, run) };
    const line = await house.online(server, {}, { since: since(), clock });
    server.failing.clear();
    await until('caught up', () => line.catchUps.length === 2);
    expect(line.catchUps[1]).toMatchObject({ events: [{ key: 'graph:g1:failed' }], filled: 'state' });
    expect(line.limits).toEqual([]);
  });
});

describe('workflows that run', () => {
  test('where starts are watched, those that run are all that is open', async () => {
    const server = await house.started({
      records: {
        graphObjs: [
          graph('g1', 'running', minutes(100)),
          graph('g2', 'failed', minutes(10)),
          graph('g3', 'pending', minutes(1)),
        ],
      },
    });
    const line = await house.online(server, { presets: { results: true, state: true } }, { since: since() });
    const [catchUp] = line.catchUps;
    expect(catchUp?.events.map(({ key, phase }) => [key, phase])).toEqual([
      ['graph:g1:started', 'opened'],
      ['graph:g3:started', 'opened'],
      ['graph:g2:failed', 'closed'],
    ]);
    expect(catchUp?.open?.toSorted()).toEqual(['graph:g1', 'graph:g2', 'graph:g3']);
    expect(catchUp?.kinds).toEqual(['job']);
  });
});

describe('nodes out of reach', () => {
  const pollers = [
    poller('p1', 'n1', 'inaccessible'),
    poller('p2', 'n1', 'inaccessible'),
    poller('p3', 'n2', 'accessible'),
  ];

  test('those that the pollers do not reach are open, each once, without what the poller signs in with', async () => {
    const server = await house.started({ records: { pollers, nodes: [{ id: 'n1', name: 'one' }] } });
    const line = await house.online(server);
    const [catchUp] = line.catchUps;
    expect(catchUp).toMatchObject({ open: ['node:n1:access'], kinds: ['state'] });
    expect(catchUp?.events).toMatchObject([
      { kind: 'state', phase: 'updated', severity: 'error', subject: { id: 'n1', name: 'one' } },
    ]);
    expect(JSON.stringify(catchUp)).not.toContain('secret');
  });

  test('one that is known to be out of reach is open, and no news', async () => {
    const server = await house.started({ records: { pollers } });
    const protocol = rackhd();
    const first = await house.online(server, {}, { protocol });
    server.drop();
    await until('down', () => first.down);
    const second = await house.online(server, {}, { protocol, since: since() });
    expect(second.catchUps[0]).toMatchObject({ events: [], open: ['node:n1:access'] });
  });

  test('one that was told just before the question stays open, though the database does not have it yet', async () => {
    const server = await house.started({ records: { pollers: [poller('p3', 'n2', 'accessible')] } });
    const line = house.opened(rackhd(), settings(server.url), { askAfterMs: 100 });
    await until('up', () => line.said.includes('up'));
    server.publish(nodeMessage('C', 'inaccessible', 'n7'));
    await until('caught up', () => line.catchUps.length === 1);
    expect(line.catchUps[0]?.open).toEqual(['node:n7:access']);
  });

  test('one that is back stays open no longer where our clock was set back', async () => {
    const server = await house.started({ records: { pollers: [poller('p1', 'n7', 'accessible')] } });
    const protocol = rackhd();
    const first = await house.online(server, {}, { protocol });
    server.publish(nodeMessage('C', 'inaccessible', 'n7'));
    await until('live', () => first.events.length === 1);
    first.session.close();
    const clock = { now: () => Date.now() - 3_600_000, after: systemClock.after };
    const second = await house.online(server, {}, { protocol, since: clock.now(), clock });
    expect(second.catchUps[0]).toMatchObject({ open: [], kinds: ['state'] });
  });

  test('one that was told on a line that broke before it was up is news for the next one', async () => {
    const server = await house.started({ records: { pollers: [poller('p3', 'n2', 'accessible')] } });
    const protocol = rackhd();
    const first = await house.online(server, {}, { protocol });
    first.session.close();
    await server.kill();
    const breaking = new WebSocketServer({ host: '127.0.0.1', port: server.port });
    house.closing(() => breaking.close());
    breaking.on('connection', (socket) =>
      socket.on('message', (message) => {
        if (String(message).includes('"init"')) socket.send(JSON.stringify({ handler: 'session', id: 's1' }));
        else {
          socket.send(JSON.stringify({ handler: 'item', resource: 'mq', ...lost('n7') }));
          socket.close();
        }
      }),
    );
    const second = house.opened(protocol, settings(server.url), { since: since() });
    await until('down', () => second.down);
    expect(second.said).toEqual(['down']);
    breaking.close();
    await server.start();
    server.put('pollers', poller('p1', 'n7', 'inaccessible'));
    const third = await house.online(server, {}, { protocol, since: since() });
    expect(third.catchUps[0]).toMatchObject({ events: [{ alert: 'node:n7:access' }], open: ['node:n7:access'] });
  });

  test('pollers that keep no state tell nothing: nothing is closed by them', async () => {
    const server = await house.started({ records: { pollers: [poller('p1', 'n1', null)] } });
    const line = await house.online(server);
    expect(line.catchUps[0]).toMatchObject({ open: null, kinds: [] });
  });
});

test('a late list answers nothing that was asked after it', async () => {
  const server = await house.started();
  const line = await house.online(server);
  server.raw(JSON.stringify({ handler: 'list', resource: 'graphObjs', items: [graph('g9', 'failed', minutes(1))] }));
  server.publish(event('graph.finished.g1', { status: 'failed' }));
  await until('the result', () => line.events.length === 1);
  expect(line.events[0]?.key).toBe('graph:g1:failed');
});

test('names of nodes do not fill the memory', () => {
  const memory = newMemory();
  for (let n = 0; n <= 200_000; n++) keepName(memory, `n${n}`, 'one');
  expect(memory.names.size).toBe(1);
  expect(memory.names.get('n200000')).toBe('one');
});
