import type { Database } from './database.ts';
import { sql as tables } from './migrations/0010-tables.ts';
import { sql as ruleHours } from './migrations/0020-rule-hours.ts';
import { sql as heldBack } from './migrations/0030-held-back.ts';
import { sql as passed } from './migrations/0040-passed.ts';
import { sql as failures } from './migrations/0045-failures.ts';
import { sql as digest } from './migrations/0050-digest.ts';
import { sql as toldWith } from './migrations/0051-told-with.ts';
import { sql as ours } from './migrations/0055-ours.ts';
import { sql as unwatched } from './migrations/0056-unwatched.ts';

/** Every step that was ever released, in order; none is ever edited. */
const migrations: readonly { readonly version: number; readonly sql: string }[] = [
  { version: 10, sql: tables },
  { version: 20, sql: ruleHours },
  { version: 30, sql: heldBack },
  { version: 40, sql: passed },
  { version: 45, sql: failures },
  { version: 50, sql: digest },
  { version: 51, sql: toldWith },
  { version: 55, sql: ours },
  { version: 56, sql: unwatched },
];

/** The version of the tables that this program reads and writes. */
export const latestVersion = Math.max(...migrations.map((step) => step.version));

/** The file is a database but not one that this program may write; it is to be set aside. */
export class UnknownDatabase extends Error {}

/** The version of the tables, 0 where there are none. Throws UnknownDatabase when this program does not know it. */
export function versionOf(database: Database): number {
  const version = Number(database.pragma('user_version'));
  if (version !== 0 && !migrations.some((step) => step.version === version)) {
    throw new UnknownDatabase(`it has version ${version}, and this program knows versions up to ${latestVersion}`);
  }
  if (version === 0 && database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined) {
    throw new UnknownDatabase('it holds tables of another program');
  }
  return version;
}

/** Brings the tables to the latest version, each step in a transaction of its own. Throws as `versionOf` does. */
export function migrate(database: Database): void {
  const version = versionOf(database);
  for (const step of migrations) {
    if (step.version <= version) continue;
    database.atomically(() => {
      database.exec(step.sql);
      database.pragma(`user_version = ${step.version}`);
    });
  }
}
