import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';

const run = promisify(execFile);

/** Fails with what lintian, which `test/system/install.mjs` brings, says of a deb: its errors and warnings. */
export async function lintianFindsNothing(deb: string): Promise<void> {
  const said = await run('lintian', ['--allow-root', '--fail-on', 'error,warning', deb]).catch(
    (error: { stdout?: string; message: string }) => ({ stdout: error.stdout || error.message }),
  );
  expect(said.stdout).toBe('');
}
