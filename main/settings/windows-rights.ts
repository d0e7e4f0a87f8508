import { execFileSync } from 'node:child_process';
import { join, win32 } from 'node:path';

/** Reading the rights of a file takes PowerShell half a second; more than this is a computer that does not answer. */
const limitMs = 10_000;

/** Rights by their letters: [MS-DTYP] 2.5.1.1, https://learn.microsoft.com/windows/win32/secauthz/ace-strings */
const letters: Readonly<Record<string, number>> = {
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  SD: 0x10000,
  RC: 0x20000,
  WD: 0x40000,
  WO: 0x80000,
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
  FA: 0x1f01ff,
  FR: 0x120089,
  FW: 0x120116,
  FX: 0x1200a0,
};
/** To delete, to change the rights or the owner; GENERIC_ALL. */
const taking = 0x10000 | 0x40000 | 0x80000 | 0x10000000;
/** Of a file also to write or append to it. Of a folder also to delete within it: adding to it replaces nothing. */
const writing = { file: taking | 0x2 | 0x4 | 0x40000000, folder: taking | 0x40 } as const;

/** The system, administrators of the computer and the domain, and Windows' own installer. */
const trusted = [
  /^(SY|BA|LA|DA|EA|CO|OW)$/,
  /^S-1-5-(18|32-544)$/,
  /^S-1-3-[04]$/,
  /^S-1-5-21-[\d-]+-(500|512|519)$/,
  /^S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464$/,
];
/** Everyone, all who have signed in, users, guests, those of the domain. */
const everybody = [
  /^(WD|AU|BU|BG|IU|NU|AN|DU|DG)$/,
  /^S-1-1-0$/,
  /^S-1-5-(2|4|7|11)$/,
  /^S-1-5-32-54[56]$/,
  /-51[34]$/,
];

/**
 * Who may write a file or folder and is no administrator, by its rights as SDDL; null: nobody. `named`: an administrator
 * has named this place, where groups of theirs may write as well, so that only everybody's groups count.
 */
export function writerIn(sddl: string, kind: 'file' | 'folder', named: boolean): string | null {
  const owner = /^O:([A-Z]{2}|S-[\d-]+)/.exec(sddl)?.[1];
  const counts = (who: string) =>
    named ? everybody.some((each) => each.test(who)) : !trusted.some((each) => each.test(who));
  if (owner === undefined) return 'somebody unknown';
  if (counts(owner)) return owner;
  const list = /D:([A-Z_]*)((?:\([^)]*\))*)/.exec(sddl);
  // Without a list everybody may do everything.
  if (list === null || list[1]?.includes('NO_ACCESS') === true) return 'WD';
  for (const [, text = ''] of (list[2] ?? '').matchAll(/\(([^)]*)\)/g)) {
    const [type = '', flags = '', rights = '', , , who = ''] = text.split(';');
    const allows = ['A', 'OA', 'XA', 'ZA'].includes(type) && !flagsOf(flags).includes('IO');
    if (allows && (maskOf(rights) & writing[kind]) !== 0 && counts(who)) return who;
  }
  return null;
}

function flagsOf(flags: string): readonly string[] {
  return flags.match(/../g) ?? [];
}

/** Rights that are not known count as all of them. */
function maskOf(rights: string): number {
  if (/^0x[\da-f]+$/i.test(rights)) return Number.parseInt(rights, 16);
  const parts = rights.match(/../g) ?? [];
  return parts.reduce((mask, part) => mask | (letters[part] ?? taking), 0);
}

/** The rights of a file or folder as SDDL, with its owner. Throws where they cannot be read. */
export function sddlOf(path: string, env: NodeJS.ProcessEnv = process.env): string {
  const folder = join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'WindowsPowerShell', 'v1.0');
  const command = '[Console]::Out.Write((Get-Acl -LiteralPath $env:TOCSIN_PATH).Sddl)';
  // The path goes by the environment, so that nothing in it is read as a command.
  return execFileSync(join(folder, 'powershell.exe'), ['-NoProfile', '-NonInteractive', '-Command', command], {
    env: { ...env, TOCSIN_PATH: path },
    encoding: 'utf8',
    timeout: limitMs,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** What `reg query` printed of a value: its text, with `%NAMES%` of the environment filled in; null: there is none. */
export function registryText(printed: string, value: string, env: NodeJS.ProcessEnv): string | null {
  for (const line of printed.split(/\r?\n/)) {
    const [, name, type, text = ''] = /^\s+(\S+)\s+(REG_SZ|REG_EXPAND_SZ)\s+(.*?)\s*$/.exec(line) ?? [];
    if (name?.toLowerCase() !== value.toLowerCase() || text === '') continue;
    const filled = type === 'REG_SZ' ? text : text.replace(/%([^%]+)%/g, (whole, key: string) => env[key] ?? whole);
    return win32.isAbsolute(filled) ? filled : null;
  }
  return null;
}

/** Where the registry says that the policy is, `HKLM\Software\Policies\Tocsin\PolicyFile`; null: it says nothing. */
export function registeredPolicy(env: NodeJS.ProcessEnv = process.env): string | null {
  const program = join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe');
  const key = 'HKLM\\Software\\Policies\\Tocsin';
  try {
    const printed = execFileSync(program, ['query', key, '/v', 'PolicyFile', '/reg:64'], {
      encoding: 'utf8',
      timeout: limitMs,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return registryText(printed, 'PolicyFile', env);
  } catch {
    // There is no such key: the usual place holds.
    return null;
  }
}
