import { expect, test } from 'vitest';
import { kamea } from '../../../main/protocols/kamea/adapter.ts';
import { seeded } from '../../seeded.ts';
import { startKameaDemo } from '../../servers/kamea-demo.ts';
import { until } from '../../until.ts';
import type { Line } from '../line.ts';
import { closes, opened, settings } from './world.ts';

test('the demo plant measures in several forms, reports an error of its own and withdraws a device', async () => {
  const demo = await startKameaDemo({ random: seeded(5), speed: 100 });
  closes(() => demo.close());
  const { devices, token, url } = demo;
  const protocol = kamea();
  const server = settings({ url }, { devices, auth: { type: 'bearer', token } });
  const lines: Line[] = [];
  const told = () => lines.flatMap((line) => line.events.map(({ kind, phase, topic }) => `${kind} ${phase} ${topic}`));
  await until('one of each', () => {
    if (lines.at(-1)?.down !== null) lines.push(opened(protocol, server));
    return [
      'telemetry null telemetries',
      'error opened internal_server_error',
      'error closed telemetries',
      'access-denied opened access_denied',
    ].every((each) => told().includes(each));
  });
  const values = lines.flatMap((line) => line.events).filter(({ kind }) => kind === 'telemetry');
  expect(new Set(values.map(({ subject }) => subject?.name)).size).toBeGreaterThan(2);
  expect(values.every(({ title, occurredAt }) => /^\w+ -?\d/.test(title) && occurredAt !== null)).toBe(true);
});
