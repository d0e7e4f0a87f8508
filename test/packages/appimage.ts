import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** In the place of the program that mounts an AppImage and starts it. */
const runtime = 'placeholder of a runtime\n';

/**
 * Stands in for electron-builder's tools for AppImages, which cannot be fetched everywhere: what would become a squashfs
 * becomes a tar archive behind the runtime. Returns the folder for APPIMAGE_TOOLS_PATH.
 */
export async function appImageTools(folder: string): Promise<string> {
  await mkdir(join(folder, 'runtimes'), { recursive: true });
  await mkdir(join(folder, 'lib', 'x64'), { recursive: true });
  await writeFile(join(folder, 'runtimes', 'runtime-x64'), runtime);
  // Its arguments: STAGE OUTPUT -offset BYTES …
  const pack = '#!/bin/sh\nhead -c "$4" /dev/zero > "$2"\nexec tar -C "$1" -c . >> "$2"\n';
  for (const name of ['mksquashfs', 'desktop-file-validate']) {
    await writeFile(join(folder, name), pack);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}

/** Unpacks an AppImage that was made by those tools. */
export async function unpackAppImage(file: string, folder: string): Promise<void> {
  await mkdir(folder);
  await run('sh', ['-c', `tail -c +${runtime.length + 1} "$0" | tar -x -C "$1"`, file, folder]);
}
