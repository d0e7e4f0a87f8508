import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What electron-builder says before it packs. */
interface Packing {
  readonly packager: { readonly projectDir: string; readonly appInfo: { readonly version: string } };
}

/** electron-builder's hook: makes the manual of the desktop app as packages hold it, beside what is built. */
export default async function beforePack({ packager }: Packing): Promise<void> {
  const { projectDir, appInfo } = packager;
  const page = await readFile(join(projectDir, 'build/linux/tocsin-desktop.1'), 'utf8');
  const compressed = gzipSync(page.replace('@VERSION@', appInfo.version), { level: 9 });
  // Whole or not at all, for several may pack at one time.
  const own = join(projectDir, `out/.manual-${process.pid}.gz`);
  await writeFile(own, compressed);
  await rename(own, join(projectDir, 'out/tocsin-desktop.1.gz'));
}
