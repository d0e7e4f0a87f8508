import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { Clock } from './clock.ts';
import type { Core } from './core.ts';

type Interfaces = Readonly<Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'internal'>[] | undefined>>;

const lookMs = 5_000;
/** Networks between programs of this machine: they come and go with those. */
const own = /^(docker|br-|veth|virbr|vboxnet|vmnet|cni|flannel|podman)/;

/** The addresses that lead out of this machine. */
export function outerAddresses(interfaces: Interfaces): ReadonlySet<string> {
  const outer = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    own.test(name) ? [] : infos.filter(({ internal, address }) => !internal && !address.startsWith('fe80')),
  );
  return new Set(outer.map(({ address }) => address));
}

/**
 * What a change of addresses means for lines: `moved`, one is gone that lines may have used, so that they may be dead
 * without anybody saying so; `grown`, there is a new way to try; null, nothing.
 */
export function networkChange(before: ReadonlySet<string>, now: ReadonlySet<string>): 'moved' | 'grown' | null {
  if ([...before].some((address) => !now.has(address))) return 'moved';
  return [...now].some((address) => !before.has(address)) ? 'grown' : null;
}

/**
 * Tells the core when the machine is in another network, or has a new way out. Looks every 5 s, for no system says it to
 * Node. Without any way out nothing can be made anew: what comes back is told, beside what was there before. The returned
 * function ends it.
 */
export function watchNetwork(
  clock: Clock,
  { woke, back }: Pick<Core, 'woke' | 'back'>,
  interfaces: () => Interfaces = networkInterfaces,
): () => void {
  let before = outerAddresses(interfaces());
  let away = false;
  let cancel = () => {};
  const look = () => {
    cancel = clock.after(lookMs, look);
    const now = outerAddresses(interfaces());
    if (now.size === 0) {
      away = true;
      return;
    }
    const change = networkChange(before, now) ?? (away ? 'grown' : null);
    before = now;
    away = false;
    if (change === 'moved') woke();
    if (change === 'grown') back();
  };
  cancel = clock.after(lookMs, look);
  return () => cancel();
}
