import { createHash } from 'node:crypto';
import type { Subject } from '../../../preload/contract/api.ts';
import { type OwnWords, own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { fieldsOf, textOf } from '../readers.ts';
import { bounded, pageOf, shortJson, wireEvent } from '../wire-event.ts';
import { lower } from './schema.ts';
import { accessDenied, internalError, telemetries } from './topics.ts';
import { type Sample, saidText, samplesOf } from './wire.ts';

/** What translation knows beside the message. */
export interface Context {
  /** Whether an id is that of a device of the settings. */
  readonly known: (deviceId: string) => boolean;
  /** The device that a message is about which names none; null: there are several. */
  readonly only: string | null;
  /** The name of a device, as far as it is known. */
  readonly nameOf: (deviceId: string) => string | null;
  /** Events that the settings ask for. */
  readonly asked: readonly string[];
  /** Address of the server's own pages; may hold `{id}`. Null: no links. */
  readonly webUrl: string | null;
}

/** Key of the alert that the server's own error opens. */
export const errorAlert = 'internal-error';

const valuesShown = 4;
const mostEvents = 1_000;
/** Of the server's words within ours, so that the rest of ours has room in a title. */
const saidLength = 300;
/**
 * The room's name, which has the device in it, may do for the event's as well (docs.kamea.witekio.com, WebSocket
 * server).
 */
const telemetryName = /^telemetr(?:y|ies)(?::(.{1,200}))?$/i;

/** Key of the alert of a device that may not be read. */
export function deniedAlert(deviceId: string): string {
  return `denied:${lower(deviceId)}`;
}

/** One message as events: telemetry gives one for each device and time, anything else gives one. Never empty. */
export function translate(topic: string, message: unknown, context: Context): readonly WireEvent[] {
  const name = telemetryName.exec(topic);
  if (name === null) return [otherEvent(topic, message, context)];
  const samples = samplesOf(message, context.known, name[1] ?? context.only);
  if (samples.length === 0) return [bareTelemetry(topic, message)];
  const whole = samples.length === 1;
  const events = samples
    .slice(0, mostEvents)
    .map((sample) => telemetryEvent(topic, sample, whole ? message : plainSample(sample), context));
  return samples.length <= mostEvents ? events : [...events, restEvent(topic, samples.length - mostEvents)];
}

/** A device that the account may not read. `others`: how many go on. */
export function deniedEvent(deviceId: string, message: unknown, others: number, context: Context): WireEvent {
  const said = saidText(message);
  return wireEvent({
    kind: 'access-denied',
    topic: accessDenied,
    phase: 'opened',
    severity: 'error',
    subject: deviceSubject(deviceId, context),
    alert: deniedAlert(deviceId),
    title: refusedText(others),
    body:
      said === ''
        ? own('Ask for the right to read it, or remove it here')
        : own('{}\nAsk for the right to read it, or remove it here', said),
    payload: message ?? null,
    url: pageOf(context.webUrl, 'device', deviceId),
  });
}

/** A denial of which it is not yet known whom it meant: to the history only, the one that names the device follows. */
export function unclearDenial(message: unknown): WireEvent {
  return wireEvent({
    kind: 'access-denied',
    topic: accessDenied,
    severity: 'error',
    title: own('A device is refused; which one is being found out'),
    body: saidText(message),
    payload: message ?? null,
    stream: true,
  });
}

/** A device gives values again, so it may be read. */
export function admittedEvent(deviceId: string, context: Context): WireEvent {
  return wireEvent({
    kind: 'access-denied',
    topic: telemetries,
    phase: 'closed',
    severity: 'ok',
    subject: deviceSubject(deviceId, context),
    alert: deniedAlert(deviceId),
    title: own('Its telemetry comes again'),
    payload: null,
  });
}

/**
 * `internal_server_error`, with a message when the server has one. Its documentation names the Management API as what
 * to look at first (docs.kamea.witekio.com, WebSocket server).
 */
export function errorEvent(message: unknown, phase: 'opened' | 'updated'): WireEvent {
  const said = saidText(message);
  return wireEvent({
    kind: 'error',
    topic: internalError,
    phase,
    severity: 'error',
    alert: errorAlert,
    title:
      said === ''
        ? own('Internal error. Often its Management API is down or out of its reach.')
        : own('Internal error: {}. Often its Management API is down or out of its reach.', bounded(said, saidLength)),
    body: own('Check that the Management API runs and that the WebSocket server reaches it'),
    payload: message ?? null,
  });
}

/** Values come again after an error of the server. */
export function recoveredEvent(): WireEvent {
  return wireEvent({
    kind: 'error',
    topic: telemetries,
    phase: 'closed',
    severity: 'ok',
    alert: errorAlert,
    title: own('Telemetry comes again'),
    payload: null,
  });
}

function refusedText(others: number): OwnWords {
  if (others === 0) return own('Its telemetry is refused');
  if (others === 1) return own('Its telemetry is refused. One other device goes on.');
  return own('Its telemetry is refused. {} other devices go on.', String(others));
}

function telemetryEvent(topic: string, sample: Sample, payload: unknown, context: Context): WireEvent {
  const { deviceId, timestamp, values } = sample;
  return wireEvent({
    key: keyOf(sample),
    kind: 'telemetry',
    topic,
    subject: deviceId === null ? null : deviceSubject(deviceId, context),
    title: values
      .slice(0, valuesShown)
      .map(([name, value]) => `${name} ${value}`)
      .concat(values.length > valuesShown ? ['…'] : [])
      .join(', '),
    body: values.length > 1 ? values.map(([name, value]) => `${name}: ${value}`).join('\n') : '',
    occurredAt: timestamp,
    payload,
    stream: true,
    url: deviceId === null ? null : pageOf(context.webUrl, 'device', deviceId),
  });
}

/** What the server numbers, or the device with its time and values; null where that could be the same twice. */
function keyOf({ id, deviceId, timestamp, values }: Sample): string | null {
  if (id === null && (deviceId === null || timestamp === null)) return null;
  const hash = createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16);
  return ['telemetry', id ?? '', lower(deviceId ?? ''), timestamp ?? '', hash].join(':');
}

