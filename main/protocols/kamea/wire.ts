import { type Fields, fieldsOf, idOf, numberOf, textOf } from '../readers.ts';

/**
 * Values of one device at one time. Devices send whatever they like, and only a living server tells in what form it
 * passes it on, so every form that carries names and values is read.
 */
export interface Sample {
  /** What the server itself numbers; null: nothing. */
  readonly id: string | null;
  readonly deviceId: string | null;
  /** Epoch ms; null: none was told. */
  readonly timestamp: number | null;
  /** Name and value, in the order of the message. */
  readonly values: readonly (readonly [name: string, value: string])[];
}

type Frame = Pick<Sample, 'id' | 'deviceId' | 'timestamp'>;

const deviceNames = ['deviceId', 'device_id', 'deviceID', 'deviceid', 'deviceUuid'];
const timeNames = ['timestamp', 'time', 'ts', 'date', 'datetime', 'occurredAt', 'createdAt', 'receivedAt'];
const idNames = ['messageId', 'message_id', 'telemetryId', '_id'];
const wrapperNames = [
  'values',
  'telemetries',
  'telemetry',
  'data',
  'payload',
  'measurements',
  'measures',
  'metrics',
  'samples',
  'readings',
  'records',
  'items',
  'fields',
];
const keyNames = ['key', 'metric', 'field', 'measurement', 'name'];
const unitNames = ['unit', 'units'];
const silentNames = new Set([...deviceNames, ...idNames, 'id', 'tenantId', 'tenant_id', 'deviceName', 'device']);
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const deepest = 20;
const mostValues = 200;
const valueLength = 200;

/**
 * The samples of one message: one for each device and time. Empty where it names no value. `known` tells ids of devices
 * from other texts; `only` is the device of a message that names none.
 */
export function samplesOf(
  message: unknown,
  known: (id: string) => boolean,
  only: string | null = null,
): readonly Sample[] {
  const read = samplesIn(message, { id: null, deviceId: only, timestamp: null }, known, deepest);
  return joined(read).map((sample) => ({ ...sample, values: sample.values.slice(0, mostValues) }));
}

/** Epoch ms of a time in seconds, ms, µs or ns, or as ISO 8601; null for anything else. */
export function instantOf(value: unknown): number | null {
  const number = numberOf(value);
  if (number === null) {
    const text = textOf(value);
    return /^\d{4}-\d{2}-\d{2}[T ]\d/.test(text) ? inRange(Date.parse(text)) : null;
  }
  if (number >= 1e17) return inRange(number / 1e6);
  if (number >= 1e14) return inRange(number / 1e3);
  return inRange(number < 1e11 ? number * 1e3 : number);
}

/** The words of `access_denied` or `internal_server_error`: none, a text, or an object with a message. */
export function saidText(message: unknown): string {
  const first = Array.isArray(message) ? message[0] : message;
  const { message: inner, error, reason, detail } = fieldsOf(first);
  return [first, inner, error, reason, detail, fieldsOf(error).message].map(textOf).find((text) => text !== '') ?? '';
}

/** Those of `ids` that a message names anywhere, in small or capital letters. */
export function namedIn(message: unknown, ids: readonly string[]): readonly string[] {
  const text = (JSON.stringify(message) ?? '').toLowerCase();
  return ids.filter((id) => text.includes(JSON.stringify(id.toLowerCase()).slice(1, -1)));
}

function samplesIn(value: unknown, frame: Frame, known: (id: string) => boolean, left: number): readonly Sample[] {
  if (left === 0) return [];
  if (Array.isArray(value)) return samplesOfList(value, frame, known, left);
  if (isInner(value)) return samplesOfFields(fieldsOf(value), frame, known, left);
  const within = jsonIn(value);
  if (within !== undefined) return samplesIn(within, frame, known, left - 1);
  return value === undefined || value === null ? [] : [{ ...frame, values: [['value', shown(value)]] }];
}

function samplesOfList(list: readonly unknown[], frame: Frame, known: (id: string) => boolean, left: number) {
  if (list.length > 0 && list.every(isPair)) {
    return [{ ...frame, values: list.map(([name, value]) => [name, shown(value)] as const) }];
  }
  // The values of one call: an id of a device before what it sent.
  const device = list.find((each) => typeof each === 'string' && (known(each) || uuid.test(each)));
  const inner = device === undefined ? frame : { ...frame, deviceId: idOf(device) };
  return list.flatMap((each) => (each === device ? [] : samplesIn(each, inner, known, left - 1)));
}

