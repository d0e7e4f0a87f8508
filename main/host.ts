import type { Worker } from 'node:worker_threads';
import type { Autostart, Check, Spot } from '../preload/contract/api.ts';
import type { Clock } from './clock.ts';
import type { SecretStore, SettingsFile } from './settings/store.ts';
import type { OpenDriver, ToastPages } from './toasts/driver.ts';
import type { Player } from './toasts/player.ts';
import type { Upgrading } from './upgrade/upgrader.ts';

/** Plain lines for whoever looks after Tocsin; never a secret, never a payload. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** What a host lends the core: everything that differs between the desktop app and `tocsin serve`. */
export interface Host {
  readonly name: 'desktop' | 'serve';
  readonly version: string;
  /** Holds settings.json and secrets.json. */
  readonly settingsDirectory: string;
  /** Holds history.db and logs/; local to this machine. */
  readonly localDirectory: string;
  /** `given`: by hand, so a fault in it ends the start. */
  readonly policy: { readonly file: string; readonly given: boolean };
  readonly settingsFile: SettingsFile;
  readonly secrets: SecretStore;
  /** The ways to show a toast, best first. */
  readonly drivers: readonly { readonly name: string; readonly open: OpenDriver }[];
  readonly player: Player;
  /** The pages that may show toasts; null: this host has none of its own accord. */
  readonly toastPages: ToastPages | null;
  /** Starts a thread of the history. */
  startHistory(workerData: unknown): Worker;
  /** Brings the window to the front, at an event or a server where one is given. */
  openWindow(spot: Spot | null): void;
  /** Opens a provider's page in the user's browser; false: none could be started. Never rejects. */
  openAddress(url: string): Promise<boolean>;
  /**
   * Asks the user where a file is to be kept that has this name unless changed; null: nowhere. Absent where the window's
   * browser keeps files.
   */
  readonly chooseFile?: (name: string) => Promise<string | null>;
  /** What renews the program itself, or why nothing does; absent: whoever installed it does. */
  readonly upgrading?: Upgrading;
  /** Whether there is a tray, for the diagnosis. */
  tray(): Pick<Check, 'state' | 'text'>;
  /** Starting with the system; absent where Tocsin is not what decides it. */
  readonly autostart?: {
    /** Rejects when the system refuses. What the user switched off in the system's own settings stays off. */
    set(on: boolean): Promise<void>;
    /** What the system says; null: it cannot start this program. */
    state(): Promise<Autostart | null>;
  };
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}
