import { meanBetween } from './mean-between.ts';
import type { PreparedSeries } from './prepared-series.ts';

/** What turns one window's values into numbers of about unit size, and a network's answer back into data units. */
export interface WindowScale {
  readonly centre: number;
  /** Always positive. */
  readonly scale: number;
  /** Whether both are of logarithms. */
  readonly logarithmic: boolean;
}

/** A window flatter than this share of its series' spread is scaled by the share instead of by itself. */
const flattest = 0.05;

/**
 * Instance normalisation: the centre is the mean of the window's inputs, the scale their mean absolute
 * deviation from it, at least a twentieth of the spread of the whole series, and 1 for a constant series.
 *
 * The recipe follows S. Smyl, "A hybrid method of exponential smoothing and recurrent neural networks"
 * (2020), in normalising each window by itself; nothing after the window's origin enters.
 *
 * @param origin Index of the last value of the window; the window may begin before the series does.
 *
 * @example scaleWindow(prepared, 3, 4).centre // 2.5 for 1, 2, 3, 4
 */
export function scaleWindow(series: PreparedSeries, origin: number, lookback: number): WindowScale {
  const { filled, spread, logarithmic } = series;
  const from = Math.max(0, origin - lookback + 1);
  const centre = meanBetween(filled, from, origin);
  let deviation = 0;
  for (let i = from; i <= origin; i++) deviation += Math.abs(filled[i]! - centre);
  const scale = Math.max(deviation / (origin - from + 1), spread * flattest);
  return { centre, scale: scale > 0 ? scale : 1, logarithmic };
}

/**
 * A normalised number in data units.
 *
 * @example inDataUnits({ centre: 10, scale: 2, logarithmic: false }, 1.5) // 13
 */
export function inDataUnits({ centre, scale, logarithmic }: WindowScale, normalised: number): number {
  const value = centre + scale * normalised;
  return logarithmic ? Math.exp(value) : value;
}
