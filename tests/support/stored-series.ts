import type { NewSeries } from '#db/queries/store-series.ts';

/** Points at 0, 1, 2, … unless stamps are given. */
export function pointsOf(values: readonly number[], stamps: readonly number[] = values.map((_, i) => i)) {
  return { stamps: Float64Array.from(stamps), values: Float64Array.from(values) };
}

/** A series of an index axis, ready to be stored. */
export function seriesOf(values: readonly number[]): NewSeries {
  return { name: 'series', axisKind: 'index', frequency: 'index', seasonLength: 1, points: pointsOf(values) };
}
