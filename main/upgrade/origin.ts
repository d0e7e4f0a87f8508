import type { UpgradeOff } from '../../preload/contract/api.ts';

/** What the desktop app knows of how it came onto the machine. */
export interface Origin {
  readonly platform: NodeJS.Platform;
  /** It runs out of a package, not out of a checkout. */
  readonly packaged: boolean;
  readonly executable: string;
  /** What stands in the file `package-type` of its resources; null: there is none. Written by the NSIS, deb and rpm packages. */
  readonly packageType: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A package that renews itself. */
export type Renewable = 'nsis' | 'appimage' | 'mac';

/**
 * Whether this copy renews itself, or why it does not. An MSI is unpacked from the same files as the installer for one
 * person, which alone leaves its mark; so what bears none on Windows is left to the administrator's tools.
 */
export function originOf({ platform, packaged, executable, packageType, env }: Origin): Renewable | UpgradeOff {
  if (!packaged) return 'checkout';
  if (platform === 'darwin') return 'mac';
  if (platform === 'win32') return packageType?.trim() === 'nsis' ? 'nsis' : 'machine';
  // Every program that an AppImage starts inherits these names; its own are those of the place that it runs from. The
  // mark may be a deb's there, for both are packed from one folder.
  const mounted = env['APPDIR'];
  const own = mounted !== undefined && mounted !== '' && executable.startsWith(`${mounted}/`);
  return own && env['APPIMAGE'] !== undefined ? 'appimage' : 'package';
}

/** The source that was named when the package was built, in `app-update.yml`; null: none was. */
export function builtInSource(file: string): string | null {
  const line = /^url:\s*(?:'([^']*)'|"([^"]*)"|(\S+))\s*$/m.exec(file);
  return line?.[1] ?? line?.[2] ?? line?.[3] ?? null;
}