function samplesOfFields(fields: Fields, outer: Frame, known: (id: string) => boolean, left: number): Sample[] {
  const frame = frameOf(fields, outer, known);
  const key = textOf(first(fields, keyNames));
  const named = key !== '' && 'value' in fields && !isInner(fields.value);
  if (named) return [{ ...frame, values: [[key, withUnit(fields.value, fields)]] }];
  const isWrapper = (name: string) =>
    (wrapperNames.includes(name) || name === 'value') && (isInner(fields[name]) || jsonIn(fields[name]) !== undefined);
  // A name beside an object of values is the device's.
  const keyed = key !== '' && (isInner(fields.value) || Array.isArray(fields.values));
  const plain = Object.entries(fields).filter(([name, value]) => {
    if (silentNames.has(name) || (timeNames.includes(name) && instantOf(value) !== null)) return false;
    return !isWrapper(name) && !(keyed && value === key);
  });
  const own = plain.flatMap(([name, value]) => valuesOf(name, value, left - 1));
  const inner = Object.keys(fields)
    .filter(isWrapper)
    .flatMap((name) => samplesIn(fields[name], frame, known, left - 1))
    .map((sample) => (keyed ? { ...sample, values: renamed(sample.values, key) } : sample));
  return own.length === 0 ? inner : [{ ...frame, values: own }, ...inner];
}

function frameOf(fields: Fields, outer: Frame, known: (id: string) => boolean): Frame {
  const device = fieldsOf(fields.device);
  const said = idOf(first(fields, deviceNames)) ?? idOf(fields.device) ?? idOf(first(device, ['id', 'deviceId']));
  // A bare `id` may be anything, also the same in every message.
  const id = idOf(fields.id);
  return {
    id: idOf(first(fields, idNames)) ?? outer.id,
    deviceId: said ?? (id !== null && known(id) ? id : outer.deviceId),
    timestamp: instantOf(first(fields, timeNames)) ?? outer.timestamp,
  };
}

/** The values of one field: itself, or those within it as `outer.inner`. */
function valuesOf(name: string, value: unknown, left: number): [string, string][] {
  if (left <= 0) return [];
  if (!isInner(value)) return value === undefined ? [] : [[name, shown(value)]];
  const fields = fieldsOf(value);
  if ('value' in fields && !isInner(fields.value)) return [[name, withUnit(fields.value, fields)]];
  const parts = Array.isArray(value)
    ? value.map((each, index) => [String(index), each] as const)
    : Object.entries(fields);
  if (Array.isArray(value) && value.every((each) => !isInner(each))) return [[name, value.map(shown).join(' ')]];
  return parts.flatMap(([inner, each]) => valuesOf(`${name}.${inner}`, each, left - 1));
}

/** Samples of one device and time are one, unless a name would stand in it twice. */
function joined(samples: readonly Sample[]): readonly Sample[] {
  const whole: Sample[] = [];
  // Of the last one, so that a message of many readings does not take time by the square of their number.
  let frame = '';
  let values: (readonly [name: string, value: string])[] = [];
  let names = new Set<string>();
  for (const sample of samples) {
    const same = whole.length > 0 && frameText(sample) === frame;
    if (!same || sample.values.some(([name]) => names.has(name))) {
      frame = frameText(sample);
      values = [];
      names = new Set();
      whole.push({ ...sample, values });
    }
    for (const value of sample.values) {
      values.push(value);
      names.add(value[0]);
    }
  }
  return whole;
}

function frameText({ id, deviceId, timestamp }: Frame): string {
  return JSON.stringify([id, deviceId, timestamp]);
}

function renamed(values: Sample['values'], key: string): Sample['values'] {
  return values.map(([name, value]) => [name === 'value' ? key : `${key}.${name}`, value]);
}

function first(fields: Fields, names: readonly string[]): unknown {
  return names.map((name) => fields[name]).find((value) => value !== undefined && value !== null);
}

function isInner(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !isBytes(value);
}

function isBytes(value: unknown): value is ArrayBuffer | ArrayBufferView {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

function isPair(value: unknown): value is readonly [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && !isInner(value[1]);
}

function withUnit(value: unknown, fields: Fields): string {
  const unit = textOf(first(fields, unitNames));
  return unit === '' ? shown(value) : `${shown(value)} ${unit.slice(0, 20)}`;
}

function shown(value: unknown): string {
  if (isBytes(value)) return `${value.byteLength} bytes`;
  return (value === null ? 'none' : textOf(value)).slice(0, valueLength);
}

function inRange(time: number): number | null {
  return time >= 1e11 && time < 1e13 ? Math.trunc(time) : null;
}

/** What a text holds that is itself JSON; undefined: it is only text. */
function jsonIn(text: unknown): unknown {
  if (typeof text !== 'string' || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // It only begins like JSON, so it is a text.
    return undefined;
  }
}
