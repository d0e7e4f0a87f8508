import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { event, nodeMessage, workflowMessages } from '../../servers/rackhd-bodies.ts';
import { until } from '../../until.ts';
import { House } from './lines.ts';

const house = new House();
afterEach(() => house.close());

const frames = 20_000;
const workflow = { graphId: 'g1', graphName: 'Install', status: 'failed', nodeId: 'n1' };
const sound = [
  ...workflowMessages('C', 'finished', workflow),
  nodeMessage('C', 'inaccessible', 'n1'),
  nodeMessage('B', 'alerts', 'n1', { Message: 'x' }),
].map(({ routingKey, data }) => JSON.stringify({ handler: 'item', resource: 'mq', id: routingKey, data }));
const others = [
  '{"handler":"session","id":"7b1f0c1e"}',
  '{"handler":"list","resource":"nodes","items":[{"id":"n1","name":"one"}]}',
  '{"handler":"item","resource":"nodes","id":["updated","n1"],"data":{"id":"n1"}}',
  '{"handler":"item","resource":"catalogs","id":{"id":"c1"}}',
  '{"handler":"remove","resource":"nodes","id":"n1","data":{}}',
  '{"handler":"error","resource":"mq","params":{}}',
];

/** A sound frame of which a few characters are others. */
const torn = fc
  .tuple(
    fc.constantFrom(...sound, ...others),
    fc.nat(),
    fc.nat({ max: 20 }),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  .map(([frame, at, length, text]) => {
    const from = at % frame.length;
    return frame.slice(0, from) + text + frame.slice(from + length);
  });
const word = fc.constantFrom('item', 'list', 'remove', 'error', 'session', 'open', 'close', '__proto__', 'constructor');
/** Right as JSON, and wrong in every field. */
const wrong = fc
  .record(
    {
      handler: fc.oneof(word, fc.jsonValue()),
      resource: fc.oneof(fc.constantFrom('mq', 'nodes', 'graphObjs', '__proto__', 'toString'), fc.jsonValue()),
      type: fc.jsonValue(),
      id: fc.oneof(
        fc.constantFrom('graph.finished.x', 'poller.alert.a.b', 'x.task.finished', 'error', 'heartbeat.a'),
        fc.jsonValue(),
      ),
      items: fc.jsonValue(),
      params: fc.jsonValue(),
      data: fc.oneof(
        fc.record({
          type: fc.constantFrom('graph', 'node', 'polleralert', 'heartbeat'),
          action: fc.string(),
          data: fc.jsonValue(),
        }),
        fc.record({
          graphId: fc.jsonValue(),
          graphName: fc.jsonValue(),
          status: fc.jsonValue(),
          value: fc.jsonValue(),
        }),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  )
  .map((frame) => JSON.stringify(frame));
const frame = fc.oneof(
  torn,
  torn,
  wrong,
  wrong,
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.nat({ max: 5_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
);

test('any frames: nothing escapes, the line stands, and another one misses nothing', async () => {
  const escaped: unknown[] = [];
  const note = (error: unknown) => void escaped.push(error);
  process.on('uncaughtException', note).on('unhandledRejection', note);
  house.closing(() => process.off('uncaughtException', note).off('unhandledRejection', note));
  const [hostile, honest] = [await house.started(), await house.started()];
  const [line, healthy] = [await house.online(hostile), await house.online(honest)];
  const sent = fc.sample(frame, { numRuns: frames, seed: 7 });
  for (let from = 0; from < frames; from += 500) {
    for (const each of sent.slice(from, from + 500)) hostile.raw(each);
    honest.publish(event(`graph.finished.${from}`, { status: 'failed' }));
    const marker = `marker-${from}`;
    hostile.publish(event('graph.finished.marker', { status: marker }));
    await until(marker, () => line.events.some(({ level }) => level === marker));
  }
  await until('what the other one told', () => healthy.events.length === frames / 500);
  expect(escaped).toEqual([]);
  expect(line.down).toBeNull();
  expect(line.unreadable.length).toBeGreaterThan(1_000);
  expect(line.events.length).toBeGreaterThan(1_000);
});

test('any bytes on the socket itself cost at most the line', async () => {
  const escaped: unknown[] = [];
  const note = (error: unknown) => void escaped.push(error);
  process.on('uncaughtException', note).on('unhandledRejection', note);
  house.closing(() => process.off('uncaughtException', note).off('unhandledRejection', note));
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 64 });
  for (const each of fc.sample(bytes, { numRuns: 100, seed: 7 })) {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    server.on('connection', (socket, request) => {
      socket.on('error', () => {});
      request.socket.write(Buffer.from(each));
      request.socket.end();
    });
    const { port } = server.address() as { port: number };
    const line = await house.online({ url: `ws://127.0.0.1:${port}` });
    expect(line.down).not.toBeNull();
    server.close();
  }
  expect(escaped).toEqual([]);
});
