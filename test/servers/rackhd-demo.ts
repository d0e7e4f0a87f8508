import { type DemoOptions, Life } from './life.ts';
import { type Rackhd, startRackhd } from './rackhd.ts';
import { alertMessage, event, heartbeatMessage, logMessage, nodeMessage, workflowMessages } from './rackhd-bodies.ts';

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
export async function startRackhdDemo(options: DemoOptions = {}): Promise<RackhdDemo> {
  const life = new Life(options);
  const pollers = nodes.map(({ id }) => ({ id: `p${id}`, name: 'Pollers.IPMI', node: id, state: 'accessible' }));
  const rackhd = await startRackhd({ port: options.port ?? 0, records: { nodes, pollers } });
  let count = 0;

  function workflow(): void {
    const graphId = `0f8b3d1c-0000-4000-8000-${(++count).toString(16).padStart(12, '0')}`;
    const graphName = life.pick(workflows);
    const nodeId = life.pick(nodes).id;
    const failed = life.random() < 0.4;
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
    life.after(noiseMs, () => {
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
    life.after(noiseMs * 2, () => tell('finished', failed ? life.pick(failures) : 'succeeded'));
  }

  function alert(): void {
    const { severity, sensor, text } = life.pick(readings);
    const reading = { 'Sensor Type': sensor, 'Sensor Number': '02', Description: text };
    rackhd.publish(
      alertMessage('C', 'sel', severity, life.pick(nodes).id, { host: '172.31.128.13', alert: { reading } }),
    );
  }

  function reach(): void {
    const { id } = life.pick(nodes);
    const poller = rackhd.records.get('pollers')?.get(`p${id}`);
    const state = poller?.state === 'accessible' ? 'inaccessible' : 'accessible';
    rackhd.publish(nodeMessage('C', state, id));
    rackhd.put('pollers', { ...poller, state });
    if (state === 'inaccessible') life.after(paceMs * 2, () => back(id));
  }

  function back(id: string): void {
    const poller = rackhd.records.get('pollers')?.get(`p${id}`);
    if (poller?.state !== 'inaccessible') return;
    rackhd.publish(nodeMessage('C', 'accessible', id));
    rackhd.put('pollers', { ...poller, state: 'accessible' });
  }

  function noise(): void {
    const { id, name } = life.pick(nodes);
    rackhd.publish(logMessage(life.pick(['info', 'debug', 'warning', 'error']), `${name}: task runner took work`, id));
    rackhd.put('catalogs', { id: `c-${id}`, node: id, source: 'bmc', updatedAt: new Date().toISOString() });
    life.after(life.about(noiseMs), noise);
  }

  function heartbeat(): void {
    rackhd.publish(heartbeatMessage(heartbeatMs));
    life.after(heartbeatMs, heartbeat);
  }

  function scene(): void {
    life.pick([workflow, workflow, workflow, alert, alert, reach])();
    life.after(life.about(paceMs), scene);
  }

  life.after(firstMs, () => {
    workflow();
    life.after(paceMs, scene);
  });
  life.after(noiseMs, noise);
  heartbeat();
  return {
    url: rackhd.url,
    rackhd,
    async close() {
      life.end();
      await rackhd.close();
    },
  };
}
