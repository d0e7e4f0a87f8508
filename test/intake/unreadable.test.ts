import { expect, test } from 'vitest';
import { UnreadLog } from '../../main/intake/unreadable.ts';
import { FakeClock } from '../fake-clock.ts';
import { noc } from '../wire.ts';

test('frames that could not be read are logged with their beginning, 20 a minute of each server', async () => {
  const clock = new FakeClock(1_730_000_000_000);
  const lines: string[] = [];
  const log = new UnreadLog(clock, { warn: (line) => void lines.push(line) });
  const why = { code: 'unreadable', params: { host: 'noc.example', text: 'an event without a name' } } as const;
  for (let n = 0; n < 50; n++) log.note(noc, { bytes: 2, begin: '42' }, why);
  log.note({ ...noc, id: 'iot', name: 'IOT' }, { bytes: 3, begin: '43[' }, why);
  expect(lines).toHaveLength(21);
  expect(lines[0]).toContain('NOC: a message of 2 bytes could not be read.');
  expect(lines[0]).toMatch(/an event without a name.*: 42$/);
  expect(lines[19]).toContain('More of this minute are counted only.');
  expect(lines[20]).toContain('IOT');
  await clock.tick(60_000);
  log.note(noc, { bytes: 2, begin: '42' }, why);
  expect(lines).toHaveLength(22);
});
