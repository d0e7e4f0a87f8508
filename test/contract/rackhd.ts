import { rackhd } from '../../main/protocols/rackhd/adapter.ts';
import type { ServerSettings } from '../../preload/contract/api.ts';
import { startRackhd } from '../servers/rackhd.ts';
import { alertMessage, heartbeatMessage, workflowMessages } from '../servers/rackhd-bodies.ts';
import type { Stand, Subject } from './subject.ts';

const mute = 'it answers nothing any more';

/** RackHD as the contract suite sees it. */
export const rackhdSubject: Subject = {
  protocol: rackhd(),
  start,
  settings: (url, change = {}): ServerSettings => ({
    id: 'racks',
    name: 'Racks',
    protocol: 'rackhd',
    enabled: true,
    muted: false,
    url,
    watches: [
      { resource: 'mq', params: { exchange: 'on.events', routingKey: 'graph.finished.#' } },
      { resource: 'mq', params: { exchange: 'on.events', routingKey: 'polleralert.#' } },
      { resource: 'mq', params: { exchange: 'on.logging', routingKey: 'error' } },
    ],
    ...change,
  }),
  wrongCredentials: null,
  neighbours: () => [{}, { channel: 'mq' }],
  tellsRefusals: true,
  frames: [
    '{"handler":"session","data":{"id":"0f8b"}}',
    '{"handler":"watch","resource":"mq","params":{"exchange":"on.events","routingKey":"graph.finished.#"}}',
    '{"handler":"item","resource":"mq","id":"graph.finished.x.n1","data":{"type":"graph","action":"finished","typeId":"g1","nodeId":"n1","severity":"information","data":{"graphId":"g1","graphName":"Install","status":"failed"}}}',
    '{"handler":"item","resource":"mq","id":"graph.finished.g1","data":{"status":"succeeded","graphId":"g1","graphName":"Install"}}',
    '{"handler":"item","resource":"mq","id":{"exchange":"on.events","routingKey":"polleralert.sel.x"},"data":{"host":"10.0.0.9","alert":{"reading":{"Description":"Fan"}}}}',
    '{"handler":"list","resource":"nodes","items":[{"id":"n1","name":"rack-1"}]}',
    '{"handler":"get","resource":"nodes","id":{"id":"n1","name":"rack-1"}}',
    '{"handler":"error","error":{"message":"Unknown resource","params":{}}}',
    '{"handler":"remove","type":"mq","id":"x"}',
  ],
  garbage: [
    '',
    '{',
    'null',
    '[]',
    '42["event"]',
    '0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000}',
    '{"handler":7}',
    '{"handler":"item"}',
    '{"handler":"list","resource":"nodes","items":7}',
    '{"handler":"item","resource":"mq","id":{"a":[]},"data":[[[]]]}',
    '['.repeat(5_000) + ']'.repeat(5_000),
    Buffer.from([0x00, 0xff, 0xfe]),
  ],
  halfOpenMs: 35_000,
  heartbeat: 'ours',
  silences: { [mute]: 65_000, 'the broker behind the server is broken': 65_000 },
};

async function start(): Promise<Stand> {
  const server = await startRackhd();
  let count = 0;
  const refusable = 'on.logging';
  return {
    url: server.url,
    port: server.port,
    connections: () => server.connections(),
    attempts: () => server.attempts,
    subscriptions: () => server.subscriptions(),
    credentials: () => Array.from({ length: server.connections() }, () => ''),
    emit() {
      const title = `Lüfter ${++count} stopped`;
      server.publish(
        alertMessage('C', 'sel', 'critical', 'n1', { host: '10.0.0.9', alert: { reading: { Description: title } } }),
      );
      return title;
    },
    happenUnheard() {
      const nodeId = `n${++count}`;
      const workflow = { graphId: `graph-${count}`, graphName: 'Install', status: 'failed', nodeId };
      const at = new Date().toISOString();
      server.put('graphObjs', {
        instanceId: workflow.graphId,
        name: 'Install',
        node: nodeId,
        _status: 'failed',
        updatedAt: at,
      });
      server.publish(...workflowMessages('C', 'finished', workflow));
      return `node ${nodeId}, failed`;
    },
    raw: (frame) => server.raw(frame),
    drop: () => server.drop(),
    fall: () => server.kill(),
    rise: () => server.start(),
    async silence(way) {
      if (way === mute) server.silent = true;
      else {
        // It was heard once, and is heard no more, though the server itself answers.
        server.publish(heartbeatMessage(10_000));
        server.brokerless = true;
      }
    },
    refuseOne: () => void server.exchanges.delete(refusable),
    close: () => server.close(),
  };
}
