import type { ReadingFlags, ReadingQuestion } from './reading.ts';

/**
 * Ends a reading early: the file is refused, or a question is open. It never leaves this folder: `readCsv`
 * turns it into a Reading.
 */
export class ReadingStop extends Error {
  readonly code: string;
  readonly question: ReadingQuestion | undefined;

  constructor(code: string, message: string, question?: ReadingQuestion) {
    super(message);
    this.name = 'ReadingStop';
    this.code = code;
    this.question = question;
  }
}

/** Refuses the file: one sentence that says what is wrong, where, and what to do. */
export function refuse(code: string, message: string): never {
  throw new ReadingStop(code, message);
}

/** Asks what nothing in the file settles. */
export function ask(question: ReadingQuestion): never {
  throw new ReadingStop(question.code, question.message, question);
}

/** One answer to a question. */
export const choice = (label: string, flags: ReadingFlags) => ({ label, flags });
