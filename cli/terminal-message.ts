import type { Reading } from '#forecasting/reading/reading.ts';

/** What a reading says in a terminal: an open question names the flag that answers it. */
export function terminalMessage({ message, question }: Reading): string {
  return question === undefined ? message : `${message} Answer with ${question.flag}.`;
}
