import { type DemoOptions, Life } from './life.ts';
import { type Saymon, startSaymon } from './saymon.ts';
import type { Entity } from './saymon-plant.ts';

/** A plant that lives by itself; `session` signs in. */
export interface SaymonDemo {
  readonly url: string;
  readonly session: string;
  readonly saymon: Saymon;
  close(): Promise<void>;
}

const session = 'demo-session';
const firstMs = 2_000;
const paceMs = 15_000;
const noiseMs = 4_000;
const mostOpen = 4;

const operations = [
  { id: '64op01', name: 'Nightly backup' },
  { id: '64op02', name: 'Restart interface' },
];
const plant: readonly Entity[] = [
  { id: '64bb02', name: 'UPS-1', operations },
  { id: '64bb03', name: 'core-switch-2', operations },
  { id: '64bb04', name: 'db-primary', operations },
  { id: '64bb05', name: 'web-01', operations },
  { id: '64bb06', name: 'cooling-east', operations },
  { id: '64bb07', name: 'core-switch-2 ↔ edge-4', type: 2, operations },
];
const faults: readonly { readonly entity: string; readonly state: string; readonly text: string }[] = [
  { entity: '64bb04', state: '2', text: 'Replication lag over 30 s' },
  { entity: '64bb05', state: '2', text: 'CPU over 95 % for 5 min' },
  { entity: '64bb06', state: '1', text: 'Water temperature over 31 °C' },
  { entity: '64bb07', state: '4', text: 'Link down: no carrier on Gi0/24' },
  { entity: '64bb03', state: '2', text: 'Packet loss 4 % on uplink' },
  { entity: '64bb05', state: '4', text: 'No data from the agent' },
  { entity: '64bb04', state: '1', text: 'Disk /var/lib/postgresql is full' },
  { entity: '64bb02', state: '2', text: 'Battery needs replacing' },
];
const traps: readonly { readonly entity: string; readonly level: number; readonly text: string }[] = [
  { entity: '64bb02', level: 2, text: 'UPS on battery' },
  { entity: '64bb02', level: 0, text: 'UPS back on mains' },
  { entity: '64bb03', level: 1, text: 'Fan 2 slow' },
  { entity: '64bb06', level: 3, text: 'Pump stopped' },
];

/** Starts a plausible plant: an incident after 2 s, then about one thing worth a toast every 15 s. */
export async function startSaymonDemo(options: DemoOptions = {}): Promise<SaymonDemo> {
  const life = new Life(options);
  const saymon = await startSaymon({ port: options.port ?? 0, sessions: [session], entities: plant });
  let jobs = 0;

  function fault(): void {
    const standing = new Set([...saymon.incidents.values()].map(({ entityId }) => entityId));
    const free = faults.filter(({ entity }) => !standing.has(entity));
    const { entity, state, text } = life.pick(free.length > 0 ? free : faults);
    saymon.openIncident({ entityId: entity, entityType: typeOf(entity), state, text });
  }

  function worsen(): void {
    const mild = [...saymon.incidents.values()].find(({ state }) => state !== '1');
    if (mild === undefined) fault();
    else saymon.changeIncident(mild.id, { state: '1', timestamp: Date.now(), text: `${mild.text}, and worse` });
  }

  function clear(): void {
    const oldest = saymon.incidents.keys().next();
    if (oldest.done === true) fault();
    else saymon.closeIncident(oldest.value);
  }

  function trap(): void {
    const { entity, level, text } = life.pick(traps);
    const named = { entityId: entity, entityType: typeOf(entity), entityName: nameOf(entity) };
    saymon.trap({
      entity: named,
      level,
      payload: { senderAddress: '10.0.0.9', trapOid: '.1.3.6.1.4.1.318.0.5', text },
    });
  }

  function job(): void {
    const id = `66dd${(++jobs).toString(16).padStart(4, '0')}`;
    const failed = life.random() < 0.4;
    const started = {
      id,
      operation_id: life.pick(operations).id,
      owner_id: life.pick(plant.filter(({ type }) => type === undefined)).id,
      owner_type: 1,
      timestamp: Date.now(),
      process_meta: null,
    };
    saymon.emit('job-added', started);
    life.after(noiseMs, () => {
      const description = failed ? { exitCode: 1, stdout: 'rsync: no space left' } : { exitCode: 0, stdout: 'done' };
      saymon.emit('job-result-received', { ...started, timestamp: Date.now(), description });
    });
  }

  function noise(): void {
    saymon.mqtt({ payload: { topic: 'plant/east/temperature', message: (18 + life.random() * 6).toFixed(1) } });
    life.after(life.about(noiseMs), noise);
  }

  function scene(): void {
    const full = saymon.incidents.size >= mostOpen;
    life.pick(full ? [clear, clear, worsen, trap, job] : [fault, fault, worsen, clear, trap, job])();
    life.after(life.about(paceMs), scene);
  }

  life.after(firstMs, () => {
    fault();
    life.after(paceMs, scene);
  });
  life.after(noiseMs, noise);
  return {
    url: saymon.url,
    session,
    saymon,
    async close() {
      life.end();
      await saymon.close();
    },
  };
}

function typeOf(entity: string): 1 | 2 {
  return plant.find(({ id }) => id === entity)?.type ?? 1;
}

function nameOf(entity: string): string {
  return plant.find(({ id }) => id === entity)?.name ?? entity;
}
