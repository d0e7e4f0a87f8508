import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { causeText } from '../../preload/contract/texts/index.ts';
import { ownCertificate } from '../own-certificate.ts';
import { until } from '../until.ts';
import { Desk } from './desk.ts';
import type { Subject } from './subject.ts';
import { subjects } from './subjects.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What a person reads of the server at HOST; `state` is what becomes of the connection. */
interface Told {
  readonly state: 'blocked' | 'waiting' | 'online';
  readonly why: string;
  readonly remedy: string;
}

const isFlamenco: Told = {
  state: 'blocked',
  why: 'HOST speaks Socket.IO 2, as Flamenco does',
  remedy: 'Choose the kind Flamenco',
};
const isSocketIo4: Told = { state: 'blocked', why: 'HOST speaks Socket.IO 4', remedy: 'Choose SAYMON or Kamea' };
const isRackhd: Told = { state: 'blocked', why: 'HOST speaks plain WebSocket', remedy: 'Choose RackHD' };
/** It waits to be spoken to, as one that is only slow would: this is tried again. */
const isMute: Told = { ...isRackhd, state: 'waiting' };

/** What is told of the server that answers (first), by those who are set up for another kind (second). */
const told: Readonly<Record<string, Readonly<Record<string, Told>>>> = {
  saymon: {
    kamea: {
      state: 'blocked',
      why: 'HOST does not know the namespace /devices',
      remedy: 'Check which kind of server it is and the path of its address: Servers; is CORS set for it?',
    },
    flamenco: isSocketIo4,
    rackhd: isSocketIo4,
  },
  kamea: {
    // A Kamea server lets everybody into its root; that it is none of SAYMON's is said by REST.
    saymon: {
      state: 'online',
      why: 'HOST answered with HTTP status 404',
      remedy: "Check the address and its path; does the server's own page open in a browser?",
    },
    flamenco: isSocketIo4,
    rackhd: isSocketIo4,
  },
  flamenco: { saymon: isFlamenco, kamea: isFlamenco, rackhd: isFlamenco },
  rackhd: { saymon: isMute, kamea: isMute, flamenco: isRackhd },
};

const pairs = Object.entries(told).flatMap(([there, byWanted]) =>
  Object.entries(byWanted).map(([wanted, expected]) => [wanted, there, expected] as const),
);

function subjectOf(name: string): Subject {
  const subject = subjects.find(({ protocol }) => protocol.name === name);
  if (subject === undefined) throw new Error(`There is no kind ${name}`);
  return subject;
}

/** What a person reads at a server of this kind that is given this address. */
async function shown(subject: Subject, url: string): Promise<Told> {
  const desk = new Desk(subject.protocol);
  closing.push(() => desk.close());
  await desk.watch(subject.settings(url));
  const found = () => {
    const state = desk.state();
    if (state.name === 'blocked' || state.name === 'waiting') return { state: state.name, why: state.why };
    const why = state.name === 'online' ? state.limits[0]?.why : undefined;
    return why === undefined ? null : { state: 'online' as const, why };
  };
  const { state, why } = await until('a cause', found, 20_000);
  const text = causeText(why);
  return { state, why: text.why.replace(new URL(url).host, 'HOST'), remedy: text.remedy };
}

it.each(pairs)('what is set up as %s and is %s says so', async (wanted, there, expected) => {
  const stand = await subjectOf(there).start();
  closing.push(() => stand.close());
  expect(await shown(subjectOf(wanted), stand.url)).toEqual(expected);
});

const own = ownCertificate();
const nginxPage = '<title>400 The plain HTTP request was sent to HTTPS port</title>';
const nginxHead = [
  'HTTP/1.1 400 Bad Request',
  'Server: nginx',
  `Content-Length: ${nginxPage.length}`,
  'Connection: close',
];

/** Servers that only https reaches, by how they take plain HTTP. */
const secureOnly: readonly (readonly [string, () => Server])[] = [
  ['breaks off what is no TLS', () => createHttpsServer(own, (_, response) => void response.writeHead(404).end())],
  [
    'says so as nginx does',
    () =>
      createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end(`${nginxHead.join('\r\n')}\r\n\r\n${nginxPage}`));
      }),
  ],
  ...[301, 302, 307, 308].map(
    (status) =>
      [
        `sends on by ${status}`,
        () =>
          createHttpServer(({ url = '/' }, response) => {
            response.writeHead(status, { location: `https://127.0.0.1${url}`, connection: 'close' }).end();
          }),
      ] as const,
  ),
];

describe.each(subjects.map((subject) => [subject.protocol.name, subject] as const))('%s by http', (_, subject) => {
  it.each(secureOnly)('where https is needed, at a server that %s', async (_how, server) => {
    const url = `http://127.0.0.1:${await listening(server())}`;
    expect(await shown(subject, url)).toEqual({
      state: 'blocked',
      why: 'HOST answers only over https',
      remedy: 'Begin the address with https',
    });
  });

  it('at a server that sends on to the sign-in of somebody else is not told to use https', async () => {
    const server = createHttpServer((_request, response) => {
      response.writeHead(302, { location: 'https://login.example/', connection: 'close' }).end();
    });
    const { state, why } = await shown(subject, `http://127.0.0.1:${await listening(server)}`);
    expect([state, why]).toEqual(['waiting', 'HOST answered with HTTP status 302']);
  });
});

it.each([401, 403])(
  '%i before any kind of server is a refused sign-in, and told as an access denial',
  async (status) => {
    for (const subject of subjects) {
      const server = createHttpServer((_request, response) => {
        response.writeHead(status, { connection: 'close' }).end();
      });
      const desk = new Desk(subject.protocol);
      closing.push(() => desk.close());
      await desk.watch(subject.settings(`http://127.0.0.1:${await listening(server)}`));
      await until(`${subject.protocol.label} blocked`, () => desk.state().name === 'blocked');
      expect(desk.state()).toMatchObject({ why: { code: 'sign-in' } });
      expect(desk.own.map(({ event: { kind, phase } }) => [kind, phase])).toEqual([['access-denied', 'opened']]);
    }
  },
);

/** Its port. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}
