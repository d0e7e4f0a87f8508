import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { over } from '../../../main/settings/layers.ts';
import { preferences } from '../../../main/settings/preferences.ts';
import { lockAt } from '../../../renderer/locks.ts';
import { changeTo, mayUndo, same, valueAt } from '../../../renderer/settings/paths.ts';

const builtIn = preferences.parse({});

describe('a change of one setting', () => {
  it('is a partial of the settings that sets that place alone', () => {
    const { change } = changeTo('history.streams.keepDays', 3);
    const changed = preferences.parse(over(builtIn, change));
    expect(valueAt(changed, 'history.streams.keepDays')).toBe(3);
    expect(changed).toEqual({
      ...builtIn,
      history: { ...builtIn.history, streams: { ...builtIn.history.streams, keepDays: 3 } },
    });
  });

  it.each([
    [changeTo('toasts.previews', false), { change: { toasts: { previews: false } } }],
    [changeTo('quietHours.passSeverity', null), { change: { quietHours: { passSeverity: null } } }],
    [changeTo('quietHours.windows', []), { change: { quietHours: { windows: [] } } }],
    [changeTo('quietHours.timeZone', undefined), { change: {}, reset: ['quietHours.timeZone'] }],
    [
      changeTo('network.proxy', { url: 'http://p', login: 'me' }),
      { change: { network: { proxy: { url: 'http://p', login: 'me' } } }, reset: ['network.proxy'] },
    ],
  ])('is %j', (change, wanted) => {
    expect(change).toEqual(wanted);
  });

  it('reads what is set, and nothing where nothing is', () => {
    expect(valueAt(builtIn, 'toasts.sounds.critical')).toBe('alarm');
    expect(valueAt(builtIn, 'quietHours.timeZone')).toBeUndefined();
  });
});

describe('undo', () => {
  it.each([
    ['what was set stands', { now: 60, set: 60, former: 10 }, true],
    ['the window has not heard of it yet', { now: 10, set: 60, former: 10 }, true],
    ['somebody has set something else since', { now: 30, set: 60, former: 10 }, false],
    ['the same list', { now: [{ from: 'a', to: 'b' }], set: [{ to: 'b', from: 'a' }], former: [] }, true],
    ['another list', { now: [{ from: 'a', to: 'c' }], set: [{ to: 'b', from: 'a' }], former: [] }, false],
    ['a value where there was none', { now: 'Europe/Rome', set: 'Europe/Oslo', former: undefined }, false],
  ])('%s', (_what, values, may) => {
    expect(mayUndo(values)).toBe(may);
  });

  it('takes values for the same when they are, whatever the order of their fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(same(one, structuredClone(one))).toBe(true);
        if (typeof one === 'object' && one !== null && !Array.isArray(one)) {
          expect(same(one, Object.fromEntries(Object.entries(one).toReversed()))).toBe(true);
        }
        expect(same({ at: one }, { at: [one, other] })).toBe(false);
      }),
    );
  });
});

it.each([
  ['toasts.maxPerMinute', 'p.json'],
  ['toasts.sounds.ok', null],
  ['quietHours.windows', 'p.json'],
  ['network.proxy', 'p.json'],
  ['network', 'p.json'],
  ['toasts.max', null],
])('%s is locked by %s', (path, file) => {
  const locked = { paths: ['toasts.maxPerMinute', 'quietHours', 'network.proxy.url'], file: 'p.json' };
  expect(lockAt(locked, path)).toBe(file);
});
