import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Desktop, startDesktop } from '../desktop/desktop.ts';
import { dataDirectory, historyRows, type RunningHost, startHost, tocsin } from '../host.ts';
import { seeded } from '../seeded.ts';
import { startFlamencoDemo } from '../servers/flamenco-demo.ts';
import { startKameaDemo } from '../servers/kamea-demo.ts';
import { alertMessage, workflowMessages } from '../servers/rackhd-bodies.ts';
import { startRackhdDemo } from '../servers/rackhd-demo.ts';
import { startSaymonDemo } from '../servers/saymon-demo.ts';
import { until } from '../until.ts';
import { status } from './house.ts';
import { livePast } from './past.ts';

/**
 * How things stand: `none` without a server, `quiet` with nothing open, `busy` with a day behind it and things open,
 * `trouble` with servers out of reach or refused, paused, without a notification daemon and under a policy.
 */
export type StageName = 'none' | 'quiet' | 'busy' | 'trouble';

/** `tocsin serve` with the servers of the demo, which only do what is in the script: the same picture each time. */
export interface Stage {
  readonly name: StageName;
  readonly host: RunningHost;
  readonly data: string;
  /** Something more happens at its SAYMON server: an incident with this text. Only where it is busy. */
  readonly happen: ((text: string) => void) | null;
  close(): Promise<void>;
}

/** So slow that nothing happens by itself. */
const still = { random: seeded(7), speed: 0.000_1 };

const rules = [
  {
    id: 'lab',
    name: 'Quiet lab',
    when: { server: ['noc'], kind: ['trap'], maxSeverity: 'warning' },
    then: { toast: 'none' },
  },
  {
    id: 'backup',
    name: 'Backups that fail',
    when: { kind: ['job'], text: [{ contains: 'backup' }], phase: ['closed'], minSeverity: 'error' },
    then: { toast: 'urgent' },
  },
  { id: 'hot', when: { server: ['boilers'], kind: ['error'] }, then: { toast: 'quiet' }, enabled: false },
];

const policy = {
  enforced: {
    toasts: { maxPerMinute: 20 },
    servers: [{ id: 'farm', name: 'Farm', protocol: 'flamenco', url: 'http://127.0.0.1:9' }],
    rules: [{ id: 'house', name: 'House rule', when: { kind: ['access-denied'] }, then: { toast: 'urgent' } }],
  },
};

