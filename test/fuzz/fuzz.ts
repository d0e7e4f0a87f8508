import type { Down, Protocol } from '../../main/protocols/protocol.ts';
import type { Stand, Subject } from '../contract/subject.ts';
import { type Line, openLine } from '../protocols/line.ts';
import { until } from '../until.ts';
import { frameOf, type Random } from './frames.ts';

/** A server that sends what it is told. */
export interface Gun extends Pick<Stand, 'url' | 'connections' | 'raw' | 'close'> {
  /** How many frames are not yet on their way. */
  waiting(): number;
}

/** Who is shot at: a protocol, and a server that sends what it is told. */
export interface Target {
  readonly name: string;
  readonly subject: Subject;
  /** The server that sends the frames; the healthy one beside it is always a stand-in of the subject. */
  start(): Promise<Gun>;
}

export interface Shots {
  readonly name: string;
  readonly frames: number;
  /** Lines that were made, the first one included. */
  readonly lines: number;
  readonly unreadable: number;
  /** Events that the line beside it was sent, and those that it heard. */
  readonly sent: number;
  readonly heard: number;
  /** Why the line beside it ended; null: it stood. */
  readonly ended: Down | null;
}

/** A busy machine must not end a line that nothing is wrong with. */
export const unhurried = { intervalMs: 25_000, timeoutMs: 60_000 };
const burst = 50;
/** As many are sent also where a busy machine needs longer than it has. */
export const least = 1_000;
const burstsBetweenEvents = 10;

/** Sends so many frames, or for so long, to one line while another one of the same protocol does its work. */
export async function shoot(target: Target, random: Random, limit: { frames: number; ms: number }): Promise<Shots> {
  const { subject } = target;
  const { protocol } = subject;
  const server = await target.start();
  const beside = await subject.start(unhurried);
  const healthy = openLine(protocol, subject.settings(beside.url, { id: 'healthy' }));
  await until('the healthy line', () => healthy.catchUps.length === 1);
  const sound = [...subject.frames, ...subject.garbage.filter((frame) => typeof frame === 'string')];
  const settings = subject.settings(server.url);
  const deadline = performance.now() + limit.ms;
  const sent: string[] = [];
  let line = await opened(protocol, settings);
  let lines = 1;
  let frames = 0;
  let unreadable = 0;
  const goesOn = () => frames < limit.frames && (performance.now() < deadline || frames < least);
  for (let bursts = 0; goesOn(); bursts++) {
    if (line.down !== null || server.connections() === 0) {
      line.session.close();
      unreadable += line.unreadable.length;
      line = await opened(protocol, settings);
      lines++;
    }
    for (let n = 0; n < burst; n++) server.raw(frameOf(sound, random));
    await until('the frames', () => server.waiting() === 0 || line.down !== null || server.connections() === 0);
    frames += burst - server.waiting();
    if (bursts % burstsBetweenEvents === 0) sent.push(beside.emit());
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  const titles = () => new Set(healthy.events.map(({ title }) => title));
  await until('all events of the healthy line', () => sent.every((title) => titles().has(title))).catch(() => null);
  const heard = sent.filter((title) => titles().has(title)).length;
  unreadable += line.unreadable.length;
  for (const each of [line, healthy]) each.session.close();
  await server.close();
  await beside.close();
  return { name: target.name, frames, lines, unreadable, sent: sent.length, heard, ended: healthy.down };
}

/** A line that is up, or has ended already by what it was sent. */
async function opened(protocol: Protocol, settings: ReturnType<Subject['settings']>): Promise<Line> {
  const line = openLine(protocol, settings);
  await until('a line', () => line.said.includes('up') || line.down !== null);
  return line;
}
