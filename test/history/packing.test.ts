import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eachKey, pack, packKeys, unpack } from '../../main/history/packing.ts';
import { alertRecord, newEvent } from './events.ts';

const text = fc.oneof(fc.constantFrom('', '\0', 'ä', '😀'), fc.string({ unit: 'binary' }));
const optional = fc.option(text);
const server = fc.constantFrom('noc', 'lab');
const alert = fc.constantFrom('incident:1', 'incident:2', null);

/** Few events, and so many that their texts go in several pieces. */
const many = fc.oneof(fc.nat(5), fc.constantFrom(40, 90, 200));
const events = many.chain((length) =>
  fc.array(
    fc.record({ key: text, title: text, body: text, level: optional, url: optional, payload: text, server, alert }),
    {
      minLength: length,
      maxLength: length,
    },
  ),
);
const changing = fc.uniqueArray(fc.record({ server, key: fc.constantFrom('incident:1', 'incident:2') }), {
  selector: ({ server: of, key }) => `${of} ${key}`,
});

it('carries every text and every alert of a batch to the other thread', () => {
  fc.assert(
    fc.property(events, changing, (given, alerts) => {
      const packed = pack({
        events: given.map((each) => newEvent(each)),
        alerts: alerts.map((each, index) => ({ record: alertRecord(each), first: index, last: null })),
        repeats: [],
      });
      const { names } = packed;
      const told = unpack(structuredClone(packed));
      expect(told.alerts.map(({ server: of, key, first }) => ({ server: names[of], key, first }))).toEqual(
        alerts.map((each, index) => ({ ...each, first: index })),
      );
      const read = told.events.map(({ key, title, body, level, url, payload, server: of, alert: own, change }) => {
        const changed = change === null ? null : told.alerts[change];
        // Its place stands for the alert of its own server only.
        if (changed) expect(changed.server).toBe(of);
        return { key, title, body, level, url, payload, server: names[of], alert: changed?.key ?? own };
      });
      expect(read).toEqual(given);
    }),
  );
});

it('carries a text that comes after more empty ones than go in a piece', () => {
  const empty = Array.from({ length: 300 }, () =>
    newEvent({ key: '', topic: '', level: '', title: '', body: '', payload: '' }),
  );
  const blank = empty.map((event) => ({ ...event, subject: null }));
  const packed = pack({ events: [...blank, newEvent({ title: 'last' })], alerts: [], repeats: [] });
  expect(packed.pieces).toContain('');
  expect(unpack(packed).events.at(-1)?.title).toBe('last');
});

it('carries every key that is asked for, with its server', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ server, key: text })), (keys) => {
      const packed = structuredClone(packKeys(keys));
      const told: { server: string | undefined; key: string }[] = [];
      eachKey(packed, (place, key, index) => {
        told[index] = { server: packed.servers[place], key };
      });
      expect(told).toEqual(keys);
    }),
  );
});
