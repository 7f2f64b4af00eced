import type { EtsForm } from './ets-form.ts';

/** The weights of a model, and its states before the first observation. */
export interface EtsStart {
  readonly alpha: number;
  /** 0 without a trend. */
  readonly beta: number;
  /** 0 without a season. */
  readonly gamma: number;
  /** 1 unless damped. */
  readonly phi: number;
  readonly level: number;
  readonly slope: number;
  /** One a phase, phase 0 is the first observation's; empty without a season. */
  readonly season: Float64Array;
}

/** What is left after the last observation. */
export interface EtsEnd extends EtsStart {
  /** −2 log-likelihood but for a constant; infinite where the model breaks down on the way. */
  readonly deviance: number;
}

/** Below this, one divides by nothing. */
const nothing = 1e-10;
/** Logarithms are taken of products, and of these before they leave the range of numbers. */
const large = 1e100;

/**
 * Carries the states of a model through all observations and measures how likely they are.
 *
 * Definition: Hyndman, Koehler, Ord & Snyder, "Forecasting with Exponential Smoothing" (2008), tables 2.2 and 2.3 and
 * equation (5.3): n log Σe² and, for a multiplied error, 2 Σ log |ŷ| more. A missing observation moves nothing.
 *
 * @example
 * filterEts(form, { ...first, alpha: 0.5, level: 5 }, Float64Array.of(4, 6)).level; // 5.25
 */
export function filterEts(form: EtsForm, start: EtsStart, values: Float64Array): EtsEnd {
  return form.season === 'multiplicative'
    ? filterMultiplied(form, start, values)
    : filterAdded(form, start, values);
}

function filterAdded(form: EtsForm, start: EtsStart, values: Float64Array): EtsEnd {
  const { alpha, beta, gamma, phi } = start;
  // Without a season, a single phase that stays 0.
  const season = new Float64Array(Math.max(1, start.season.length));
  season.set(start.season);
  const relative = form.error === 'multiplicative';
  let { level, slope } = start;
  let [squares, logs, product, count, phase] = [0, 0, 1, 0, 0];
  for (let t = 0; t < values.length; t++) {
    const value = values[t]!;
    const fading = phi * slope;
    const base = level + fading;
    level = base;
    slope = fading;
    if (!Number.isNaN(value)) {
      const ahead = base + season[phase]!;
      const error = value - ahead;
      level += alpha * error;
      slope += beta * error;
      season[phase]! += gamma * error;
      count++;
      const miss = relative ? error / ahead : error;
      squares += miss * miss;
      product *= relative ? ahead : 1;
      const size = Math.abs(product);
      if (size > large || size < 1 / large) {
        logs += Math.log(size);
        product = 1;
      }
    }
    if (++phase === season.length) phase = 0;
  }
  logs += Math.log(Math.abs(product));
  const kept = season.subarray(0, start.season.length);
  return { ...start, level, slope, season: kept, deviance: devianceOf(squares, logs, count, relative) };
}

function filterMultiplied(form: EtsForm, start: EtsStart, values: Float64Array): EtsEnd {
  const { alpha, beta, gamma, phi } = start;
  const season = start.season.slice();
  const relative = form.error === 'multiplicative';
  let { level, slope } = start;
  let [squares, logs, product, count, phase] = [0, 0, 1, 0, 0];
  for (let t = 0; t < values.length; t++) {
    const value = values[t]!;
    const fading = phi * slope;
    const base = level + fading;
    level = base;
    slope = fading;
    if (!Number.isNaN(value)) {
      const factor = season[phase]!;
      const ahead = base * factor;
      const size = Math.abs(ahead);
      if (!(size > nothing)) return { ...start, deviance: Number.POSITIVE_INFINITY };
      const error = value - ahead;
      const share = error / ahead;
      level += alpha * base * share;
      slope += beta * base * share;
      season[phase] = factor + gamma * factor * share;
      count++;
      squares += relative ? share * share : error * error;
      product *= size;
      if (product > large || product < 1 / large) {
        logs += Math.log(product);
        product = 1;
      }
    }
    if (++phase === season.length) phase = 0;
  }
  logs += Math.log(product);
  return { ...start, level, slope, season, deviance: devianceOf(squares, logs, count, relative) };
}

function devianceOf(squares: number, logs: number, count: number, relative: boolean): number {
  // A perfect fit is likely without bound; the smallest number keeps it comparable.
  const deviance = count * Math.log(Math.max(squares, Number.MIN_VALUE)) + (relative ? 2 * logs : 0);
  return Number.isNaN(deviance) ? Number.POSITIVE_INFINITY : deviance;
}
