import { setTimeout as wait } from 'node:timers/promises';
import { isPassing } from './explain-failure.ts';

const retryMs = 500;

/** Tries again until what was in the way has passed; anything else is thrown. */
export async function whenPossible<T>(task: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await task();
    } catch (problem) {
      if (!isPassing(problem)) throw problem;
    }
    await wait(retryMs);
  }
}
