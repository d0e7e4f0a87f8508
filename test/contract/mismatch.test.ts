import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { causeText } from '../../preload/contract/texts/index.ts';
import { until } from '../until.ts';
import { Desk } from './desk.ts';
import type { Subject } from './subject.ts';
import { subjects } from './subjects.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What is said of the server that answers, by those who are told another kind. */
const speaks = {
  saymon: { kamea: 'namespace', flamenco: 'socketio-4', rackhd: 'socketio-4' },
  // A Kamea server lets everybody into its root; that it is none of SAYMON's is said by REST.
  kamea: { saymon: 'http', flamenco: 'socketio-4', rackhd: 'socketio-4' },
  flamenco: { saymon: 'socketio-2', kamea: 'socketio-2', rackhd: 'socketio-2' },
  rackhd: { saymon: 'plain-websocket', kamea: 'plain-websocket', flamenco: 'plain-websocket' },
};

const pairs = Object.entries(speaks).flatMap(([there, told]) =>
  Object.entries(told).map(([wanted, code]) => [wanted, there, code] as const),
);

function subjectOf(name: string): Subject {
  const subject = subjects.find(({ protocol }) => protocol.name === name);
  if (subject === undefined) throw new Error(`There is no kind ${name}`);
  return subject;
}

/** The cause that is shown for a server of this kind at this address, and its words. */
async function shown(subject: Subject, url: string) {
  const desk = new Desk(subject.protocol);
  closing.push(() => desk.close());
  await desk.watch(subject.settings(url));
  const cause = () => {
    const state = desk.state();
    if (state.name === 'blocked' || state.name === 'waiting') return state.why;
    return state.name === 'online' ? (state.limits[0]?.why ?? null) : null;
  };
  const why = await until('a cause', cause, 20_000);
  return { code: why.code, ...causeText(why) };
}

it.each(pairs)('what is set up as %s and is %s says so', async (wanted, there, code) => {
  const stand = await subjectOf(there).start();
  closing.push(() => stand.close());
  const told = await shown(subjectOf(wanted), stand.url);
  expect(told.code).toBe(code);
  expect(told.why).toContain(new URL(stand.url).host);
  expect(told.remedy).toMatch(/\w/);
});

it.each(subjects.map(({ protocol }) => protocol.name))('%s by http where https is needed says so', async (name) => {
  const port = await startSecureOnly();
  const told = await shown(subjectOf(name), `http://127.0.0.1:${port}`);
  expect(told).toMatchObject({ code: 'https', remedy: 'Begin the address with https' });
});

/** The port of a server that answers plain HTTP at its TLS port as nginx does. */
async function startSecureOnly(): Promise<number> {
  const body = '<title>400 The plain HTTP request was sent to HTTPS port</title>';
  const head = ['HTTP/1.1 400 Bad Request', 'Server: nginx', `Content-Length: ${body.length}`, 'Connection: close'];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(`${head.join('\r\n')}\r\n\r\n${body}`));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}
