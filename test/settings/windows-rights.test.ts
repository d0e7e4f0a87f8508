import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { places } from '../../main/places.ts';
import { readPolicy } from '../../main/settings/policy.ts';
import { registryText, writerIn } from '../../main/settings/windows-rights.ts';
import { kinds, world } from './world.ts';

const user = 'S-1-5-21-1004336348-1177238915-682003330-1001';
const group = 'S-1-5-21-1004336348-1177238915-682003330-1604';
const installer = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';
const admins = '(A;ID;FA;;;SY)(A;ID;FA;;;BA)';

describe('who may write a policy on Windows', () => {
  it.each([
    ['as an administrator makes it in ProgramData', `O:BAG:DUD:AI${admins}(A;ID;0x1200a9;;;BU)`, 'file', null],
    [
      'the folder beside it, to which users may add',
      `O:BAG:DUD:AI${admins}(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)`,
      'folder',
      null,
    ],
    ['a file to which users may add', `O:BAG:DUD:AI${admins}(A;ID;DCLCRPCR;;;BU)`, 'file', 'BU'],
    [
      'as a user makes it in ProgramData',
      `O:${user}G:DUD:AI${admins}(A;ID;FA;;;${user})(A;ID;0x1200a9;;;BU)`,
      'file',
      user,
    ],
    ['a user’s, who hides it', `O:${user}G:DUD:PAI(A;;FA;;;BA)(A;;FR;;;BU)`, 'file', user],
    ['one user may write it', `O:BAG:DUD:P(A;;FA;;;BA)(A;;0x116;;;${user})`, 'file', user],
    ['everyone may write it', 'O:BAG:DUD:P(A;;FA;;;BA)(A;;FW;;;WD)', 'file', 'WD'],
    ['everyone may change its rights', 'O:BAG:DUD:P(A;;FA;;;BA)(A;;FRWD;;;AU)', 'file', 'AU'],
    ['a group may write it', `O:BAG:DUD:P(A;;FA;;;BA)(A;;FA;;;${group})`, 'file', group],
    [
      'the installer and administrators of the domain',
      `O:${installer}G:DUD:P(A;;FA;;;${installer})(A;;FA;;;DA)(A;;FA;;;LA)`,
      'file',
      null,
    ],
    ['what only holds for what is made in it', `O:SYG:SYD:P(A;OICIIO;GA;;;BU)(A;;FA;;;SY)`, 'folder', null],
    ['users may delete in the folder', 'O:SYG:SYD:P(A;;FA;;;SY)(A;;DT;;;BU)', 'folder', 'BU'],
    ['what is denied', `O:SYG:SYD:P(D;;FA;;;BU)(A;;FA;;;SY)(A;;FR;;;BU)`, 'file', null],
    ['rights by a condition', 'O:SYG:SYD:P(XA;;FA;;;BU;(@User.Title=="PM"))', 'file', 'BU'],
    ['rights that nobody knows', 'O:SYG:SYD:P(A;;ZZ;;;BU)', 'file', 'BU'],
    ['no list at all', 'O:BAG:DU', 'file', 'WD'],
    ['an empty list', 'O:BAG:DUD:P', 'file', null],
    ['a list that allows all', 'O:BAG:DUD:NO_ACCESS_CONTROL', 'file', 'WD'],
    ['nothing', '', 'file', 'somebody unknown'],
  ] as const)('%s', (_, sddl, kind, who) => {
    expect(writerIn(sddl, kind, false)).toBe(who);
  });

  it.each([
    ['a group of administrators', `O:${group}G:DUD:P(A;;FA;;;${group})(A;;FR;;;AU)`, null],
    ['all users', `O:${group}G:DUD:P(A;;FA;;;${group})(A;;FA;;;BU)`, 'BU'],
    ['all users of the domain', `O:BAG:DUD:P(A;;FA;;;S-1-5-21-1-2-3-513)`, 'S-1-5-21-1-2-3-513'],
  ] as const)('at a place of the registry: %s', (_, sddl, who) => {
    expect(writerIn(sddl, 'file', true)).toBe(who);
  });
});

