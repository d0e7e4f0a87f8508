import { dirname } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The arguments of electron-builder. Unpacked, it is for this machine (`cpu`), of the binary that is here already;
 * packages are of several architectures, for each of which electron-builder fetches its own. Nothing is ever published by
 * it.
 */
export function builderArguments(
  given: readonly string[],
  env: Environment,
  binary: string,
  cpu: string = process.arch,
): readonly string[] {
  const updates = env['TOCSIN_UPDATES_URL'];
  return [
    'build',
    '--publish=never',
    ...(given.includes('--dir') ? [`--${cpu}`, `-c.electronDist=${distributionOf(binary)}`] : []),
    ...(updates === undefined || updates === ''
      ? []
      : ['-c.publish.provider=generic', `-c.publish.url=${updates}`, '-c.publish.useMultipleRangeRequest=false']),
    ...given,
  ];
}

/** The folder of a distribution: on macOS the binary lies deep within its app. */
function distributionOf(binary: string): string {
  const [before, app] = binary.split(/[\\/]Electron\.app[\\/]/);
  return app === undefined ? dirname(binary) : (before ?? '');
}
