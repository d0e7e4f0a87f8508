import { type Kamea, startKamea, tenant } from './kamea.ts';
import type { KameaDevice } from './kamea-plant.ts';
import { type DemoOptions, Life } from './life.ts';

/** Devices that live by themselves; `token` signs in, `devices` go into the settings. */
export interface KameaDemo {
  readonly url: string;
  readonly token: string;
  readonly devices: readonly KameaDevice[];
  readonly kamea: Kamea;
  close(): Promise<void>;
}

const token = 'demo-token';
const firstMs = 2_000;
const paceMs = 4_000;
const sceneMs = 45_000;
const outageMs = 20_000;

/** One device of the plant, its values about which base, and how far they wander. */
interface Gauge {
  readonly device: KameaDevice;
  readonly values: Readonly<Record<string, { readonly base: number; readonly wander: number }>>;
}

const plant: readonly Gauge[] = [
  gauge(1, 'Boiler 3', { temperature: { base: 72, wander: 6 }, pressure: { base: 2.1, wander: 0.3 } }),
  gauge(2, 'Pump 7', { flow: { base: 14, wander: 2 }, vibration: { base: 0.8, wander: 0.2 } }),
  gauge(3, 'Cold store', { temperature: { base: -19, wander: 2 }, door: { base: 0, wander: 0.6 } }),
  gauge(4, 'Tank 2', { level: { base: 61, wander: 8 } }),
];

/**
 * Starts a plausible plant: values every 4 s, in the forms that devices send them in. About every 45 s something
 * happens: a value runs away, the server cannot reach its Management API, or a device may not be read any more.
 */
export async function startKameaDemo(options: DemoOptions = {}): Promise<KameaDemo> {
  const life = new Life(options);
  const devices = plant.map(({ device }) => device);
  const kamea = await startKamea({ port: options.port ?? 0, tokens: [token], devices });
  let turn = 0;
  let heated = 0;

  function measure(): void {
    const { device, values } = plant[turn % plant.length] as Gauge;
    const { deviceId } = device;
    const heat = deviceId === devices[0]?.deviceId ? heated : 0;
    const read = Object.entries(values).map(
      ([name, { base, wander }]) => [name, round(base + (life.random() - 0.5) * 2 * wander + heat)] as const,
    );
    const timestamp = Date.now();
    const forms = [
      { deviceId, timestamp: new Date(timestamp).toISOString(), values: Object.fromEntries(read) },
      { deviceId, timestamp, ...Object.fromEntries(read) },
      read.map(([key, value]) => ({ deviceId, timestamp, key, value })),
    ];
    kamea.telemetry(deviceId, forms[turn % forms.length]);
    turn++;
    life.after(life.about(paceMs), measure);
  }

  function runAway(): void {
    heated = 14;
    life.after(outageMs, () => {
      heated = 0;
    });
  }

  function lose(): void {
    kamea.failing = [{ message: 'connect ECONNREFUSED management-api:3000' }];
    kamea.say('internal_server_error', ...kamea.failing);
    life.after(outageMs, () => {
      kamea.failing = null;
    });
  }

  function deny(): void {
    const last = devices.at(-1);
    if (last !== undefined && !kamea.denied.has(last.deviceId)) kamea.withdraw(last.deviceId);
    else runAway();
  }

  function scene(): void {
    [runAway, lose, deny][Math.floor(life.random() * 3)]?.();
    life.after(life.about(sceneMs), scene);
  }

  life.after(firstMs, measure);
  life.after(sceneMs, scene);
  return {
    url: kamea.url,
    token,
    devices,
    kamea,
    async close() {
      life.end();
      await kamea.close();
    },
  };
}

function gauge(number: number, name: string, values: Gauge['values']): Gauge {
  const deviceId = `5d0c7a52-0000-4c6a-8a86-0f5f0b0f2a${String(number).padStart(2, '0')}`;
  return { device: { deviceId, tenantId: tenant, name }, values };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
