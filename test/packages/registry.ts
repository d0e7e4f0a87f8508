import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A registry of npm packages on the loopback address. */
export interface Registry {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Offers what is installed in a checkout as npm's registry does, so that npm itself installs from it without network. Sums
 * are not those of the true registry, for the archives are made anew.
 */
export async function registryOf(root: string): Promise<Registry> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { readonly name?: string; readonly version: string }>>;
  };
  const places = new Map<string, ReadonlyMap<string, string>>();
  for (const [path, { name: alias, version }] of Object.entries(lock.packages)) {
    const name = alias ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (path !== '') places.set(name, new Map([...(places.get(name) ?? []), [version, join(root, path)]]));
  }
  const server = createServer(async (request, response) => {
    const [name = '', version] = decodeURIComponent(request.url?.slice(1) ?? '').split('/-/');
    const there = places.get(name);
    if (there === undefined) return void response.writeHead(404).end('{}');
    if (version === undefined) return void response.end(JSON.stringify(await packument(server, name, there)));
    const place = there.get(basename(version, '.tgz')) ?? '';
    const tar = ['-cz', '--transform=s,^\\.,package,', '--exclude=./node_modules', '-C', place, '.'];
    response.end((await run('tar', tar, { encoding: 'buffer', maxBuffer: 1e9 })).stdout);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: addressOf(server),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What npm asks first: the manifests of all versions that are there, and where their archives are. */
async function packument(server: Server, name: string, places: ReadonlyMap<string, string>): Promise<unknown> {
  const versions = await Promise.all(
    [...places].map(async ([version, place]) => {
      const manifest = JSON.parse(await readFile(join(place, 'package.json'), 'utf8'));
      return [
        version,
        { ...manifest, name, dist: { tarball: `${addressOf(server)}${name}/-/${version}.tgz` } },
      ] as const;
    }),
  );
  return { name, 'dist-tags': { latest: versions.at(-1)?.[0] }, versions: Object.fromEntries(versions) };
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
