/** Answers in place of a procedure whose queries are not there yet. */
export function absent<Answer>(): Answer {
  throw new Error('Cannot answer: this procedure has no query yet');
}
