import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { isReadableFile, setAside } from './aside.ts';
import type { Condition } from './condition.ts';
import type { Database, Statement, Value } from './database.ts';
import { latestVersion, migrate, UnknownDatabase, versionOf } from './migrate.ts';
import type { Answer, Question, Questions, SetAside, ThreadSetup } from './questions.ts';
import { emptyReader, openReader, type ReaderQuestions } from './reader.ts';
import { stateOf } from './state.ts';
import { openWriter, type Writer } from './writer.ts';

/**
 * A thread that owns one connection to the database: the one that writes, or one that only reads or looks at it.
 * It answers questions in their order; one that fails is answered with the reason and the thread goes on.
 */

const tidyAfterMs = 200;
const busyMs = 2_000;
/** A file up to this size is checked whole when it is opened; a larger one would keep the start waiting. */
const checkedAtMost = 64 * 1024 * 1024;
/** Above this size the write-ahead log is emptied even if that has to wait for a reader. */
const logAtMost = 64 * 1024 * 1024;

/** What a thread can answer besides opening and closing. */
interface Role {
  readonly questions: Partial<Questions>;
  /** One short step of work that can wait; false when nothing is left to do. */
  tidy(): boolean;
  /** After each answer; what fails here does not make the answer a failure. */
  answered(): void;
  /** Moves the database out of the way when it is at fault; the next question begins a new one. */
  recover(error: unknown): SetAside | null;
  close(): void;
}

function wrap(sqlite: Sqlite.Database): Database {
  const begin = sqlite.prepare('BEGIN');
  const commit = sqlite.prepare('COMMIT');
  const rollback = sqlite.prepare('ROLLBACK');
  return {
    // As it is: a wrapper would copy the values of each row once more.
    prepare: <Row>(sql: string): Statement<Row> => sqlite.prepare<Value[], Row>(sql),
    exec: (sql) => {
      sqlite.exec(sql);
    },
    pragma: (text) => sqlite.pragma(text, { simple: true }),
    atomically(run) {
      begin.run();
      try {
        const value = run();
        commit.run();
        return value;
      } catch (error) {
        if (sqlite.inTransaction) rollback.run();
        throw error;
      }
    },
    close: () => {
      sqlite.close();
    },
  };
}

function connectToWrite(path: string): Database {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  // Only its user reads it, as all files of ours; what SQLite lays beside it has the same rights.
  if (size === 0) closeSync(openSync(path, 'a', 0o600));
  const sqlite = new Sqlite(path, { timeout: busyMs });
  try {
    const database = wrap(sqlite);
    // Before anything is written: what is not ours stays as it is.
    if (size > 0) examine(database, size);
    else sqlite.exec('PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL');
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('cache_size = -65536');
    // SQLite keeps the pages as they were before each statement of several rows: in a file it writes most of what it writes.
    sqlite.pragma('temp_store = MEMORY');
    // Pages, 8 MB: the commit that finds so many moves them, and all that waits waits for it; of 4,000 that took 70 to 110 ms.
    sqlite.pragma('wal_autocheckpoint = 1000');
    sqlite.pragma(`journal_size_limit = ${logAtMost}`);
    migrate(database);
    return database;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Throws when the file is not one that this program may write. */
function examine(database: Database, size: number): void {
  versionOf(database);
  if (size > checkedAtMost) return;
  const found = String(database.pragma('quick_check(1)'));
  if (found !== 'ok') throw new UnknownDatabase(`it is damaged: ${found}`);
}

/** Why the file itself is at fault and is to be set aside; null when the machine around it is. */
function faultOf(path: string, error: unknown): string | null {
  if (error instanceof UnknownDatabase) return error.message;
  if (!(error instanceof Sqlite.SqliteError)) return null;
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return error.message;
  if (error.code.startsWith('SQLITE_CANTOPEN') && existsSync(path) && !isReadableFile(path)) return error.message;
  return null;
}

function becomeWriter(path: string): { readonly role: Role; readonly setAside: SetAside | null } {
  let open: { readonly database: Database; readonly writer: Writer } | null = null;
  /** The window knows events by their ids, so that none is given again after a database was set aside. */
  let given = 0;
  let commits = 0;
  let checkpointed = true;

  /** Also once more after a new database could not be begun where a damaged one had been. */
  function started(): { readonly database: Database; readonly writer: Writer } {
    if (open !== null) return open;
    const database = connectToWrite(path);
    try {
      open = { database, writer: openWriter(database, given) };
      return open;
    } catch (error) {
      database.close();
      throw error;
    }
  }
  function stop(): void {
    const closing = open;
    open = null;
    given = closing?.writer.lastId ?? given;
    closing?.database.close();
  }
  function startOrReplace(): SetAside | null {
    try {
      started();
      return null;
    } catch (error) {
      const why = faultOf(path, error);
      if (why === null) throw error;
      const moved = setAside(path, why);
      started();
      return moved;
    }
  }
  const first = startOrReplace();
  const role: Role = {
    get questions() {
      return started().writer.questions;
    },
    tidy() {
      const { database, writer } = started();
      if (writer.tidy()) return true;
      if (!checkpointed) database.pragma('wal_checkpoint(PASSIVE)');
      checkpointed = true;
      return false;
    },
    answered() {
      checkpointed = false;
      commits++;
      if (commits % 64 !== 0) return;
      const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
      if (log !== undefined && log.size > logAtMost) started().database.pragma('wal_checkpoint(RESTART)');
    },
    recover(error) {
      const why = faultOf(path, error);
      if (why === null) return null;
      stop();
      return setAside(path, why);
    },
    close: stop,
  };
  return { role, setAside: first };
}

function becomeReader(path: string): Role {
  let open: { readonly database: Database; readonly questions: ReaderQuestions } | null = null;

  /** The database may come into being later, and another version may have made it. */
  function questions(): ReaderQuestions {
    if (open !== null) return open.questions;
    if (!existsSync(path)) return emptyReader;
    const sqlite = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: busyMs });
    try {
      sqlite.pragma('cache_size = -32768');
      const database = wrap(sqlite);
      const version = Number(database.pragma('user_version'));
      if (version === 0) {
        sqlite.close();
        return emptyReader;
      }
      if (version !== latestVersion) {
        throw new Error(`it has version ${version}, and this program reads version ${latestVersion}`);
      }
      open = { database, questions: openReader(database) };
      return open.questions;
    } catch (error) {
      sqlite.close();
      throw error;
    }
  }
  return {
    get questions() {
      return questions();
    },
    tidy: () => false,
    answered: () => undefined,
    recover: () => null,
    close: () => open?.database.close(),
  };
}

