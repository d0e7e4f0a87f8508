import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

type Name = Parameters<Electron.App['getPath']>[0];

const config = () => process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
const standard: Partial<Record<Name, () => string>> = {
  home: homedir,
  temp: tmpdir,
  appData: config,
  userData: () => join(config(), 'tocsin'),
  downloads: () => join(homedir(), 'Downloads'),
  exe: () => process.execPath,
};
const given = new Map<Name, string>();

/** The folders of the app. */
export const paths = {
  get(name: Name): string {
    const path = given.get(name) ?? standard[name]?.();
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  },
  set(name: Name, path: string): void {
    given.set(name, path);
  },
};