function bareTelemetry(topic: string, message: unknown): WireEvent {
  const payload = message ?? null;
  return wireEvent({
    kind: 'telemetry',
    topic,
    title: own('Telemetry'),
    body: shortJson(payload),
    payload,
    stream: true,
  });
}

function restEvent(topic: string, count: number): WireEvent {
  const title = own('{} more values in one message', String(count));
  return wireEvent({ kind: 'telemetry', topic, title, payload: { cut: count }, stream: true });
}

/** An event that no documentation here knows; the server's own page `/doc` may. */
function otherEvent(topic: string, message: unknown, context: Context): WireEvent {
  const [sample] = samplesOf(message, context.known, context.only);
  const fields = fieldsOf(message);
  const said = [message, fields.text, fields.message, fields.title].map(textOf).find((text) => text !== '');
  const deviceId = sample?.deviceId ?? null;
  return wireEvent({
    kind: 'other',
    topic: topic.slice(0, 200),
    subject: deviceId === null ? null : deviceSubject(deviceId, context),
    title: said ?? topic,
    body: typeof message === 'object' && message !== null ? shortJson(message) : '',
    occurredAt: sample?.timestamp ?? null,
    payload: message ?? null,
    aim: context.asked.includes(topic) ? 'custom' : null,
    url: deviceId === null ? null : pageOf(context.webUrl, 'device', deviceId),
  });
}

function deviceSubject(deviceId: string, context: Context): Subject {
  return { type: 'device', id: deviceId, name: context.nameOf(deviceId) };
}

function plainSample({ values, ...frame }: Sample): unknown {
  return { ...frame, values: Object.fromEntries(values) };
}
