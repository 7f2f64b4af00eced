/** A series as lessons are computed on it: centred on its mean, in units of its standard deviation. */
export interface LessonSeries {
  readonly values: Float32Array;
  readonly mean: number;
  readonly deviation: number;
}

/** Fewer observations than this show nothing. */
export const fewestObservations = 120;

/**
 * Prepares a series for the lessons: missing values repeat the one before; a constant series stays at 0.
 *
 * @example
 * prepareLessonSeries([1, 3]).values; // [-1, 1]
 */
export function prepareLessonSeries(values: readonly (number | null)[]): LessonSeries {
  let last = values.find((value) => value !== null) ?? 0;
  const filled = values.map((value) => {
    last = value ?? last;
    return last;
  });
  const mean = filled.reduce((sum, value) => sum + value, 0) / filled.length;
  const variance = filled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / filled.length;
  const deviation = Math.sqrt(variance) || 1;
  return { values: Float32Array.from(filled, (value) => (value - mean) / deviation), mean, deviation };
}
