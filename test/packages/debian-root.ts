import { execFile } from 'node:child_process';
import { lstat, mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A system of its own in a folder, into which dpkg really installs; nothing outside of it is touched. */
export interface DebianRoot {
  readonly install: (deb: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  /** With variables as `sudo NAME=1 apt-get purge` hands them over. */
  readonly purge: (name: string, env?: NodeJS.ProcessEnv) => Promise<void>;
  /** The second column of `dpkg -l`, in words; null: it knows nothing of that package. */
  readonly stateOf: (name: string) => Promise<string | null>;
  /** Where a path of the system is, links of the system followed; null: it is not there. */
  readonly place: (path: string) => Promise<string | null>;
  /** The paths of all files and links there, without what dpkg and update-alternatives keep for themselves. */
  readonly paths: () => Promise<readonly string[]>;
}

/**
 * An empty Debian system. The scripts of packages run outside of it, with DPKG_ROOT as Debian has it for that; libraries of
 * others are not there, so what a package depends on is not asked.
 */
export async function debianRoot(folder: string): Promise<DebianRoot> {
  const records = join(folder, 'var/lib/dpkg');
  const needed = [
    ...['info', 'updates', 'triggers', 'alternatives'].map((name) => join(records, name)),
    ...['etc/alternatives', 'usr/bin', 'var/log'].map((name) => join(folder, name)),
  ];
  for (const path of needed) await mkdir(path, { recursive: true });
  await writeFile(join(records, 'status'), '');
  const env = { ...process.env, PATH: `/usr/sbin:/sbin:${process.env['PATH']}`, LC_ALL: 'C' };
  const dpkg = async (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const options = [`--root=${folder}`, '--force-not-root', '--force-script-chrootless', '--force-depends'];
    const { stdout } = await run('dpkg', [...options, ...args], { env: { ...env, ...more }, maxBuffer: 1e8 });
    return stdout;
  };
  const place = async (path: string, links = 8): Promise<string | null> => {
    const at = join(folder, path);
    const found = await lstat(at).catch(() => null);
    if (found === null) return null;
    return found.isSymbolicLink() && links > 0 ? place(await readlink(at), links - 1) : at;
  };
  return {
    install: async (deb) => void (await dpkg(['-i', deb])),
    remove: async (name) => void (await dpkg(['-r', name])),
    purge: async (name, more) => void (await dpkg(['-P', name], more)),
    stateOf: async (name) => /^Status: (.*)$/m.exec(await dpkg(['-s', name]).catch(() => ''))?.[1] ?? null,
    place: (path) => place(path),
    paths: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
        .filter((path) => !/^\/var\/(?:lib\/dpkg|log)\//.test(path))
        .sort();
    },
  };
}
