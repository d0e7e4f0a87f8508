import { kamea } from '../../main/protocols/kamea/adapter.ts';
import { boiler, pump, startKamea } from '../servers/kamea.ts';
import type { Heartbeat, Stand, Subject } from './subject.ts';

const short = { intervalMs: 500, timeoutMs: 2_000 };
const slackMs = 2_000;
const proofMs = 330_000;
const otherNamespace = '/plant';
const sample = `{"deviceId":"${boiler.deviceId}","timestamp":"2026-01-02T03:04:05Z","values":{"temperature":21.4}}`;

async function start(heartbeat: Heartbeat = short): Promise<Stand> {
  const server = await startKamea({
    tokens: ['token-1', 'token-2', 'token-3'],
    namespaces: ['/devices', otherNamespace],
    heartbeat,
  });
  let values = 0;
  const happened = () => `Außen ${values++}`;
  return {
    url: server.url,
    port: server.port,
    connections: () => server.subscriptions().length,
    attempts: () => server.attempts,
    subscriptions: () => server.subscriptions().flatMap(({ asked }) => asked.map((each) => JSON.stringify(each))),
    credentials: () => server.subscriptions().map(({ token }) => token),
    emit() {
      const title = happened();
      const [name = '', value] = title.split(' ');
      server.telemetry(boiler.deviceId, { deviceId: boiler.deviceId, timestamp: Date.now(), [name]: Number(value) });
      return title;
    },
    // No history of values can be asked for.
    happenUnheard: happened,
    raw: (frame) => server.raw(frame),
    drop: () => server.disconnectAll(),
    fall: () => server.kill(),
    rise: () => server.start(),
    // Only the Management API says that it has ended.
    async silence() {
      server.silent = true;
      server.tokens.clear();
    },
    refuseOne: () => void server.denied.add(pump.deviceId),
    close: () => server.close(),
  };
}

export const kameaSubject: Subject = {
  protocol: kamea(),
  start,
  settings: (url, change = {}) => ({
    id: 'iot',
    name: 'IOT',
    protocol: 'kamea',
    enabled: true,
    muted: false,
    url,
    apiUrl: url,
    auth: { type: 'bearer', token: 'token-1' },
    devices: [boiler, pump],
    ...change,
  }),
  wrongCredentials: { auth: { type: 'bearer', token: 'ended' } },
  // Of two namespaces of one origin the library makes one socket, unless it is told not to.
  neighbours: (url) => [
    { auth: { type: 'bearer', token: 'token-2' } },
    { auth: { type: 'bearer', token: 'token-3' }, url: `${url}${otherNamespace}` },
  ],
  tellsRefusals: true,
  frames: [
    '2',
    '40/devices,{"sid":"b2xkZXIgdGhhbiB0aW1l"}',
    `42/devices,["telemetries",${sample}]`,
    `42/devices,["telemetries",[${sample},${sample}]]`,
    `42/devices,["telemetry","${boiler.deviceId}",{"key":"on","value":true}]`,
    '42/devices,["access_denied"]',
    '42/devices,["internal_server_error",{"message":"no"}]',
    '42/devices,["states",{"state":"online"}]',
    '44/devices,{"message":"Unauthorized"}',
    '41/devices,',
  ],
  garbage: [
    '42',
    '42/devices,',
    '42/devices,[]',
    '42/devices,{}',
    '42/devices,["telemetries"]',
    '42/devices,["telemetries",null]',
    '42/devices,["telemetries",{"values":{"__proto__":{"x":1},"constructor":[[[]]]}}]',
    `42/devices,["telemetries",${'['.repeat(5_000)}${']'.repeat(5_000)}]`,
    '43/devices,',
    '4',
    '44/devices,',
    '451-/devices,["telemetries",{"_placeholder":true,"num":0}]',
    '0{',
    'no packet at all',
    '',
    Buffer.from([0, 1, 2, 255]),
  ],
  halfOpenMs: short.intervalMs + short.timeoutMs + slackMs,
  heartbeat: 'library',
  // That a message line behind the server is broken cannot be asked: docs/kamea.md.
  silences: { 'its token has ended without a word': proofMs },
};
