import type { Random } from '../random.ts';
import { type Counts, type LossTable, meanLosses } from './loss-table.ts';

/** Which whole pieces of evidence are drawn again. */
export type ResampledPieces = 'origins' | 'series';

/** How the pieces are drawn. */
export interface ResampleOptions {
  readonly pieces: ResampledPieces;
  readonly draws: number;
  /** Neighbouring origins that are drawn together. */
  readonly blockLength: number;
  readonly random: Random;
}

/**
 * Draws origins (in blocks, circularly) or series again with replacement and measures every forecaster's error
 * on each draw. Whole origins, never steps: thirty correlated steps are not thirty pieces of evidence.
 *
 * Definition: Politis & Romano, "A circular block-resampling procedure for stationary data" (1992).
 *
 * @returns draw → forecaster → error.
 *
 * @example
 * resample(table, { pieces: 'origins', draws: 999, blockLength: 2, random }).length; // 999
 */
export function resample(table: LossTable, options: ResampleOptions): number[][] {
  const all = { slots: ones(table.slots), series: ones(table.series.length) };
  return Array.from({ length: options.draws }, () => {
    const counts: Counts =
      options.pieces === 'origins'
        ? { ...all, slots: drawBlocks(table.slots, options.blockLength, options.random) }
        : { ...all, series: drawBlocks(table.series.length, 1, options.random) };
    return meanLosses(table, counts);
  });
}

function drawBlocks(count: number, blockLength: number, random: Random): Uint16Array {
  const counts = new Uint16Array(count);
  let drawn = 0;
  while (drawn < count) {
    const start = Math.floor(random() * count);
    for (let i = 0; i < blockLength && drawn < count; i++, drawn++) counts[(start + i) % count]! += 1;
  }
  return counts;
}

function ones(count: number): Uint16Array {
  return new Uint16Array(count).fill(1);
}
