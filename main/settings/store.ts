import type {
  Cause,
  DefaultRuleChange,
  FieldFault,
  ImportPreview,
  Notice,
  Preferences,
  RuleSettings,
  RuleView,
  SecretKeeping,
  SecretPlace,
  ServerSettings,
  UnfinishedServer,
} from '../../preload/contract/api.ts';
import type { Unavailability } from './unavailable.ts';

/** Secrets by id. What it holds never goes to a window, a log or an export that was not asked for it. */
export interface SecretStore {
  /** The word for this kind of host, since one cannot read what another sealed: `vault` is the desktop app. */
  readonly backend: 'file' | 'vault';
  /**
   * The secret; null when it is not there or cannot be read by this host. Rejects with `SecretsUnavailable` when the
   * keyring that has it cannot be read just now.
   */
  read(id: string): Promise<string | null>;
  /** Where it cannot be kept as wanted it is held in memory until `settle` can. */
  write(id: string, secret: string): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Where what is written from now on is to be. */
  keep(place: SecretPlace): void;
  /**
   * Looks whether the keyring can be used, and moves what is kept elsewhere than wanted, all in one write: whenever it
   * breaks off, everything is still in its old place or already in its new one. Rejects with an error of the disk.
   */
  settle(): Promise<void>;
  /** Looks whether the keyring can be used, and moves nothing. Never rejects. */
  look(): Promise<void>;
  keeping(): SecretKeeping;
}

/** What the system has to seal a secret for one user. */
export interface SecretVault {
  /** Whose seals it can open, in the words that stand beside secrets: `keychain`. */
  readonly backends: readonly string[];
  /** The sealed text and who sealed it; null where the system protects nothing. Rejects with `SecretsUnavailable`. */
  seal(secret: string): Promise<{ readonly backend: string; readonly value: string } | null>;
  /** Null when it cannot be opened. Rejects with `SecretsUnavailable` when that may change. */
  unseal(value: string, backend: string): Promise<Unsealed | null>;
  /** Looks anew whether it can be used, and may ask the user to unlock it; null: it can. Never rejects. */
  look(): Promise<Unavailability | null>;
}

export interface Unsealed {
  readonly text: string;
  /** The system has a newer key: it is to be sealed anew. */
  readonly outdated: boolean;
}

/** Reads and writes the settings file as a whole, atomically; nothing else. */
export interface SettingsFile {
  readonly path: string;
  /** Throws a SyntaxError when the file is not JSON in UTF-8. An absent file is `{}`. */
  read(): Record<string, unknown>;
  write(settings: Record<string, unknown>): void;
}

/**
 * All settings, layers applied: built-in, policy defaults, the user's, policy enforced. A server that names no proxy has
 * that of `network`.
 */
export interface Settings extends Preferences {
  readonly version: 1;
  readonly servers: readonly ServerSettings[];
  /** The rules that fit, in their order, switched off ones too. */
  readonly rules: readonly RuleSettings[];
  /** What is set otherwise of the default rules. */
  readonly defaultRules: readonly DefaultRuleChange[];
}

export interface Locked {
  readonly paths: readonly string[];
  readonly file: string | null;
}

/** How a document is imported. */
export interface ImportChoice {
  /** Servers and rules of the user that the document does not have are removed, where it has that list. */
  readonly removeOthers: boolean;
  /**
   * As in the window: what a policy locks is left out, and it can be undone. Otherwise that is a fault, and what was
   * replaced is gone.
   */
  readonly gently: boolean;
}

/** A server that an import has brought without secrets that it needs. */
export interface Wanting {
  readonly id: string;
  /** The dotted paths of their fields. */
  readonly fields: readonly string[];
}

export interface ImportReport {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly faults: readonly FieldFault[];
  /** Paths of what no schema here knows: it is kept, and does nothing. */
  readonly unknown: readonly string[];
  readonly wanting: readonly Wanting[];
}

