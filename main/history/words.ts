import type { Database } from './database.ts';

/** Configured words (servers, rules, drivers) as numbers. */
export interface Words {
  /** The number of a word; a new word gets one, within the caller's transaction. */
  code(word: string): number;
  /** The number of a word that was stored before, else null. */
  find(word: string): number | null;
  word(code: number): string;
  /** Forgets what a transaction that failed has added. */
  forget(): void;
}

/** Reads the words on demand and keeps them. */
export function openWords(database: Database): Words {
  const codes = new Map<string, number>();
  const words = new Map<number, string>();
  const byWord = database.prepare<{ code: number }>('SELECT code FROM words WHERE word = ?');
  const byCode = database.prepare<{ word: string }>('SELECT word FROM words WHERE code = ?');
  const insert = database.prepare<{ code: number }>('INSERT INTO words(word) VALUES (?) RETURNING code');

  function keep(code: number, word: string): void {
    codes.set(word, code);
    words.set(code, word);
  }
  function find(word: string): number | null {
    const kept = codes.get(word);
    if (kept !== undefined) return kept;
    const row = byWord.get(word);
    if (row === undefined) return null;
    keep(row.code, word);
    return row.code;
  }
  return {
    find,
    code(word) {
      const found = find(word);
      if (found !== null) return found;
      const row = insert.get(word);
      if (row === undefined) throw new Error(`The word "${word}" could not be stored.`);
      keep(row.code, word);
      return row.code;
    },
    word(code) {
      const kept = words.get(code);
      if (kept !== undefined) return kept;
      const row = byCode.get(code);
      if (row === undefined) throw new Error(`The history lacks the word ${code}.`);
      keep(code, row.word);
      return row.word;
    },
    forget() {
      codes.clear();
      words.clear();
    },
  };
}