/** Looks at the file as a start would, and leaves it as it is. */
function becomeExaminer(path: string): Role {
  return {
    questions: { condition: () => conditionOf(path) },
    tidy: () => false,
    answered: () => undefined,
    recover: () => null,
    close: () => undefined,
  };
}

function conditionOf(path: string): Condition {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return { name: 'none' };
  accessSync(path, constants.R_OK | constants.W_OK);
  try {
    return conditionIn(new Sqlite(path, { readonly: true, fileMustExist: true, timeout: busyMs }), size);
  } catch (error) {
    const why = faultOf(path, error);
    if (why === null) throw error;
    return { name: 'unusable', why };
  }
}

function conditionIn(sqlite: Sqlite.Database, size: number): Condition {
  try {
    const database = wrap(sqlite);
    examine(database, size);
    const version = versionOf(database);
    if (version === 0) return { name: 'none' };
    if (version < latestVersion) return { name: 'older' };
    stateOf(database);
    return { name: 'usable' };
  } finally {
    sqlite.close();
  }
}

/** What went wrong with which file, and what to do, where that is known. */
function explained(path: string, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Sqlite.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_FULL')) return `The history ${path} cannot grow: the disk is full. Free some space.`;
  if (code.startsWith('SQLITE_READONLY')) {
    return `The history ${path} cannot be written: the file or its folder is read-only. Make both writable.`;
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return `The history ${path} cannot be opened: ${text}. Look whether its folder exists and may be read and written.`;
  }
  if (code.startsWith('SQLITE_BUSY')) return `The history ${path} is in use by another program: ${text}.`;
  return `The history ${path} failed: ${text}${code === '' ? '' : ` (${code})`}`;
}

function run(port: MessagePort, setup: ThreadSetup): void {
  const path = join(setup.directory, 'history.db');
  let role: Role | null = null;
  let tidying: NodeJS.Timeout | undefined;
  /** The question asked in turn that failed last. */
  let failed: number | null = null;

  function open(): SetAside | null {
    if (setup.role === 'reader') {
      role = becomeReader(path);
      return null;
    }
    if (setup.role === 'examiner') {
      role = becomeExaminer(path);
      return null;
    }
    mkdirSync(setup.directory, { recursive: true });
    const writer = becomeWriter(path);
    role = writer.role;
    return writer.setAside;
  }
  function answer(question: Question): unknown {
    if (question.name === 'open') return open();
    if (role === null) throw new Error('it was asked before it was opened');
    const questions: Readonly<Record<string, unknown>> = { ...role.questions };
    const ask = questions[question.name];
    if (typeof ask !== 'function') throw new Error(`a ${setup.role} cannot answer "${question.name}"`);
    return ask(...question.input);
  }
  /** It is tried again after the next question, whose answer will carry what is wrong. */
  function beside(work: () => void): void {
    try {
      work();
    } catch (error) {
      process.emitWarning(explained(path, error));
    }
  }
  function tidyLater(delayMs: number): void {
    clearTimeout(tidying);
    tidying = setTimeout(() => {
      beside(() => {
        if (role?.tidy()) tidyLater(0);
      });
    }, delayMs);
  }
  function settle(question: Question): Answer {
    try {
      if (failed !== null && question.follows === failed) throw new Error('what comes before it failed');
      return { number: question.number, ok: true, value: answer(question) };
    } catch (error) {
      if (question.follows !== null) failed = question.number;
      const text = explained(path, error);
      try {
        const moved = role?.recover(error) ?? null;
        return { number: question.number, ok: false, text, setAside: moved };
      } catch (second) {
        return { number: question.number, ok: false, text: `${text} ${explained(path, second)}`, setAside: null };
      }
    }
  }
  port.on('message', (question: Question) => {
    if (question.name === 'close') {
      clearTimeout(tidying);
      role?.close();
      port.postMessage({ number: question.number, ok: true, value: null } satisfies Answer);
      port.close();
      return;
    }
    port.postMessage(settle(question));
    beside(() => role?.answered());
    tidyLater(tidyAfterMs);
  });
}

if (parentPort === null) throw new Error('The history runs in a worker thread only.');
run(parentPort, workerData as ThreadSetup);
