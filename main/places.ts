import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { registeredPolicy } from './settings/windows-rights.ts';

/** Where files live. */
export interface Places {
  /** Holds settings.json and secrets.json. */
  readonly settingsDirectory: string;
  /** Holds history.db, logs/ and the control socket; never on a roaming profile. */
  readonly localDirectory: string;
  /** Where an administrator's policy is looked for. */
  readonly policyFile: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The platform's own folders of a user, or one folder for everything where `dataDirectory` is given. */
export function places(
  dataDirectory: string | null,
  platform: NodeJS.Platform = process.platform,
  env: Environment = process.env,
  registered: () => string | null = registeredPolicy,
): Places {
  const directory = dataDirectory === null ? null : resolve(dataDirectory);
  const own =
    directory === null ? ownPlaces(platform, env) : { settingsDirectory: directory, localDirectory: directory };
  let policyFile: string | null = null;
  return {
    ...own,
    // Most commands need no policy, and the registry is asked by a program.
    get policyFile() {
      policyFile ??= (platform === 'win32' ? registered() : null) ?? policyPlace(platform, env);
      return policyFile;
    },
  };
}

function ownPlaces(platform: NodeJS.Platform, env: Environment): Omit<Places, 'policyFile'> {
  const home = homedir();
  if (platform === 'win32') {
    return {
      settingsDirectory: join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Tocsin'),
      localDirectory: join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Tocsin'),
    };
  }
  if (platform === 'darwin') {
    const directory = join(home, 'Library', 'Application Support', 'Tocsin');
    return { settingsDirectory: directory, localDirectory: directory };
  }
  return {
    settingsDirectory: join(given(env['XDG_CONFIG_HOME']) ?? join(home, '.config'), 'tocsin'),
    localDirectory: join(given(env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'tocsin'),
  };
}

function policyPlace(platform: NodeJS.Platform, env: Environment): string {
  if (platform === 'win32') return join(env['ProgramData'] ?? 'C:\\ProgramData', 'Tocsin', 'policy.json');
  if (platform === 'darwin') return '/Library/Application Support/Tocsin/policy.json';
  return '/etc/tocsin/policy.json';
}

/** The base directory specification wants an empty variable treated as an absent one. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
