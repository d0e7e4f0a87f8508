import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A person with data of Tocsin, for scripts of packages: who is there, and how to work with their rights, is stood in for. */
export interface Home {
  /** With what such a script is run. */
  readonly env: NodeJS.ProcessEnv;
  /** Which of their data, and of what starts the desktop app for them, is still there. */
  left(): Promise<readonly string[]>;
}

export const entry = '.config/autostart/tocsin-desktop.desktop';
export const data = ['.config/tocsin', '.local/share/tocsin'];
const all = [...data, entry];

/** Makes the home of Anna, the one person on a machine beside root. */
export async function homeOfAnna(folder: string): Promise<Home> {
  const home = join(folder, 'anna');
  const tools = join(folder, 'tools');
  for (const path of [tools, ...data.map((name) => join(home, name)), dirname(join(home, entry))])
    await mkdir(path, { recursive: true });
  await writeFile(join(home, entry), '');
  const tool = async (name: string, text: string) => {
    await writeFile(join(tools, name), `#!/bin/sh\n${text}\n`);
    await chmod(join(tools, name), 0o755);
  };
  await tool('getent', `echo 'root:x:0:0::/root:/bin/sh'; echo 'anna:x:1000:1000::${home}:/bin/sh'`);
  await tool('runuser', '[ "$2" = anna ] || exit 1; shift 3; exec "$@"');
  await tool('update-desktop-database', ':');
  const isThere = async (name: string) => (await stat(join(home, name)).catch(() => null)) !== null;
  return {
    env: { PATH: `${tools}:/usr/sbin:/usr/bin:/sbin:/bin` },
    left: async () => {
      const there = await Promise.all(all.map(isThere));
      return all.filter((_, index) => there[index]);
    },
  };
}
