import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the desktop app looks for its policy: the system's place, with what a test puts there. */
export interface PolicyPlace {
  /** The place as the app sees it. */
  readonly file: string;
  /** Puts a policy there at once, as a roll-out does. */
  put(text: string): Promise<void>;
  /** Takes the policy away. */
  empty(): Promise<void>;
  /** A program that is this one, but for the policy in the place. */
  around(program: string): Promise<string>;
  remove(): Promise<void>;
}

/**
 * The app has no option for its policy, and takes none that ordinary users can write. So it is started with mounts of its
 * own, in which a folder of the test lies on `/etc/tocsin`; the machine's own `/etc` stays as it is. Only root may do that,
 * and only what root has written counts.
 */
export async function openPolicyPlace(): Promise<PolicyPlace> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error('A policy counts only where root alone can write it: run this spec on Linux as root.');
  }
  const home = await mkdtemp(join(tmpdir(), 'tocsin-policy-'));
  const folder = join(home, 'policy');
  // A layer over /etc that has nothing but the place itself, which few machines have.
  const layer = join(home, 'etc');
  await mkdir(folder, { mode: 0o755 });
  await mkdir(join(layer, 'tocsin'), { recursive: true });
  return {
    file: '/etc/tocsin/policy.json',
    async put(text) {
      const next = join(folder, 'next.json');
      await writeFile(next, text, { mode: 0o644 });
      await rename(next, join(folder, 'policy.json'));
    },
    empty: () => rm(join(folder, 'policy.json')),
    async around(program) {
      const file = join(home, 'start');
      const mounts = `mount -t overlay overlay -o lowerdir=${layer}:/etc /etc && mount --bind ${folder} /etc/tocsin`;
      await writeFile(file, `#!/bin/sh\nexec unshare --mount sh -c '${mounts} && exec "$@"' sh '${program}' "$@"\n`, {
        mode: 0o755,
      });
      return file;
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
