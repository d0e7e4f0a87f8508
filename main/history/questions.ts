import type { Condition } from './condition.ts';
import type { ReaderQuestions } from './reader.ts';
import type { WriterQuestions } from './writer.ts';

/** What a history thread is told when it starts. */
export interface ThreadSetup {
  readonly role: 'writer' | 'reader' | 'examiner';
  readonly directory: string;
}

/** A damaged or unknown database that was moved out of the way when the history was opened. */
export interface SetAside {
  /** Where the old file is now. */
  readonly aside: string;
  /** Why. */
  readonly text: string;
}

/** Asked of every thread. */
export interface ThreadQuestions {
  /** Opens the database. What was set aside, else null. */
  open(): SetAside | null;
  /** Closes the database; the thread ends. */
  close(): void;
}

/** What can be asked of the thread that only looks at the file. */
export interface ExaminerQuestions {
  condition(): Condition;
}

export type Questions = ThreadQuestions & WriterQuestions & ReaderQuestions & ExaminerQuestions;
export type QuestionName = keyof Questions;

export interface Question<N extends QuestionName = QuestionName> {
  readonly number: number;
  readonly name: N;
  readonly input: Parameters<Questions[N]>;
  /**
   * Of a question that is asked in turn: the one before it, where that fails this one fails too; 0: that was answered
   * already. Null: it is asked in no turn.
   */
  readonly follows: number | null;
}

export type Answer =
  | { readonly number: number; readonly ok: true; readonly value: unknown }
  | { readonly number: number; readonly ok: false; readonly text: string; readonly setAside: SetAside | null };
