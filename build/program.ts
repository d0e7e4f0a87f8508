/** What the start script found, decided without Electron or a display at hand. */
export interface Found {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Electron's binary, also after it was fetched; null: it cannot be had. */
  readonly binary: string | null;
  /** Why the binary cannot be had. */
  readonly whyNone: string;
}

export type Program =
  | { readonly start: 'desktop'; readonly binary: string }
  | { readonly start: 'serve'; readonly why: string };

/** Whether there is a display at all: it is looked for first, for without one no binary is of use. */
export function hasDisplay({ platform, env }: Pick<Found, 'platform' | 'env'>): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

/** The desktop app where it can run, else `tocsin serve` and one line why. */
export function programFor(found: Found): Program {
  if (!hasDisplay(found)) return { start: 'serve', why: 'There is no display here' };
  if (found.binary === null) return { start: 'serve', why: found.whyNone };
  return { start: 'desktop', binary: found.binary };
}
