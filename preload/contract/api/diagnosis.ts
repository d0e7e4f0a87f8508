export const checkGroups = ['files', 'servers', 'notifications', 'host'] as const;
export type CheckGroup = (typeof checkGroups)[number];

/** Where in the window a finding is mended. */
export type CheckPlace = { readonly server: string } | { readonly screen: 'servers' | 'settings' };

/** One finding of the diagnosis, as `tocsin check` prints it. */
export interface Check {
  readonly group: CheckGroup;
  readonly name: string;
  readonly state: 'ok' | 'failed' | 'note';
  /** What was found, and why. */
  readonly text: string;
  /** What to do; null: nothing. */
  readonly remedy: string | null;
  /** Null: nowhere in the window. */
  readonly place: CheckPlace | null;
}

/** Everything that helps whoever looks after Tocsin, as one file without secrets. */
export interface Bundle {
  /** Its name as a file. */
  readonly name: string;
  /** The file: JSON, for people to read too. */
  readonly text: string;
}

/** A report that a crash has left. */
export interface CrashReport {
  readonly file: string;
  /** Epoch ms. */
  readonly at: number;
}

/** What this Tocsin is and where its files lie. */
export interface About {
  readonly version: string;
  readonly host: 'desktop' | 'serve';
  /** Electron's version; null: it is not there. */
  readonly electron: string | null;
  readonly node: string;
  /** `linux 6.1.0 x64`. */
  readonly system: string;
  readonly files: {
    readonly settings: string;
    readonly secrets: string;
    readonly history: string;
    readonly logs: string;
    readonly policy: string;
  };
}
