import { type Rackhd, startRackhd } from './rackhd.ts';
import { alertMessage, event, heartbeatMessage, logMessage, nodeMessage, workflowMessages } from './rackhd-bodies.ts';

export interface RackhdDemoOptions {
  /** A free one unless given. */
  readonly port?: number;
  /** 0 <= r < 1; the same numbers make the same rack. */
  readonly random?: () => number;
  /** How much faster than life: 1 unless given. */
  readonly speed?: number;
}

/** A rack that lives by itself. */
export interface RackhdDemo {
  readonly url: string;
  readonly rackhd: Rackhd;
  close(): Promise<void>;
}

const firstMs = 3_000;
const paceMs = 20_000;
const noiseMs = 5_000;
const heartbeatMs = 10_000;

const nodes = ['rack-1-node-1', 'rack-1-node-2', 'rack-1-node-7', 'rack-2-node-3', 'rack-2-switch-1'].map(
  (name, index) => ({
    id: `57b1aa0${index}`,
    name,
    type: name.includes('switch') ? 'switch' : 'compute',
  }),
);
const workflows = ['Install CentOS', 'Update BIOS', 'Secure erase', 'Discovery', 'Reset BMC'];
const failures = ['failed', 'timeout', 'cancelled'];
const readings: readonly { readonly severity: string; readonly sensor: string; readonly text: string }[] = [
  { severity: 'critical', sensor: 'Power Supply', text: 'Redundancy lost' },
  { severity: 'critical', sensor: 'Temperature', text: 'Upper critical going high' },
  { severity: 'warning', sensor: 'Fan', text: 'Lower non-critical going low' },
  { severity: 'warning', sensor: 'Memory', text: 'Correctable ECC limit reached' },
  { severity: 'information', sensor: 'Physical Security', text: 'Chassis closed' },
];

/** Starts a plausible rack: a workflow after 3 s, then about one thing worth a toast every 20 s. */
export async function startRackhdDemo({
  port = 0,
  random = Math.random,
  speed = 1,
}: RackhdDemoOptions = {}): Promise<RackhdDemo> {
  const pollers = nodes.map(({ id }) => ({ id: `p${id}`, name: 'Pollers.IPMI', node: id, state: 'accessible' }));
  const rackhd = await startRackhd({ port, records: { nodes, pollers } });
  const timers = new Set<NodeJS.Timeout>();
  const after = (delayMs: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, delayMs / speed);
    timers.add(timer);
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  let count = 0;

  function workflow(): void {
    const graphId = `0f8b3d1c-0000-4000-8000-${(++count).toString(16).padStart(12, '0')}`;
    const graphName = pick(workflows);
    const nodeId = pick(nodes).id;
    const failed = random() < 0.4;
    const tell = (action: 'started' | 'finished', status: string) => {
      const at = new Date().toISOString();
      const record = {
        instanceId: graphId,
        name: graphName,
        node: nodeId,
        _status: status,
        createdAt: at,
        updatedAt: at,
      };
      rackhd.put('graphObjs', { ...rackhd.records.get('graphObjs')?.get(graphId), ...record });
      rackhd.publish(...workflowMessages('C', action, { graphId, graphName, status, nodeId }));
    };
    tell('started', 'running');
    after(noiseMs, () => {
      const state = failed ? 'failed' : 'succeeded';
      const task = {
        taskId: `t${count}`,
        taskName: 'Boot node',
        graphId,
        graphName,
        state,
        context: { target: nodeId },
      };
      rackhd.publish(event('default.task.finished', task));
    });
    after(noiseMs * 2, () => tell('finished', failed ? pick(failures) : 'succeeded'));
  }

  function alert(): void {
    const { severity, sensor, text } = pick(readings);
    const reading = { 'Sensor Type': sensor, 'Sensor Number': '02', Description: text };
    rackhd.publish(alertMessage('C', 'sel', severity, pick(nodes).id, { host: '172.31.128.13', alert: { reading } }));
  }

  function reach(): void {
    const { id } = pick(nodes);
    const poller = rackhd.records.get('pollers')?.get(`p${id}`);
    const state = poller?.state === 'accessible' ? 'inaccessible' : 'accessible';
    rackhd.publish(nodeMessage('C', state, id));
    rackhd.put('pollers', { ...poller, state });
    if (state === 'inaccessible') after(paceMs * 2, () => back(id));
  }

  function back(id: string): void {
    const poller = rackhd.records.get('pollers')?.get(`p${id}`);
    if (poller?.state !== 'inaccessible') return;
    rackhd.publish(nodeMessage('C', 'accessible', id));
    rackhd.put('pollers', { ...poller, state: 'accessible' });
  }

  function noise(): void {
    const { id, name } = pick(nodes);
    rackhd.publish(logMessage(pick(['info', 'debug', 'warning', 'error']), `${name}: task runner took work`, id));
    rackhd.put('catalogs', { id: `c-${id}`, node: id, source: 'bmc', updatedAt: new Date().toISOString() });
    after(noiseMs * (0.8 + random() * 0.4), noise);
  }

  function heartbeat(): void {
    rackhd.publish(heartbeatMessage(heartbeatMs));
    after(heartbeatMs, heartbeat);
  }

  function scene(): void {
    pick([workflow, workflow, workflow, alert, alert, reach])();
    after(paceMs * (0.8 + random() * 0.4), scene);
  }

  after(firstMs, () => {
    workflow();
    after(paceMs, scene);
  });
  after(noiseMs, noise);
  heartbeat();
  return {
    url: rackhd.url,
    rackhd,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await rackhd.close();
    },
  };
}
