import type { Frequency } from '#forecasting/series/frequency.ts';
import { stepsInWords } from './frequency-words.ts';

/** How much of the past stands before the forecast. */
export interface HistoryRange {
  readonly key: string;
  readonly label: string;
  /** Observations before the origin; null: all of them. */
  readonly steps: number | null;
}

const factors = [3, 10, 30];

/** Three, ten and thirty horizons, as far as the series reaches, and all of it. */
export function historyRanges(horizon: number, rows: number, frequency: Frequency): HistoryRange[] {
  const some = factors
    .map((factor) => factor * Math.max(4, horizon))
    .filter((steps) => steps < rows * 0.9)
    .map((steps) => ({ key: String(steps), label: shortSteps(steps, frequency), steps }));
  return [...some, { key: 'all', label: 'All', steps: null }];
}

const inLarger: Readonly<Record<string, readonly [count: number, name: string]>> = {
  hourly: [24, 'days'],
  daily: [365, 'years'],
  monthly: [12, 'years'],
};

/** "3 days" rather than "72 hours", where it comes out even enough. */
function shortSteps(steps: number, frequency: Frequency): string {
  const [count, name] = inLarger[frequency] ?? [0, ''];
  if (count > 0 && steps >= 2 * count && steps % count === 0) return `${steps / count} ${name}`;
  return stepsInWords(steps, frequency).replace(/ of .*$/, '');
}
