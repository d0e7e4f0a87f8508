import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { Autostart } from '../../preload/contract/api.ts';

/** The entry of the packages has the same name, so that the user's own takes its place. */
const name = 'tocsin-desktop.desktop';
const ours = 'X-Tocsin-Settings';

/** Where a Linux desktop looks for what it is to start, the user's folder first. */
export interface AutostartPlaces {
  readonly user: string;
  readonly machine: readonly string[];
}

/** https://specifications.freedesktop.org/autostart-spec/latest/ */
export function autostartPlaces(env: NodeJS.ProcessEnv, home = homedir()): AutostartPlaces {
  const own = [env['XDG_CONFIG_HOME']].find((each) => each !== undefined && isAbsolute(each)) ?? join(home, '.config');
  const shared = (env['XDG_CONFIG_DIRS'] ?? '').split(':').filter(isAbsolute);
  return {
    user: join(own, 'autostart', name),
    machine: (shared.length > 0 ? shared : ['/etc/xdg']).map((folder) => join(folder, 'autostart', name)),
  };
}

export interface AutostartEntry {
  /** Program and arguments. */
  readonly command: readonly string[];
  /** Whose entry it is: another Tocsin of this user, with other settings, leaves it alone. */
  readonly settingsDirectory: string;
}

/** The text of an entry. Throws for a path that no entry can hold. */
export function entryText({ command, settingsDirectory }: AutostartEntry): string {
  const fields = [
    'Type=Application',
    'Name=Tocsin',
    'Comment=Written by Tocsin. Remove it there: Settings, Start',
    // A program that was removed is then not looked for at each sign-in.
    `TryExec=${escaped(command[0] ?? '')}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=tocsin-desktop',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    `${ours}=${escaped(settingsDirectory)}`,
  ];
  if (fields.some((field) => /[\n\r]/.test(field))) throw new Error('a path with a line break cannot be started');
  return `[Desktop Entry]\n${fields.join('\n')}\n`;
}

/** What the entries say: the user's one goes before the machine's, whatever stands in it. */
export async function entryState({ user, machine }: AutostartPlaces): Promise<Autostart> {
  const own = await fieldsOf(user);
  if (own !== null) return { on: isOn(own), by: 'user' };
  for (const file of machine) {
    const shared = await fieldsOf(file);
    if (shared !== null) return { on: isOn(shared), by: 'machine' };
  }
  return { on: false, by: 'user' };
}

/**
 * Makes the user's entry true to what is wanted, also after the program has moved. An entry that was switched off in the
 * desktop's own settings stays as it is; where the machine has one, none of ours is needed.
 */
export async function setEntry(places: AutostartPlaces, entry: AutostartEntry, on: boolean): Promise<void> {
  const own = await fieldsOf(places.user);
  if (own !== null && (!isOn(own) || own.get(ours) !== escaped(entry.settingsDirectory))) return;
  if (!on) return own === null ? undefined : rm(places.user, { force: true });
  if (own === null && (await entryState(places)).by === 'machine') return;
  const text = entryText(entry);
  if (own !== null && (await readFile(places.user, 'utf8')) === text) return;
  await mkdir(dirname(places.user), { recursive: true, mode: 0o700 });
  await writeFile(places.user, text, { mode: 0o644 });
}

/** GNOME switches off by a field of its own, others by the specification's. */
function isOn(fields: ReadonlyMap<string, string>): boolean {
  return fields.get('Hidden') !== 'true' && fields.get('X-GNOME-Autostart-enabled') !== 'false';
}

/** Null: there is none. */
async function fieldsOf(file: string): Promise<ReadonlyMap<string, string> | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  const group = text.split(/^\[/m).find((each) => each.startsWith('Desktop Entry]')) ?? '';
  const fields = group.split('\n').flatMap((line): [string, string][] => {
    const [, key, value] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return new Map(fields);
}

/** A value of an entry. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\');
}

/**
 * An argument within `Exec`: quoted first, then escaped as every value; `%` would begin a field code.
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
function quoted(argument: string): string {
  return escaped(`"${argument.replace(/["`$\\]/g, '\\$&')}"`).replaceAll('%', '%%');
}
