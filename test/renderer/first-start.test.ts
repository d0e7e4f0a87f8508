import { describe, expect, it } from 'vitest';
import type { ServerSettings, ServerState } from '../../preload/contract/api.ts';
import { missingOf, stepAfter, stepsOf, wantsFirstStart } from '../../renderer/first-start/begin.ts';

type Told = Parameters<typeof wantsFirstStart>[0];

const server = (id: string, change: object = {}): ServerSettings => ({
  ...{ id, name: id, protocol: 'saymon', enabled: true, muted: false, url: 'https://noc.example' },
  ...change,
});
const oidc = { auth: { type: 'oidc' } };
const blocked = (id: string): ServerState =>
  ({
    ...{ id, name: id, enabled: true },
    state: { name: 'blocked', why: { code: 'sign-in-needed', params: {} } },
  }) as ServerState;
const unfinished = { id: 'noc', name: 'NOC', protocol: 'saymon', settings: {} };

function told(
  change: Partial<Omit<Told, 'preferences' | 'locked'>> & { greeted?: boolean; locks?: string[] } = {},
): Told {
  const { greeted = false, locks = [], ...rest } = change;
  return {
    ...{ settings: [], unfinished: [], servers: [], canStartWithSystem: false, ...rest },
    preferences: { window: { greeted, closeSaid: false, singleKeys: true } } as Told['preferences'],
    locked: { paths: locks, file: null },
  };
}

describe('the first start', () => {
  it.each<[name: string, told: Told, wanted: boolean]>([
    ['nothing is set up', told(), true],
    ['nothing is set up, and it is over', told({ greeted: true }), false],
    ["a server of the user's", told({ settings: [server('mine')] }), false],
    ['one of a policy that is whole', told({ settings: [server('noc')], locks: ['servers.noc.url'] }), false],
    ['one of a policy that lacks the sign-in', told({ unfinished: [unfinished], locks: ['servers.noc.url'] }), true],
    [
      'one of a policy that waits for a person',
      told({ settings: [server('noc', oidc)], servers: [blocked('noc')], locks: ['servers.noc.url'] }),
      true,
    ],
    [
      'one of a policy that waits for a person, and it is over',
      told({ settings: [server('noc', oidc)], servers: [blocked('noc')], locks: ['servers.noc.url'], greeted: true }),
      false,
    ],
    [
      "one of the user's that waits for a person",
      told({ settings: [server('noc', oidc)], servers: [blocked('noc')] }),
      false,
    ],
    [
      "one of the user's beside one of a policy that lacks the sign-in",
      told({ settings: [server('mine')], unfinished: [unfinished], locks: ['servers.noc.url', 'servers.mine2.url'] }),
      false,
    ],
  ])('%s: %j', (_, state, wanted) => {
    expect(wantsFirstStart(state)).toBe(wanted);
  });

  it('asks to sign in only where a person signs in, at servers of a policy', () => {
    const settings = [server('noc', oidc), server('racks'), server('mine', oidc)];
    const servers = settings.map(({ id }) => blocked(id));
    const state = told({ settings, servers, locks: ['servers.noc.url', 'servers.racks.url'] });
    expect(missingOf(state).signIn.map(({ id }) => id)).toEqual(['noc']);
  });

  it('has only the steps that its host can do, and ends after the last one', () => {
    const steps = stepsOf({ canStartWithSystem: true });
    expect(steps.map((step) => stepAfter(steps, step))).toEqual(['toast', 'system', null]);
    expect(stepAfter(stepsOf({ canStartWithSystem: false }), 'toast')).toBeNull();
    expect(stepAfter(stepsOf({ canStartWithSystem: false }), 'system')).toBeNull();
  });
});
