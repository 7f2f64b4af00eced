import { createRandom, drawNormal } from '#forecasting/random.ts';

/** Observations in a season of `noisySeason()`. */
export const noisySeasonLength = 12;

/** The standard deviation of its noise: ten times as large in the second half of a season. */
export function noiseAt(t: number): number {
  return t % noisySeasonLength < noisySeasonLength / 2 ? 0.3 : 3;
}

/** A season of 12 that repeats exactly, and noise whose size depends on the place in it. */
export function noisySeason(length: number, seed = 1): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, (_, t) => {
    const season = 10 * Math.sin((2 * Math.PI * t) / noisySeasonLength);
    return 40 + season + noiseAt(t) * drawNormal(random);
  });
}