describe('a policy on Windows', () => {
  const placed = () => {
    const made = world();
    const folder = join(made.directory, 'ProgramData', 'Tocsin');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'policy.json');
    writeFileSync(file, '{"enforced": {"toasts": {"maxPerMinute": 2}}}');
    return { file, folder };
  };
  const closed = 'O:BAG:DUD:P(A;;FA;;;BA)';
  const open = `O:BAG:DUD:P(A;;FA;;;${user})`;

  it('counts where only administrators may write it', () => {
    const { file } = placed();
    const policy = readPolicy(file, false, kinds, { platform: 'win32', sddl: () => closed });
    expect(policy).toMatchObject({ layers: { enforced: { toasts: { maxPerMinute: 2 } } } });
  });

  it.each(['file', 'folder'] as const)('is ignored, with the reason, where a user may write the %s', (which) => {
    const made = placed();
    const sddl = (path: string) => (path === made[which] ? open : closed);
    const policy = readPolicy(made.file, false, kinds, { platform: 'win32', sddl });
    const text = `it is ignored, because ${user} can write ${made[which]}: let only administrators write it`;
    expect(policy).toMatchObject({ notice: { params: { text } } });
  });

  it('is ignored where nobody can tell', () => {
    const sddl = () => {
      throw new Error('timed out');
    };
    const policy = readPolicy(placed().file, false, kinds, { platform: 'win32', sddl });
    expect(policy).toMatchObject({ notice: { params: { text: expect.stringContaining('cannot be told') } } });
  });

  it('of a user’s own asking is not looked at so', () => {
    const policy = readPolicy(placed().file, true, kinds, { platform: 'win32', sddl: () => open });
    expect(policy).toHaveProperty('layers');
  });

  it('may be absent', () => {
    const { folder } = placed();
    const policy = readPolicy(join(folder, 'other.json'), false, kinds, { platform: 'win32', sddl: () => open });
    expect(policy).toEqual({ layers: { defaults: {}, enforced: {} } });
  });
});

describe('its place', () => {
  const said = (type: string, text: string) =>
    `\r\nHKEY_LOCAL_MACHINE\\Software\\Policies\\Tocsin\r\n    PolicyFile    ${type}    ${text}\r\n\r\n`;
  const env = { ProgramData: 'C:\\ProgramData', PROGRAMFILES: 'C:\\Program Files' };

  it.each([
    ['REG_SZ', '\\\\share\\it\\tocsin policy.json', '\\\\share\\it\\tocsin policy.json'],
    ['REG_EXPAND_SZ', '%PROGRAMFILES%\\Tocsin\\policy.json', 'C:\\Program Files\\Tocsin\\policy.json'],
    ['REG_SZ', '%PROGRAMFILES%\\policy.json', null],
    ['REG_SZ', 'policy.json', null],
    ['REG_SZ', '', null],
    ['REG_DWORD', '0x1', null],
  ])('%s %s is %s', (type, text, place) => {
    expect(registryText(said(type, text), 'policyfile', env)).toBe(place);
  });

  it('is that of the registry, else ProgramData', () => {
    expect(places(null, 'win32', env, () => 'D:\\policy.json').policyFile).toBe('D:\\policy.json');
    expect(places('data', 'win32', env, () => null).policyFile).toContain('policy.json');
    const never = () => {
      throw new Error('there is no registry');
    };
    expect(places(null, 'linux', {}, never).policyFile).toBe('/etc/tocsin/policy.json');
    expect(places(null, 'darwin', {}, never).policyFile).toBe('/Library/Application Support/Tocsin/policy.json');
    expect(places(null, 'win32', env, never).localDirectory).toContain('Tocsin');
  });
});
