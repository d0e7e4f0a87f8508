import { saymon } from '../../main/protocols/saymon/adapter.ts';
import { startSaymon } from '../servers/saymon.ts';
import type { Heartbeat, Stand, Subject } from './subject.ts';

const short = { intervalMs: 500, timeoutMs: 2_000 };
const slackMs = 2_000;
const proofMs = 330_000;
const sessionEnded = 'its session has ended without a word';

async function start(heartbeat: Heartbeat = short): Promise<Stand> {
  const server = await startSaymon({ sessions: ['session-1', 'session-2'], heartbeat });
  let events = 0;
  const text = () => `Load über ${events++} %`;
  const unheard = () => {
    const at = Date.now();
    const id = `65ff${events.toString(16).padStart(6, '0')}`;
    const incident = { id, entityId: '64bb02', entityType: 1, state: '1', text: text(), timestamp: at, type: 2 };
    server.incidents.set(id, incident);
    return incident.text;
  };
  return {
    url: server.url,
    port: server.port,
    connections: () => server.subscriptions().length,
    attempts: () => server.attempts,
    subscriptions: () =>
      server.subscriptions().flatMap(({ calls }) => calls.map(({ topic, filter }) => `${topic} ${filter ?? ''}`)),
    credentials: () => server.subscriptions().map(({ sessionId }) => sessionId),
    emit: () => server.openIncident({ text: text() }).text ?? '',
    happenUnheard: unheard,
    raw: (frame) => server.raw(frame),
    drop: () => server.disconnectAll(),
    fall: () => server.kill(),
    rise: () => server.start(),
    async silence(way) {
      if (way === sessionEnded) server.endSessions();
      // What happens from now on is only known to REST.
      else unheard();
    },
    // Whom it refuses a topic hears nothing of it.
    refuseOne: () => undefined,
    close: () => server.close(),
  };
}

export const saymonSubject: Subject = {
  protocol: saymon(),
  start,
  settings: (url, change = {}) => ({
    id: 'noc',
    name: 'NOC',
    protocol: 'saymon',
    enabled: true,
    muted: false,
    url,
    apiUrl: url,
    auth: { type: 'session', sessionId: 'session-1' },
    subscriptions: { incidents: true, 'snmp-trap': true },
    ...change,
  }),
  wrongCredentials: { auth: { type: 'session', sessionId: 'ended' } },
  // Who signs in has a session of its own, also with the same account.
  neighbours: () => [
    { auth: { type: 'session', sessionId: 'session-2' } },
    { auth: { type: 'password', login: 'ops', password: 'secret' } },
    { auth: { type: 'token', token: 'token-1' } },
  ],
  tellsRefusals: false,
  frames: [
    '2',
    '40{"sid":"b2xkZXIgdGhhbiB0aW1l"}',
    '42["incidents",{"changeType":1,"payload":{"id":"65aa01","entityId":"64bb02","entityType":1,"state":"1","text":"CPU"}}]',
    '42["snmp-trap",{"id":"66ee01","entity":{"id":"64bb02"},"eventLevel":2,"bindings":"{}","timestamp":1730000000000}]',
    '42["client-notification",{"text":"Hello","severity":1}]',
    '42["job-result-received",{"id":"67aa","operationId":"64op01","result":{"exitCode":1,"stdout":"no"}}]',
    '42["error",{"message":"no"}]',
    '451-["incidents",{"_placeholder":true,"num":0}]',
    '44{"message":"Session is not valid"}',
    '41',
  ],
  garbage: [
    '42',
    '42[]',
    '42{}',
    '42["incidents"]',
    '42["incidents",null]',
    '42["incidents",{"changeType":"?","payload":7}]',
    `42["incidents",${'['.repeat(5_000)}${']'.repeat(5_000)}]`,
    '43',
    '4',
    '44',
    '451-["incidents",{"_placeholder":true,"num":0}]',
    '0{',
    'no packet at all',
    '',
    Buffer.from([0, 1, 2, 255]),
  ],
  halfOpenMs: short.intervalMs + short.timeoutMs + slackMs,
  heartbeat: 'library',
  silences: { [sessionEnded]: proofMs, 'the message line behind the server is broken': proofMs },
};
