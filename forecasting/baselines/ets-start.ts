import type { EtsStart } from './ets-filter.ts';
import type { EtsForm } from './ets-form.ts';
import { etsBounds } from './ets-search.ts';
import { seasonalIndices } from './seasonal-indices.ts';

/** Observations that the first level and slope are guessed from, at least. */
const leading = 10;
/** No phase starts below this share of the level. */
const leastFactor = 0.01;

/**
 * Guesses where a search begins: a classical decomposition gives the season, a line through the first two seasons the
 * level and the slope, and the weights stand near the bottom of their bounds.
 *
 * Definition: Hyndman, Koehler, Ord & Snyder, "Forecasting with Exponential Smoothing" (2008), section 2.6.1, as R's
 * `forecast::ets` begins.
 *
 * @returns undefined where the season cannot be told: fewer than two of it, or a phase is never seen.
 *
 * @example
 * guessEtsStart({ error: 'additive', trend: 'none', season: 'none' }, Float64Array.of(1, 3), 1)?.level; // 2
 */
export function guessEtsStart(
  form: EtsForm,
  values: Float64Array,
  seasonLength: number,
): EtsStart | undefined {
  const season = guessSeason(form, values, seasonLength);
  if (season === undefined) return undefined;
  const m = season.length || 1;
  const adjusted = values.subarray(0, Math.max(leading, 2 * m)).map((value, t) => {
    if (form.season === 'none') return value;
    return form.season === 'additive' ? value - season[t % m]! : value / season[t % m]!;
  });
  const { least, most, leastDamping, mostDamping } = etsBounds;
  const alpha = least + (0.2 * (most - least)) / m;
  const beta = least + 0.1 * (Math.min(most, alpha) - least);
  const gamma = least + 0.05 * (Math.min(most, 1 - alpha) - least);
  const phi = leastDamping + 0.99 * (mostDamping - leastDamping);
  return {
    alpha,
    beta: form.trend === 'none' ? 0 : beta,
    gamma: form.season === 'none' ? 0 : gamma,
    phi: form.trend === 'damped' ? phi : 1,
    ...(form.trend === 'none' ? { level: meanOf(adjusted), slope: 0 } : lineThrough(adjusted)),
    season,
  };
}

function guessSeason(form: EtsForm, values: Float64Array, seasonLength: number): Float64Array | undefined {
  if (form.season === 'none') return new Float64Array(0);
  const indices = seasonalIndices(values, seasonLength, form.season)?.byPhase;
  if (form.season === 'additive' || indices === undefined) return indices;
  const raised = indices.map((factor) => Math.max(factor, leastFactor));
  const mean = meanOf(raised);
  return raised.map((factor) => factor / mean);
}

function meanOf(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.length === 0 ? 0 : present.reduce((sum, value) => sum + value, 0) / present.length;
}

/** The least-squares line, as its value one step before the first and its slope. */
function lineThrough(values: Float64Array): { level: number; slope: number } {
  const points = Array.from(values, (value, t) => ({ t: t + 1, value })).filter(
    ({ value }) => !Number.isNaN(value),
  );
  const mean = meanOf(values);
  const meanT = points.reduce((sum, { t }) => sum + t, 0) / (points.length || 1);
  const spread = points.reduce((sum, { t }) => sum + (t - meanT) ** 2, 0);
  const slope =
    spread > 0 ? points.reduce((sum, { t, value }) => sum + (t - meanT) * (value - mean), 0) / spread : 0;
  return { level: mean - slope * meanT, slope };
}
