import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import afterAllArtifactBuild, { sizeLine } from '../../build/after-build.ts';
import { builderArguments } from '../../build/builder-arguments.ts';

const run = promisify(execFile);
const dist = fileURLToPath(new URL('../../build/dist.ts', import.meta.url));

test.for<
  [given: readonly string[], env: Readonly<Record<string, string>>, binary: string, expected: readonly string[]]
>([
  [['--dir'], {}, '/e/dist/electron', ['build', '--publish=never', '--arm64', '-c.electronDist=/e/dist', '--dir']],
  [
    ['--dir'],
    {},
    '/e/dist/Electron.app/Contents/MacOS/Electron',
    ['build', '--publish=never', '--arm64', '-c.electronDist=/e/dist', '--dir'],
  ],
  [[], {}, '/e/dist/electron', ['build', '--publish=never']],
  [['--linux'], { TOCSIN_UPDATES_URL: '' }, '/e/dist/electron', ['build', '--publish=never', '--linux']],
  [
    ['--linux', 'deb'],
    { TOCSIN_UPDATES_URL: 'https://a.example/b' },
    '/e/dist/electron',
    [
      ...['build', '--publish=never', '-c.publish.provider=generic', '-c.publish.url=https://a.example/b'],
      ...['-c.publish.useMultipleRangeRequest=false', '--linux', 'deb'],
    ],
  ],
])('arguments %j with %j', ([given, env, binary, expected]) => {
  expect(builderArguments(given, env, binary, 'arm64')).toEqual(expected);
});

test("without Electron's binary it packs nothing and says why in one line", async () => {
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' };
  const said = await run(process.execPath, [dist, '--dir'], { env }).catch((error) => error);
  expect(said).toMatchObject({ code: 1, stdout: '' });
  expect(said.stderr).toMatch(
    /^Nothing was packed: ELECTRON_OVERRIDE_DIST_PATH names \/nowhere, where Electron is not\. .*\n$/,
  );
});

test('sizes are told in millions of bytes, also of a folder without packages', async () => {
  expect(sizeLine('a.deb', 81_349_999)).toBe('a.deb: 81.3 MB');
  const empty = await mkdtemp(join(tmpdir(), 'tocsin-dist-'));
  expect(await afterAllArtifactBuild({ outDir: empty, artifactPaths: [], configuration: {} })).toEqual([]);
  await rm(empty, { recursive: true });
});