/** The rules of the settings. */
export interface RuleStore {
  /** All as the window lists them, also those that are not in force. */
  views(): readonly RuleView[];
  /** Adds a rule before all others or replaces it, and says its id. Nothing is written when there is a fault. */
  save(
    rule: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly faults: readonly FieldFault[]; readonly id: string }>;
  /** Checks a draft as `save` does, without writing; null for what does not fit, and for a default rule. */
  draft(rule: Readonly<Record<string, unknown>>): {
    readonly faults: readonly FieldFault[];
    readonly rule: RuleSettings | null;
  };
  /** Puts a rule of the user before another one, or behind all. False: one of both is not there, or not the user's. */
  move(id: string, before: string | null): Promise<boolean>;
  /** It can be restored within 30 s. False: there is none, or it is one of the policy. */
  remove(id: string): Promise<boolean>;
  restore(id: string): Promise<boolean>;
}

/** The settings of one running host. */
export interface SettingsStore {
  readonly rules: RuleStore;
  current(): Settings;
  locked(): Locked;
  notices(): readonly Notice[];
  /** Servers as the window may see them: no literal secret. */
  visibleServers(): readonly ServerSettings[];
  /** Servers of the policy that lack what only the user can give, as the window may see them. */
  unfinishedServers(): readonly UnfinishedServer[];
  /** Calls back after each change, by whomever; the returned function ends it. */
  listen(listener: () => void): () => void;
  /** Literals of secret fields go to the secret store. Nothing is written when there is a fault. */
  saveServer(server: Readonly<Record<string, unknown>>): Promise<readonly FieldFault[]>;
  /**
   * Checks a draft as saveServer does, without writing; its resolved form is for a connection test, or for a question.
   * What stands at `without`, a dotted path, is left out together with what stands beside it there.
   */
  tryServer(
    server: Readonly<Record<string, unknown>>,
    without?: string,
  ): Promise<{ readonly faults: readonly FieldFault[]; readonly server: ServerSettings | null }>;
  /** Its secrets are kept for 30 s, so that it can be restored. False: there is none, or it is locked. */
  removeServer(id: string): Promise<boolean>;
  restoreServer(id: string): Promise<boolean>;
  /** The preferences as the window may see them, and as they would be if the user had set none: no literal secret. */
  visiblePreferences(): { readonly preferences: Preferences; readonly defaults: Preferences };
  /**
   * Takes out what the user has set at the dotted paths of `reset`, then merges a partial of the settings by field. A
   * secret that is replaced is kept for 30 s, so that where it was can be set again.
   */
  change(change: Readonly<Record<string, unknown>>, reset?: readonly string[]): Promise<readonly FieldFault[]>;
  /** Secrets replaced by what they are; a cause where one cannot be read. */
  resolve(server: ServerSettings): Promise<{ readonly server: ServerSettings } | { readonly cause: Cause }>;
  /** Takes a settings document: servers by id, the rest by field. */
  import(document: unknown, choice?: ImportChoice): Promise<ImportReport>;
  /** What an import of a document would do; nothing is written. */
  previewImport(document: unknown, choice: ImportChoice): Promise<ImportPreview>;
  /**
   * Brings back the settings before the last import, with their secrets, within 10 min. False: there was none, or the
   * settings were changed since.
   */
  undoImport(): Promise<boolean>;
  export(withSecrets: boolean): Promise<Record<string, unknown>>;
  /** Every secret that the settings and the policy hold or name, also of what can be restored: for taking them out. */
  secretTexts(): Promise<readonly string[]>;
  /** The secrets in a server whose secrets are resolved. */
  secretsOf(server: ServerSettings): readonly string[];
  /** The layers of the policy that is in force, without literal secrets. */
  policy(): { readonly defaults: Record<string, unknown>; readonly enforced: Record<string, unknown> };
  close(): Promise<void>;
}
