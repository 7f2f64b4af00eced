import type { Contender, RecallResult } from '#forecasting/memory-tasks/recall-study.ts';

/** The seeds of one contender at one T, together. */
export interface RecallPoint {
  readonly wait: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  readonly seeds: number;
}

export type ContenderKey = 'rnn' | 'lstm' | 'gru' | 'lstm-memory';

export function keyOf({ cell, remembers }: Contender): ContenderKey {
  return cell === 'lstm' && remembers ? 'lstm-memory' : cell;
}

/** The results of a study as lines: for each contender its points by T. */
export function recallLines(
  results: readonly RecallResult[],
): ReadonlyMap<ContenderKey, readonly RecallPoint[]> {
  const lines = new Map<ContenderKey, RecallPoint[]>();
  for (const { contender, wait, score } of results) {
    const key = keyOf(contender);
    const line = lines.get(key) ?? [];
    lines.set(key, line);
    const last = line.at(-1);
    if (last?.wait !== wait) {
      line.push({ wait, mean: score, least: score, most: score, seeds: 1 });
      continue;
    }
    line[line.length - 1] = {
      wait,
      mean: (last.mean * last.seeds + score) / (last.seeds + 1),
      least: Math.min(last.least, score),
      most: Math.max(last.most, score),
      seeds: last.seeds + 1,
    };
  }
  return lines;
}

/** A cell remembers while it has nine tenths right, or a tenth of the error of guessing. */
export function lastRemembered(
  line: readonly RecallPoint[],
  { score, guessing }: { readonly score: 'share' | 'error'; readonly guessing: number },
): number | null {
  const holds = ({ mean }: RecallPoint) => (score === 'share' ? mean >= 0.9 : mean <= guessing / 10);
  let last: number | null = null;
  for (const point of line) {
    if (!holds(point)) break;
    last = point.wait;
  }
  return last;
}
