/** Runs at most `most` pieces of work at the same time, in the order they came. */
export function createTurns(most: number) {
  let free = most;
  const waiting: (() => void)[] = [];
  return async function turn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (free > 0) free -= 1;
    else await new Promise<void>((start) => waiting.push(start));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