/** Starts it; what it began is ended when it cannot be. */
export async function openStage(name: StageName): Promise<Stage> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { name, ...(await opened(name, ends)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function opened(name: StageName, ends: (() => Promise<unknown>)[]): Promise<Omit<Stage, 'name' | 'close'>> {
  const desktop = await startDesktop(name === 'trouble' ? { daemon: null } : {});
  ends.push(desktop.close);
  if (name === 'none') {
    return { ...(await hosted(desktop, { version: 1, servers: [], window: { greeted: true } }, ends)), happen: null };
  }
  const saymon = await startSaymonDemo(still);
  ends.push(saymon.close);
  const noc = { protocol: 'saymon', url: saymon.url, apiUrl: saymon.url };
  const auth = { type: 'session', sessionId: saymon.session };
  if (name === 'trouble') {
    const oidc = { type: 'oidc', issuer: 'http://127.0.0.1:9', clientId: 'tocsin' };
    const servers = [
      { ...noc, id: 'noc', name: 'NOC', auth },
      { ...noc, id: 'lab', name: 'Laboratory', auth: { type: 'session', sessionId: 'unknown' } },
      { ...noc, id: 'annex', name: 'Annex', auth: oidc },
      { id: 'old', name: 'Old plant', protocol: 'rackhd', url: 'ws://127.0.0.1:9', enabled: false },
    ];
    const { host, data } = await hosted(desktop, { version: 1, servers, rules }, ends, policy);
    await until('servers that stand as they are', async () => {
      const states = (await status(data)).servers.map(({ state }) => state);
      return ['blocked', 'online', 'waiting'].every((state) => states.some((each) => each === state));
    });
    await tocsin(['pause', '1h', '--data-dir', data]);
    saymon.saymon.openIncident({ entityId: '64bb04', state: '2', text: 'Replication lag over 30 s' });
    return { host, data, happen: null };
  }
  const [kamea, flamenco, rackhd] = await Promise.all([
    startKameaDemo(still),
    startFlamencoDemo(still),
    startRackhdDemo(still),
  ]);
  ends.push(kamea.close, flamenco.close, rackhd.close);
  const servers = [
    { ...noc, id: 'noc', name: 'NOC', auth },
    {
      ...{ id: 'boilers', name: 'Boilers', protocol: 'kamea', url: kamea.url, apiUrl: kamea.url },
      ...{ auth: { type: 'bearer', token: kamea.token }, devices: kamea.devices },
    },
    { id: 'farm', name: 'Farm', protocol: 'flamenco', url: flamenco.url },
    { id: 'racks', name: 'Racks', protocol: 'rackhd', url: rackhd.url },
  ];
  const busy = name === 'busy';
  const { host, data } = await hosted(desktop, { version: 1, servers, rules: busy ? rules : [] }, ends, null, (path) =>
    busy
      ? livePast(
          path,
          saymon.saymon,
          servers.map(({ id }) => id),
        )
      : Promise.resolve(),
  );
  await until('all of them online', async () => {
    const states = (await status(data)).servers.map(({ state }) => state);
    return states.length === servers.length && states.every((state) => state === 'online');
  });
  if (!busy) return { host, data, happen: null };
  const device = kamea.devices[0]?.deviceId ?? '';
  kamea.kamea.telemetry(device, { deviceId: device, timestamp: Date.now(), temperature: 71.5, pressure: 2.1 });
  const worker = [...flamenco.flamenco.workers.values()][2];
  if (worker !== undefined) flamenco.flamenco.setWorker(worker.id, 'error');
  const job = flamenco.flamenco.addJob({ name: 'forest_wide', steps_total: 250, steps_completed: 80 });
  flamenco.flamenco.setJob(job.id, 'active');
  flamenco.flamenco.setJob(job.id, 'failed');
  const sel = {
    host: '172.31.128.13',
    alert: { reading: { 'Sensor Type': 'Power Supply', Description: 'Redundancy lost' } },
  };
  rackhd.rackhd.publish(alertMessage('C', 'sel', 'critical', '57b1aa02', sel));
  const graph = { graphId: '0f8b3d1c', graphName: 'Update BIOS', nodeId: '57b1aa01' };
  rackhd.rackhd.publish(...workflowMessages('C', 'started', { ...graph, status: 'running' }));
  rackhd.rackhd.publish(...workflowMessages('C', 'finished', { ...graph, status: 'failed' }));
  const ups = { entityId: '64bb02', entityType: 1, entityName: 'UPS-1' };
  saymon.saymon.trap({ entity: ups, level: 2, payload: { senderAddress: '10.0.0.9', text: 'UPS on battery' } });
  await until('all of it told', async () => {
    const rows = await historyRows(data);
    const titles = ['UPS on battery', 'Redundancy lost'].every((title) =>
      rows.some((row) => `${row.title} ${row.body}`.includes(title)),
    );
    // That of the time before this start is told once what was missed is read, some time after a server is online.
    const gaps = servers.every(({ id }) => rows.some(({ server, kind }) => server === id && kind === 'connection'));
    return titles && gaps && rows.every(({ decision }) => decision.outcome !== 'pending');
  });
  return { host, data, happen: (text) => void saymon.saymon.openIncident({ entityId: '64bb02', text }) };
}

async function hosted(
  desktop: Desktop,
  settings: unknown,
  ends: (() => Promise<unknown>)[],
  enforced: typeof policy | null = null,
  before: (directory: string) => Promise<void> = () => Promise.resolve(),
): Promise<{ host: RunningHost; data: string }> {
  const { path, remove } = await dataDirectory(settings);
  ends.push(remove);
  await before(path);
  const file = join(path, 'policy.json');
  if (enforced !== null) await writeFile(file, JSON.stringify(enforced));
  const host = await startHost(path, desktop.env, enforced === null ? [] : ['--policy', file]);
  ends.push(host.stop);
  return { host, data: path };
}
