import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Context, translate } from '../../../main/protocols/kamea/translate.ts';
import { instantOf, saidText, samplesOf } from '../../../main/protocols/kamea/wire.ts';
import { boiler, pump } from '../../servers/kamea.ts';

const { deviceId } = boiler;
const known = (id: string) => id === deviceId || id === pump.deviceId;
const context: Context = {
  known: (id) => known(id.toLowerCase()),
  only: null,
  asked: ['states'],
  nameOf: (id) => (id === deviceId ? 'Boiler 3' : null),
  webUrl: 'https://kamea.example/devices/{id}',
};
const time = '2026-01-02T03:04:05.000Z';
const timestamp = Date.parse(time);

describe('values in any form', () => {
  const values = [
    ['temperature', '21.4'],
    ['on', 'true'],
  ];
  test.each<[string, unknown]>([
    ['an object of values', { deviceId, timestamp: time, values: { temperature: 21.4, on: true } }],
    ['a flat map', { deviceId, timestamp, temperature: 21.4, on: true }],
    ['in seconds', { deviceId, ts: timestamp / 1_000, temperature: 21.4, on: true }],
    ['in nanoseconds, as text', { device_id: deviceId, time: `${timestamp}000000`, temperature: 21.4, on: true }],
    [
      'keys and values',
      {
        deviceId,
        timestamp,
        values: [
          { key: 'temperature', value: 21.4 },
          { key: 'on', value: true },
        ],
      },
    ],
    [
      'a list of keys and values, each with its device and time',
      [
        { deviceId, timestamp, name: 'temperature', value: 21.4 },
        { deviceId, timestamp, name: 'on', value: true },
      ],
    ],
    [
      'pairs',
      {
        deviceId,
        timestamp,
        telemetry: [
          ['temperature', 21.4],
          ['on', true],
        ],
      },
    ],
    ['nested', { device: { id: deviceId, name: 'x' }, timestamp, data: { payload: { temperature: 21.4, on: true } } }],
    ['the id and what it sent', [deviceId, { timestamp, temperature: 21.4, on: true }]],
    ['JSON as text', JSON.stringify({ deviceId, timestamp, temperature: 21.4, on: true })],
    ['JSON within', { deviceId, timestamp, payload: '{"temperature":21.4,"on":true}' }],
    ['an id that is the device', { id: deviceId, timestamp, temperature: 21.4, on: true }],
  ])('%s', (_, message) => {
    expect(samplesOf(message, known)).toEqual([{ id: null, deviceId, timestamp, values }]);
  });

  test.each<[string, unknown, readonly (readonly [string, string])[]]>([
    [
      'groups within',
      { gps: { lat: 1, lon: 2 } },
      [
        ['gps.lat', '1'],
        ['gps.lon', '2'],
      ],
    ],
    ['a unit', { temperature: { value: 21.4, unit: '°C' } }, [['temperature', '21.4 °C']]],
    [
      'a key with a group',
      { key: 'gps', value: { lat: 1, lon: 2 } },
      [
        ['gps.lat', '1'],
        ['gps.lon', '2'],
      ],
    ],
    ['a list of numbers', { spectrum: [1, 2, 3] }, [['spectrum', '1 2 3']]],
    ['a lone number', 7, [['value', '7']]],
    ['a lone text', 'on', [['value', 'on']]],
    ['bytes', { image: Buffer.from([1, 2, 3]) }, [['image', '3 bytes']]],
    ['nothing at a name', { temperature: null }, [['temperature', 'none']]],
    ['a time that is a value', { time: 'noon' }, [['time', 'noon']]],
    [
      'a name beside values is the device',
      { name: 'Boiler', values: { temperature: 1 } },
      [
        ['name', 'Boiler'],
        ['temperature', '1'],
      ],
    ],
  ])('%s', (_, message, values) => {
    expect(samplesOf(message, known).flatMap((sample) => sample.values)).toEqual(values);
  });

  test('a batch is one sample for each device and time', () => {
    const batch = {
      deviceId,
      samples: [
        { timestamp, temperature: 1 },
        { timestamp: timestamp + 1_000, temperature: 2 },
        { deviceId: pump.deviceId, timestamp, flow: 3 },
      ],
    };
    expect(samplesOf(batch, known).map(({ deviceId: id, timestamp: at, values }) => [id, at, values])).toEqual([
      [deviceId, timestamp, [['temperature', '1']]],
      [deviceId, timestamp + 1_000, [['temperature', '2']]],
      [pump.deviceId, timestamp, [['flow', '3']]],
    ]);
  });

  test('a message of many readings is read at once', { timeout: 10_000 }, () => {
    const readings = Array.from({ length: 50_000 }, (_, n) => ({ key: `k${n}`, value: n }));
    expect(samplesOf({ deviceId, timestamp, values: readings }, known)).toMatchObject([{ deviceId, timestamp }]);
  });

  test('values of one name without a time stay apart', () => {
    expect(samplesOf([{ temperature: 1 }, { temperature: 2 }], known)).toHaveLength(2);
  });

  test('nothing makes it fail', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue({ maxDepth: 8 }), fc.anything()), (message) => {
        const events = translate('telemetries', message, context);
        expect(events.length).toBeGreaterThan(0);
        for (const { title, body } of events) expect(title.length * body.length).toBeLessThan(3_000_000);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [0, null],
    [timestamp / 1_000, timestamp],
    [timestamp, timestamp],
    [timestamp * 1_000, timestamp],
    [String(timestamp), timestamp],
    ['2026-01-02 03:04:05Z', timestamp],
    ['2026-13-02T00:00:00Z', null],
    ['soon', null],
    [Number.NaN, null],
    [1e30, null],
  ])('the time %s', (value, at) => {
    expect(instantOf(value)).toBe(at);
  });
});

