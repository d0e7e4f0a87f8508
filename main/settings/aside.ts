import { existsSync, renameSync } from 'node:fs';

/**
 * Moves a file that cannot be used to `<name>.unusable-<time>` beside its place, never over another one. Returns where it
 * is now; throws Node's error when the folder cannot be written.
 */
export function setAside(path: string, now: number): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  let aside = `${path}.unusable-${time}`;
  for (let number = 2; existsSync(aside); number++) aside = `${path}.unusable-${time}-${number}`;
  renameSync(path, aside);
  return aside;
}
