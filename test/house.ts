import { join } from 'node:path';
import { noticeTimes } from '../main/connections/outage.ts';
import type { WireEvent } from '../main/protocols/protocol.ts';
import { openConfFile } from '../main/settings/conf-file.ts';
import { openSettings } from '../main/settings/open.ts';
import { openSecretFile } from '../main/settings/secret-file.ts';
import { server as noc, World } from './connections/scripted.ts';
import type { FakeClock } from './fake-clock.ts';
import { openToasting, ScriptedDriver } from './toasting.ts';

/**
 * Settings from their file, connections whose lines the test speaks for, intake and toasts, all on one clock. Its server
 * is online unless it is to be `away`.
 */
export async function openHouse(
  directory: string,
  clock: FakeClock,
  driver = new ScriptedDriver(),
  server: 'online' | 'away' = 'online',
) {
  const settings = await openSettings({
    file: openConfFile(directory),
    policy: { file: join(directory, 'policy.json'), given: false },
    protocols: new Map(),
    secrets: openSecretFile(join(directory, 'secrets.json')),
    clock,
    log: { warn: () => undefined },
  });
  const toasting = await openToasting(directory, driver, { clock, quietHours: () => settings.current().quietHours });
  const { intake, alerts } = toasting;
  const world = new World({
    clock,
    knownUntil: clock.now() - 60_000,
    noticeTimes: () => noticeTimes(settings.current().connections),
    raised: (id) => (['connection', 'sign-in'] as const).filter((key) => alerts.get(id, key) !== null),
    sink: {
      event: (from, wire) => intake.offer(from, 'scripted', wire),
      own: (from, wire) => void intake.offer(from, 'tocsin', wire),
      caughtUp: (from, gap, catchUp) => intake.catchUp(from, gap, catchUp),
    },
  });
  await toasting.begin();
  let taken: Promise<void> = Promise.resolve();
  const unlisten = settings.listen(() => {
    taken = world.configure(noc);
  });
  await world.configure(noc);
  if (server === 'online') await world.online('noc', { open: null });
  const close = async () => {
    unlisten();
    await world.connections.close();
    await toasting.close();
    await settings.close();
  };
  return {
    toasting,
    world,
    driver: toasting.driver,
    /** Says these on the line, and waits until they are committed. */
    async says(...wires: readonly WireEvent[]) {
      for (const wire of wires) world.line().link.event(wire);
      await intake.settled();
    },
    /** Changes the settings, which take effect at once. */
    async set(change: Readonly<Record<string, unknown>>) {
      const faults = await settings.change(change);
      if (faults.length > 0) throw new Error(JSON.stringify(faults));
      await taken;
      await intake.settled();
    },
    close,
  };
}
