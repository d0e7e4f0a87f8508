import { expect, it } from 'vitest';
import { nextClock } from '../../renderer/ui/until.ts';

const at = (day: number, hours: number, minutes: number) => new Date(2026, 10, day, hours, minutes).getTime();
const now = at(20, 14, 30);

it.each([
  ['15:00', at(20, 15, 0)],
  ['14:31', at(20, 14, 31)],
  ['14:30', at(21, 14, 30)],
  ['08:00', at(21, 8, 0)],
  ['00:00', at(21, 0, 0)],
  ['24:00', null],
  ['14:60', null],
  ['', null],
  ['8:00', null],
])('%s comes next at %j', (time, next) => {
  expect(nextClock(time, now)).toBe(next);
});
