import { afterEach, expect, test } from 'vitest';
import { seeded } from '../../seeded.ts';
import { startRackhdDemo } from '../../servers/rackhd-demo.ts';
import { until } from '../../until.ts';
import { House } from './lines.ts';

const house = new House();
afterEach(() => house.close());

test('the demo rack runs workflows, raises alerts, loses nodes and finds them again, all with names', async () => {
  const demo = await startRackhdDemo({ random: seeded(7), speed: 400 });
  house.closing(() => demo.close());
  const presets = { results: true, alerts: true, access: true, state: true, logs: 'debug', catalogs: true };
  const line = await house.online(demo, { presets });
  const told = () => new Set(line.events.map(({ kind, phase }) => `${kind} ${phase}`));
  const wanted = [
    'job opened',
    'job closed',
    'trap null',
    'state opened',
    'state closed',
    'message null',
    'model null',
  ];
  await until('one of each', () => wanted.every((each) => told().has(each)), 20_000);
  const shown = line.events.filter(({ stream }) => !stream);
  expect(shown.filter(({ subject, naming }) => !naming && (subject?.name ?? '') === '')).toEqual([]);
  expect(line.unreadable).toEqual([]);
});
