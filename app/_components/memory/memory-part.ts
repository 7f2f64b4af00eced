import { stepsInWords } from '#app/_lib/frequency-words.ts';
import type { SeriesResult } from '#forecasting/run-result.ts';
import type { RunRow, SeriesRow } from '#server/api-types.ts';
import type { MemoryView } from '#server/inspection/inspection.ts';

/** What every part of the X-ray draws from. */
export interface MemoryPart {
  readonly run: RunRow;
  readonly series: SeriesRow;
  readonly memory: MemoryView;
  /** Of the run that trained the networks; null where it has been removed. */
  readonly seriesResult: SeriesResult | null;
  /** Asks for another of the networks of each kind, 0-based. */
  readonly onMember: (member: number) => void;
}

/** Observations in words: "24 hours". */
export function wordsFor({ series }: Pick<MemoryPart, 'series'>): (observations: number) => string {
  return (observations) => stepsInWords(observations, series.frequency);
}
