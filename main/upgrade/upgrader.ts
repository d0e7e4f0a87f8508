import type { UpgradeOff } from '../../preload/contract/api.ts';

/** A newer version that a source offers. */
export interface Offered {
  readonly version: string;
  /** Fetches and checks it; from then on it is installed when Tocsin ends. Rejects with why not. */
  fetch(): Promise<void>;
}

/** Fetches and installs new versions of the program, as its package does it. */
export interface Upgrader {
  /** Where the package was built to look; null: nowhere. */
  readonly source: string | null;
  /** Asks a source for a newer version; null: there is none. Rejects with why it could not be asked. */
  look(source: string): Promise<Offered | null>;
  /** Whether what was fetched may be installed when Tocsin ends. */
  allow(install: boolean): void;
  /** Ends Tocsin, installs what was fetched and starts it again. */
  restart(): void;
}

/** What a host has of it: an upgrader, or why it has none. */
export type Upgrading = Upgrader | { readonly off: UpgradeOff };
