import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wantsStartWithSystem } from '../../main/settings/start-wish.ts';
import { kinds, world } from './world.ts';

const said = (withSystem: boolean) => ({ start: { withSystem } });

describe('a start by the system', () => {
  it.each([
    ['nobody has said anything', null, null, false],
    ['the user wants it', said(true), null, true],
    ['the user has switched it off', said(false), null, false],
    ['the policy has it as its default', null, { defaults: said(true) }, true],
    ['the user has switched off the default of the policy', said(false), { defaults: said(true) }, false],
    ['the policy wants it', said(false), { enforced: said(true) }, true],
    ['the policy has switched it off', said(true), { enforced: said(false) }, false],
    ['the settings cannot be read', '{"start"', { defaults: said(true) }, true],
    ['the policy cannot be read', said(true), '{', true],
  ])('goes on or ends where %s', (_, user, policy, wanted) => {
    const made = world();
    if (user !== null) made.write(user);
    if (policy !== null) {
      made.writePolicy(policy);
      chmodSync(made.directory, 0o755);
    }
    expect(wantsStartWithSystem(made.file, made.policyFile, kinds)).toBe(wanted);
  });
});
