import type { FieldFault } from './server.ts';

/** What is imported, and how. */
export interface ImportInput {
  /** The file as it is, at most `importLength` characters. */
  readonly text: string;
  /** Servers and rules that the file does not have are removed, where it has that list at all. */
  readonly removeOthers: boolean;
}

/** No settings are as long; a longer file is something else. */
export const importLength = 1_000_000;

/** A value as an import would change it, as JSON text; null: there is none. Of a secret neither is told. */
export interface ValueChange {
  /** Dotted, from the top of its entry or of the settings. */
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly secret: boolean;
}

export interface NamedEntry {
  readonly id: string;
  readonly name: string;
}

/** What an import would do to the entries of a list. */
export interface EntryChanges {
  readonly added: readonly NamedEntry[];
  readonly changed: readonly (NamedEntry & { readonly changes: readonly ValueChange[] })[];
  readonly removed: readonly NamedEntry[];
}

/** What an import would do. Where there are faults it would do nothing. */
export interface ImportPreview {
  readonly faults: readonly FieldFault[];
  readonly servers: EntryChanges;
  readonly rules: EntryChanges;
  readonly preferences: readonly ValueChange[];
  /** Rules that would be taken and not be in force, and why. */
  readonly idle: readonly FieldFault[];
  /** Dotted paths that this version does not know: kept, without effect. */
  readonly unknown: readonly string[];
  /** Dotted paths that the policy locks: left out. */
  readonly locked: readonly string[];
  /** Servers that come without a secret that they need: each asks for it. */
  readonly wanting: readonly NamedEntry[];
}

/** A fault in the file with its line, from 1; null where none can be told. */
export interface FileFault extends FieldFault {
  readonly line: number | null;
}