describe('events of telemetry', () => {
  test('the title has the values in short, the body all of them', () => {
    const [event] = translate('telemetries', { deviceId, timestamp, a: 1, b: 2, c: 3, d: 4, e: 5 }, context);
    expect(event).toMatchObject({
      title: 'a 1, b 2, c 3, d 4, …',
      body: 'a: 1\nb: 2\nc: 3\nd: 4\ne: 5',
      subject: { type: 'device', id: deviceId, name: 'Boiler 3' },
      url: `https://kamea.example/devices/${deviceId}`,
      occurredAt: timestamp,
    });
  });

  test('its key is the same for the same values at the same time, and differs for others', () => {
    const key = (message: unknown) => translate('telemetries', message, context)[0]?.key;
    const sample = { deviceId, timestamp, temperature: 1 };
    expect(key(sample)).toBe(key({ ...sample, deviceId: deviceId.toUpperCase() }));
    expect(key(sample)).not.toBe(key({ ...sample, temperature: 2 }));
    expect(key(sample)).not.toBe(key({ ...sample, timestamp: timestamp + 1 }));
    expect(key({ deviceId, temperature: 1 })).toBeNull();
    expect(key({ timestamp, temperature: 1 })).toBeNull();
    expect(key({ id: 7, temperature: 1 })).toBeNull();
    expect(key({ messageId: 'm7', temperature: 1 })).toMatch(/^telemetry:m7:/);
  });

  test('a message that names no device is about the only one there is', () => {
    const [event] = translate('telemetries', { temperature: 1 }, { ...context, only: deviceId });
    expect(event?.subject?.id).toBe(deviceId);
    expect(translate('telemetries', { temperature: 1 }, context)[0]?.subject).toBeNull();
  });

  test('so is one under the name of a room about its device', () => {
    const [event] = translate(`telemetries:${deviceId}`, { temperature: 1 }, context);
    expect(event).toMatchObject({ kind: 'telemetry', subject: { name: 'Boiler 3' } });
  });

  test('another event that was asked for is one by a name of the user', () => {
    expect(translate('states', { deviceId, message: 'online' }, context)).toMatchObject([
      { kind: 'other', aim: 'custom', title: 'online', subject: { name: 'Boiler 3' } },
    ]);
    expect(translate('progress', 7, context)).toMatchObject([{ kind: 'other', aim: null, title: '7' }]);
  });

  test('of a huge batch a thousand are told, and how many more there are', () => {
    const batch = Array.from({ length: 1_200 }, (_, n) => ({ deviceId, timestamp: timestamp + n, n }));
    const events = translate('telemetries', batch, context);
    expect(events).toHaveLength(1_001);
    expect(events.at(-1)?.title).toBe('200 more values in one message');
    expect(events[0]?.payload).toEqual({ id: null, deviceId, timestamp, values: { n: '0' } });
  });

  test('markup and control characters are text', () => {
    const [event] = translate('telemetries', { deviceId, note: '<b>x</b>\u0007\u001b[31m' }, context);
    expect(event?.title).toBe('note <b>x</b> [31m');
  });
});

test.each<[unknown, string]>([
  [undefined, ''],
  ['Not yours', 'Not yours'],
  [{ message: 'Not yours' }, 'Not yours'],
  [{ error: { message: 'Not yours' } }, 'Not yours'],
  [['Not yours', 7], 'Not yours'],
  [{ code: 7 }, ''],
])('the words of %j', (message, text) => {
  expect(saidText(message)).toBe(text);
});
