import { afterEach, expect, test } from 'vitest';
import { saymon } from '../../../main/protocols/saymon/adapter.ts';
import { seeded } from '../../seeded.ts';
import { type SaymonDemo, startSaymonDemo } from '../../servers/saymon-demo.ts';
import { until } from '../../until.ts';
import { openLine } from '../line.ts';

let demo: SaymonDemo | null = null;
afterEach(() => demo?.close());

test('the demo plant opens, changes and closes incidents, traps and runs jobs, all with names', async () => {
  demo = await startSaymonDemo({ random: seeded(7), speed: 300 });
  const auth = { type: 'session', sessionId: demo.session };
  const { url } = demo;
  const server = { id: 'demo', name: 'Demo', protocol: 'saymon', enabled: true, muted: false, url, apiUrl: url, auth };
  const line = openLine(saymon(), server);
  const told = () => new Set(line.events.map(({ kind, phase }) => `${kind} ${phase}`));
  await until('one of each', () =>
    ['incident opened', 'incident updated', 'incident closed', 'trap null', 'job opened', 'job closed'].every((each) =>
      told().has(each),
    ),
  );
  const incidents = line.events.filter(({ topic }) => topic === 'incidents');
  // One that comes before the names were read has its name on its way.
  expect(incidents.filter(({ subject, naming }) => !naming && (subject?.name ?? '') === '')).toEqual([]);
  line.session.close();
});
