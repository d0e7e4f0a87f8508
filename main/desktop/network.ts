import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { Clock } from '../clock.ts';

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

/** Looks every 5 s, for no system says it to Node. The returned function ends it. */
export function watchNetwork(
  clock: Clock,
  changed: (change: 'moved' | 'grown') => void,
  interfaces: () => Interfaces = networkInterfaces,
): () => void {
  let before = outerAddresses(interfaces());
  let cancel = () => {};
  const look = () => {
    const now = outerAddresses(interfaces());
    const change = networkChange(before, now);
    before = now;
    // Without any way out nothing can be made anew; what comes back is a new way.
    if (change !== null && now.size > 0) changed(change);
    cancel = clock.after(lookMs, look);
  };
  cancel = clock.after(lookMs, look);
  return () => cancel();
}
