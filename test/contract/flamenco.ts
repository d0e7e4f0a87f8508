import { flamenco } from '../../main/protocols/flamenco/adapter.ts';
import type { Protocol } from '../../main/protocols/protocol.ts';
import { startFlamenco } from '../servers/flamenco.ts';
import type { Heartbeat, Stand, Subject } from './subject.ts';

const steps = 100_000;
const short = { intervalMs: 500, timeoutMs: 2_000 };
const slackMs = 2_000;
const mute = 'nothing comes but the heartbeat';
const job = '"id":"1b3c","name":"shot_010","updated":"2026-01-02T03:04:05.123456789Z"';

/** The Manager with the manners of its Go library. It knows no credentials at all. */
export const flamencoSubject: Subject = {
  protocol: flamenco() as Protocol,
  start,
  settings: (url, change = {}) => ({
    id: 'farm',
    name: 'Farm',
    protocol: 'flamenco',
    enabled: true,
    muted: false,
    url,
    subscriptions: { jobs: true, workers: true },
    ...change,
  }),
  wrongCredentials: null,
  neighbours: () => [{}],
  tellsRefusals: true,
  frames: [
    '3',
    '40',
    '0{"sid":"abcdefghijklmnopqrst","upgrades":[],"pingInterval":30000,"pingTimeout":60000}',
    `42["/jobs",{${job},"status":"failed","previous_status":"active","steps_completed":3,"steps_total":9}]`,
    `42["/jobs",{${job},"status":"active","refresh_tasks":true,"was_deleted":false,"priority":50}]`,
    '42["/workers",{"id":"9f","name":"node-3","status":"error","previous_status":"awake","updated":"2026-01-02T03:04:05Z"}]',
    '42["/task",{"id":"77","job_id":"1b3c","name":"render-1","status":"soft-failed","updated":"2026-01-02T03:04:05Z"}]',
    '42["/status","inoperative"]',
    '42["/lifecycle",{"type":"manager-startup"}]',
    '42["/last-rendered",{"job_id":"1b3c","thumbnail":{"base_url":"/job-files/x","suffixes":["thumbnail.jpg"]}}]',
    '430["ok"]',
  ],
  garbage: [
    '42["/jobs",]',
    '4',
    '45-["x"]',
    '451-["x",{"_placeholder":true,"num":0}]',
    Buffer.from([4, 1, 2]),
    '0{',
    '0null',
    '42',
    '44',
    '49',
    '42[{}]',
    '42["connect"]',
    '42["/jobs",{"id":{},"status":[],"updated":5}]',
    '{"resource":"mq","action":"init"}',
    '',
    Buffer.alloc(0),
  ],
  halfOpenMs: short.intervalMs + short.timeoutMs + slackMs,
  heartbeat: 'library',
  silences: { [mute]: 305_000, 'the message line behind the server is broken': 315_000 },
};

async function start(heartbeat: Heartbeat = short): Promise<Stand> {
  const server = await startFlamenco({ heartbeat });
  const worker = server.addWorker();
  let told = 0;
  /** A job that fails at a step of its own, so that its title is told once. */
  const fail = (missed: 'missed' | undefined): string => {
    const completed = ++told;
    const { id } = server.addJob({ status: 'active', steps_total: steps }, 'missed');
    server.setJob(id, 'failed', { steps_completed: completed }, missed);
    return `${completed} of ${steps} steps`;
  };
  return {
    url: server.url,
    port: server.port,
    connections: () => server.sockets().length,
    attempts: () => server.attempts,
    subscriptions: () => server.sockets().flatMap(({ asked }) => asked.filter((each) => each.startsWith('subscribe '))),
    credentials: () => server.sockets().map(() => ''),
    emit: () => fail(undefined),
    happenUnheard: () => fail('missed'),
    raw: (frame) => server.raw(frame),
    drop: () => server.drop(),
    fall: () => server.kill(),
    rise: () => server.start(),
    async silence(way) {
      if (way === mute) server.silence = 'mute';
      // It still answers on this line, and what happens from now on is only known to REST.
      else server.setWorker(worker.id, 'error', 'missed');
    },
    refuseOne: () => void server.answers.set('allWorkers', 'unknown subscription type, ignoring request'),
    close: () => server.close(),
  };
}
