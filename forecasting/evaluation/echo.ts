/** Whether a forecaster only repeats the last value it saw. */
export interface EchoReading {
  readonly echoes: boolean;
  /** Regression weight of the forecasts on the last value seen. */
  readonly weight: number;
  /** Correlation of the forecasts with the last value seen, and with what came. */
  readonly withLast: number;
  readonly withActual: number;
}

/** One forecast step as the echo detector sees it. */
export interface EchoPoint {
  readonly last: number;
  readonly forecast: number;
  readonly actual: number;
}

const leastPoints = 8;
const echoWeight = 0.9;
/** A seasonal forecast leans on the level of the last value too, but does not follow it this closely. */
const echoCorrelation = 0.95;

/**
 * Detects a forecaster that repeats the last value: its forecasts correlate more with the last value seen than
 * with what came, follow it closely (correlation above 0.95) and lean on it with a weight above 0.9. On a random walk that is optimal, and adds nothing.
 *
 * @returns undefined where there are fewer than 8 points or one side never moves.
 *
 * @example
 * detectEcho(points)?.echoes; // true for the naive forecast of a random walk
 */
export function detectEcho(points: readonly EchoPoint[]): EchoReading | undefined {
  const scored = points.filter((point) => Number.isFinite(point.last + point.forecast + point.actual));
  if (scored.length < leastPoints) return undefined;
  const last = scored.map((point) => point.last);
  const forecast = scored.map((point) => point.forecast);
  const actual = scored.map((point) => point.actual);
  const lastSpread = covariance(last, last);
  const withLast = correlation(forecast, last);
  const withActual = correlation(forecast, actual);
  if (!(lastSpread > 0) || Number.isNaN(withLast) || Number.isNaN(withActual)) return undefined;
  const weight = covariance(forecast, last) / lastSpread;
  const echoes = withLast > withActual && withLast > echoCorrelation && weight > echoWeight;
  return { echoes, weight, withLast, withActual };
}

function correlation(a: readonly number[], b: readonly number[]): number {
  return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  return a.reduce((sum, value, i) => sum + (value - meanA) * (b[i]! - meanB), 0) / a.length;
}
