import { afterEach, expect, test } from 'vitest';
import { flamencoSubject as subject } from '../../contract/flamenco.ts';
import { until } from '../../until.ts';
import { openLine } from '../line.ts';
import { Lines } from './lines.ts';

const lines = new Lines();
afterEach(() => lines.end());

test('the stand-in of the contract tells live what it says it does, and what it kept to itself when it is asked', async () => {
  const stand = await subject.start();
  lines.ends(() => stand.close());
  const open = (since: number | null) => {
    const line = openLine(subject.protocol, subject.settings(stand.url), { since });
    lines.ends(() => line.session.close());
    return line;
  };
  const line = open(null);
  await until('caught up', () => line.catchUps.length === 1);
  const title = stand.emit();
  await until('the event', () => line.events.some((event) => event.title === title));
  for (const frame of subject.garbage) stand.raw(frame);
  const next = stand.emit();
  await until('the next', () => line.events.some((event) => event.title === next));
  expect(stand.subscriptions()).toEqual(['subscribe allJobs', 'subscribe allWorkers']);
  await stand.fall();
  await until('down', () => line.down);
  const unheard = stand.happenUnheard();
  await stand.rise();
  stand.refuseOne();
  const after = open(Date.now() - 1_000);
  await until('caught up again', () => after.catchUps.length === 1);
  expect(after.catchUps[0]?.events.map((event) => event.title)).toEqual([unheard]);
  expect(after.limits.map(({ subscription }) => subscription)).toEqual(['workers']);
  expect([stand.connections(), stand.attempts(), stand.credentials()]).toEqual([1, 2, ['']]);
});
