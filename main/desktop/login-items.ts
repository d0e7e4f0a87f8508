import type { Autostart } from '../../preload/contract/api.ts';

/** What Electron tells of the login items that start a program. */
export interface LoginItems {
  readonly openAtLogin: boolean;
  /** macOS 13 and newer. */
  readonly status?: string;
  /** Windows: the entries of the registry, also those that were switched off in the Task Manager. */
  readonly launchItems?: readonly {
    readonly name: string;
    readonly path: string;
    readonly scope: string;
    readonly enabled: boolean;
  }[];
}

/** What is to be done about them. */
export type LoginItemStep = { readonly openAtLogin: boolean; readonly enabled: boolean } | null;

/** What the system says; `executable` is the path of this program. */
export function loginState(platform: 'win32' | 'darwin', items: LoginItems, executable: string): Autostart {
  if (platform === 'darwin') return { on: items.openAtLogin && items.status !== 'requires-approval', by: 'user' };
  const { own, machine } = entriesOf(items, executable);
  // Each of both starts it; what the user has switched off of one is said as theirs.
  if (own?.enabled === true) return { on: true, by: 'user' };
  if (machine?.enabled === true) return { on: true, by: 'machine' };
  return { on: false, by: 'user' };
}

/**
 * The call that makes them true to what is wanted; null: none. What the user switched off in the system's own settings is
 * neither switched on again nor forgotten, also when the program has moved.
 */
export function loginStep(
  platform: 'win32' | 'darwin',
  items: LoginItems,
  executable: string,
  wanted: boolean,
): LoginItemStep {
  if (platform === 'darwin') {
    const registered = items.openAtLogin || items.status === 'requires-approval';
    if (wanted === registered) return null;
    return { openAtLogin: wanted, enabled: wanted };
  }
  const { own, machine } = entriesOf(items, executable);
  if (!wanted) return own === undefined || !own.enabled ? null : { openAtLogin: false, enabled: false };
  if (own === undefined) return machine === undefined ? { openAtLogin: true, enabled: true } : null;
  return samePath(own.path, executable) ? null : { openAtLogin: true, enabled: own.enabled };
}

/** The entry that Electron writes has the name of the app; the machine's has the path. */
function entriesOf({ launchItems = [] }: LoginItems, executable: string) {
  return {
    own: launchItems.find(({ scope, name }) => scope === 'user' && name === loginItemName),
    machine: launchItems.find(({ scope, path }) => scope === 'machine' && samePath(path, executable)),
  };
}

/** The value in the registry. */
export const loginItemName = 'dev.tocsin.desktop';

function samePath(one: string, other: string): boolean {
  const plain = (path: string) => path.replace(/^"(.*)"$/, '$1').toLowerCase();
  return plain(one) === plain(other);
}
