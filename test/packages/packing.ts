import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs electron-builder on the checkout and returns what it prints. */
export async function pack(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const cli = join(root, 'node_modules/electron-builder/cli.js');
  const { stdout } = await run(process.execPath, [cli, ...args], {
    cwd: root,
    // Where vitest runs it links files instead of copying them, and would write into the checkout's own.
    env: { ...process.env, ...env, VITEST: undefined, USE_HARD_LINKS: 'false', NO_COLOR: '1' },
    maxBuffer: 1e8,
  });
  return stdout;
}
