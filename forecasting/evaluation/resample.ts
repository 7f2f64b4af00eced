import type { Random } from '../random.ts';
import type { LossTable } from './loss-table.ts';

/** How pieces of evidence are drawn. */
export interface ResampleOptions {
  /** Rows of the table's forecasters. */
  readonly forecasters: readonly number[];
  readonly draws: number;
  readonly random: Random;
}

/**
 * Draws whole origins again with replacement, in circular blocks of neighbours, and measures errors on each draw.
 * Whole origins, never steps: thirty correlated steps are not thirty pieces of evidence.
 *
 * Definition: Politis & Romano, "A circular block-resampling procedure for stationary data" (1992).
 *
 * @param blockLength Neighbouring origins that are drawn together.
 * @returns forecaster → draw → error, as `meanLosses()` defines it.
 *
 * @example
 * resampleOrigins(table, 2, { forecasters: [0, 1], draws: 999, random })[0].length; // 999
 */
export function resampleOrigins(
  table: LossTable,
  blockLength: number,
  options: ResampleOptions,
): Float64Array[] {
  const { forecasters, draws, random } = options;
  const errors = forecasters.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    const counts = drawBlocks(table.slots, blockLength, random);
    let scored = 0;
    for (const { weights, sums } of table.series) {
      const weight = product(weights, counts);
      if (weight === 0) continue;
      scored++;
      for (let k = 0; k < forecasters.length; k++) {
        errors[k]![draw]! += product(sums[forecasters[k]!]!, counts) / weight;
      }
    }
    for (const own of errors) own[draw]! /= scored;
  }
  return errors;
}

/**
 * Draws whole series again with replacement and measures errors on each draw.
 *
 * @returns forecaster → draw → error, as `meanLosses()` defines it.
 *
 * @example
 * resampleSeries(table, { forecasters: [0, 1], draws: 999, random })[0].length; // 999
 */
export function resampleSeries(table: LossTable, options: ResampleOptions): Float64Array[] {
  const { forecasters, draws, random } = options;
  const all = new Float64Array(table.slots).fill(1);
  const scored = table.series.filter(({ weights }) => product(weights, all) > 0);
  const means = forecasters.map((k) =>
    scored.map(({ weights, sums }) => product(sums[k]!, all) / product(weights, all)),
  );
  const errors = forecasters.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < scored.length; i++) {
      const picked = Math.floor(random() * scored.length);
      for (let k = 0; k < means.length; k++) errors[k]![draw]! += means[k]![picked]! / scored.length;
    }
  }
  return errors;
}

/**
 * Draws pieces of evidence with replacement, in circular blocks of neighbours.
 *
 * @returns How often each is drawn, in sum `pieces`.
 *
 * @example
 * drawBlocks(4, 4, createRandom(1)); // [1, 1, 1, 1]
 */
export function drawBlocks(pieces: number, blockLength: number, random: Random): Float64Array {
  const counts = new Float64Array(pieces);
  let drawn = 0;
  while (drawn < pieces) {
    const start = Math.floor(random() * pieces);
    for (let i = 0; i < blockLength && drawn < pieces; i++, drawn++) counts[(start + i) % pieces]! += 1;
  }
  return counts;
}

function product(values: Float64Array, counts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * counts[i]!;
  return sum;
}
