import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('install.mjs', import.meta.url));

/** What the script does where nothing of what it looks for is there, apt-get neither. */
function onBareSystem(userId: number) {
  const as = `data:text/javascript,process.getuid=()=>${userId}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', as, script], {
    env: { PATH: '/nowhere' },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('a part of the system that the tests need and that is missing', () => {
  it('is a failure that says exactly what to install, for whoever may not install it', () => {
    const { status, stdout, stderr } = onBareSystem(1_000);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^The tests need more of this system: chromium, dbus, .*xvfb.*\.$/m);
    expect(stderr).toMatch(/sudo apt-get install -y --no-install-recommends chromium dbus .*xvfb/);
  });

  it('is a failure too when it cannot be installed', () => {
    const { status, stderr } = onBareSystem(0);
    expect(status).toBe(1);
    expect(stderr).toContain('chromium');
  });
});
