import { type EtsStart, filterEts } from './ets-filter.ts';
import type { EtsModel } from './ets-search.ts';

/**
 * Guesses the states before the first observation by running a model backwards from its end: what it then says lies
 * ahead is what lay before.
 *
 * Definition: backcasting as in Box, Jenkins & Reinsel, "Time Series Analysis" (3rd ed.), section 6.4.3, here through the
 * smoothing equations themselves (Gardner, "Exponential smoothing: the state of the art", 1985, section 4.3).
 *
 * @returns The model's weights with better first states: the season sums to 0, or averages 1.
 *
 * @example
 * backcastEts(fitted, series.values).level; // 118.2
 */
export function backcastEts({ form, start, end }: EtsModel, values: Float64Array): EtsStart {
  const mirror = (season: Float64Array) => mirrored(season, values.length);
  const turned = {
    ...start,
    level: end.level + end.slope,
    slope: -end.slope,
    season: mirror(end.season),
  };
  const back = filterEts(form, turned, values.slice().reverse());
  const season = mirror(back.season);
  const first = { ...start, level: back.level, slope: -back.slope };
  if (form.season === 'none') return first;
  const mean = season.reduce((sum, index) => sum + index, 0) / season.length;
  if (form.season === 'additive') {
    return { ...first, level: first.level + mean, season: season.map((index) => index - mean) };
  }
  return {
    ...first,
    level: first.level * mean,
    slope: first.slope * mean,
    season: season.map((index) => index / mean),
  };
}

/** The phase of an observation, counted from the other end. */
function mirrored(season: Float64Array, length: number): Float64Array {
  const m = season.length;
  return season.map((_, phase) => season[(((length - 1 - phase) % m) + m) % m]!);
}
