/** What the start script found. */
export interface Found {
  /** Why no desktop app can run here, whatever is fetched; null: it can. */
  readonly hindrance: string | null;
  /** Electron's binary, also after it was fetched; null: it cannot be had. */
  readonly binary: string | null;
  /** Why the binary cannot be had. */
  readonly whyNone: string;
}

export type Program =
  | { readonly start: 'desktop'; readonly binary: string }
  | { readonly start: 'serve'; readonly why: string };

/** The machine as far as it matters to a desktop app. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null where the system has no such number. */
  readonly userId: number | null;
}

/** How the desktop app ended. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ranMs: number;
  /** It was asked to end. */
  readonly asked: boolean;
}

/** An app that could not start at all ends within this time. */
const startMs = 10_000;
/** Ends that Tocsin itself chose and said why: quit, unusable file, directory held by another, error of its own. */
const ownStatuses: readonly (number | null)[] = [0, 2, 3, 70];

/** Why no desktop app can run on this machine; it is asked first, for then no binary is of use. */
export function hindranceOf({ platform, env, userId }: Machine): string | null {
  if (platform === 'win32' || platform === 'darwin') return null;
  const displays = [env['DISPLAY'], env['WAYLAND_DISPLAY']];
  if (!displays.some((name) => name !== undefined && name !== '')) return 'There is no display here';
  return userId === 0 ? 'The desktop app does not run as root' : null;
}

/** The desktop app where it can run, else `tocsin serve` and one line why. */
export function programFor({ hindrance, binary, whyNone }: Found): Program {
  if (hindrance !== null) return { start: 'serve', why: hindrance };
  return binary === null ? { start: 'serve', why: whyNone } : { start: 'desktop', binary };
}

/** What runs after the desktop app: `tocsin serve` where it could not even start, else nothing. */
export function programAfter({ status, signal, ranMs, asked }: Ended): Program | null {
  if (asked || ranMs > startMs || (signal === null && ownStatuses.includes(status))) return null;
  return { start: 'serve', why: `The desktop app ended at once (${signal ?? `status ${status}`})` };
}
