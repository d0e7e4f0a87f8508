import { describe, expect, it } from 'vitest';
import { networkChange, outerAddresses, watchNetwork } from '../main/network.ts';
import { FakeClock } from './fake-clock.ts';

const outer = (address: string) => ({ address, internal: false });

describe('what a change of addresses means for lines', () => {
  it.each<[string, readonly string[], readonly string[], 'moved' | 'grown' | null]>([
    ['nothing', ['10.0.0.9'], ['10.0.0.9'], null],
    ['another network', ['10.0.0.9'], ['192.168.1.4'], 'moved'],
    ['one of two is gone', ['10.0.0.9', '10.8.0.2'], ['10.0.0.9'], 'moved'],
    ['a tunnel is there', ['10.0.0.9'], ['10.0.0.9', '10.8.0.2'], 'grown'],
    ['the network is back', [], ['10.0.0.9'], 'grown'],
  ])('%s', (_, before, now, change) => {
    expect(networkChange(new Set(before), new Set(now))).toBe(change);
  });

  it('is not asked of what leads nowhere', () => {
    const found = outerAddresses({
      lo: [{ address: '127.0.0.1', internal: true }],
      eth0: [outer('10.0.0.9'), outer('fe80::1'), outer('2001:db8::9')],
      docker0: [outer('172.17.0.1')],
      'br-1b3c': [outer('172.18.0.1')],
      gone: undefined,
    });
    expect([...found]).toEqual(['10.0.0.9', '2001:db8::9']);
  });
});

/** A machine with one address at most, and what is told of it. */
function watched(first: string) {
  const clock = new FakeClock(0);
  const machine = { address: first as string | null };
  const changes: string[] = [];
  const close = watchNetwork(clock, { woke: () => changes.push('moved'), back: () => changes.push('grown') }, () => ({
    eth0: machine.address === null ? [] : [outer(machine.address)],
  }));
  return { clock, machine, changes, close };
}

it('the network is looked at every 5 s, and no more after the end', async () => {
  const { clock, machine, changes, close } = watched('10.0.0.9');
  await clock.tick(5_000);
  machine.address = '10.0.0.10';
  await clock.tick(5_000);
  expect(changes).toEqual(['moved']);
  // Without any way out nothing can be made anew.
  machine.address = null;
  await clock.tick(5_000);
  expect(changes).toEqual(['moved']);
  machine.address = '10.0.0.10';
  await clock.tick(5_000);
  expect(changes).toEqual(['moved', 'grown']);
  close();
  machine.address = '10.0.0.11';
  await clock.tick(60_000);
  expect(changes).toEqual(['moved', 'grown']);
});

it('another network after a while without any is a change of the network', async () => {
  const { clock, machine, changes } = watched('10.0.0.9');
  machine.address = null;
  await clock.tick(15_000);
  machine.address = '192.168.1.4';
  await clock.tick(15_000);
  expect(changes).toEqual(['moved']);
});
