import { actualAfter } from '../evaluation/backtest.ts';
import { type ConformalBand, completeBand } from '../evaluation/intervals.ts';
import { type BandEnds, coverage } from '../evaluation/metrics/coverage.ts';
import { mae } from '../evaluation/metrics/mae.ts';
import { mase } from '../evaluation/metrics/mase.ts';
import { msis } from '../evaluation/metrics/msis.ts';
import { rmse } from '../evaluation/metrics/rmse.ts';
import { rmsse } from '../evaluation/metrics/rmsse.ts';
import { type SeasonalScale, seasonalScale } from '../evaluation/metrics/seasonal-scale.ts';
import { smape } from '../evaluation/metrics/smape.ts';
import { type QuantileForecast, wql } from '../evaluation/metrics/wql.ts';
import type { PanelSeries } from '../evaluation/panel.ts';
import type { Scores } from '../run-result.ts';

/** What one forecaster scored on one series; skill is judged elsewhere. */
export interface SeriesScores {
  readonly scores: Omit<Scores, 'skill' | 'skillInterval'>;
  /** By level; null where the band was refused. */
  readonly coverage: Readonly<Record<string, number | null>>;
}

/** What is needed to score one forecaster on one series. */
export interface ScoreRequest {
  readonly forecasts: readonly Float64Array[];
  /** By origin, one band a level. */
  readonly bands: readonly (readonly ConformalBand[])[];
  readonly levels: readonly number[];
  readonly horizon: number;
}

/**
 * Scores one forecaster on all verdict rows of one series: every metric and the coverage of every level.
 *
 * @example
 * scoreSeries(series, request).scores.mase; // 0.87
 */
export function scoreSeries(series: PanelSeries, request: ScoreRequest): SeriesScores {
  const origins = series.split.verdictOrigins;
  const actual = join(origins.map((origin) => actualAfter(series, origin, request.horizon)));
  const forecast = join(request.forecasts);
  const scale = seasonalScale(series.values.subarray(0, series.split.trainingLength), series.seasonLength);
  const bands = request.levels.map((level, k) => ({ level, band: joinBands(request, k) }));
  return {
    scores: {
      mae: mae(actual, forecast),
      rmse: rmse(actual, forecast),
      smape: smape(actual, forecast),
      mase: mase(actual, forecast, scale),
      rmsse: rmsse(actual, forecast, scale),
      wql: quantileLoss(actual, forecast, bands),
      msis: widestMsis(actual, scale, bands),
    },
    coverage: Object.fromEntries(
      bands.map(({ level, band }) => [level, band === undefined ? null : coverage(actual, band)]),
    ),
  };
}

interface LevelBand {
  readonly level: number;
  readonly band: BandEnds | undefined;
}

/** The bands of all origins one after another; undefined where any step was refused. */
function joinBands(request: ScoreRequest, place: number): BandEnds | undefined {
  const bands = request.bands.map((levels) => completeBand(levels[place]!));
  if (bands.length === 0 || bands.includes(undefined)) return undefined;
  const complete = bands as readonly BandEnds[];
  return { lower: join(complete.map((band) => band.lower)), upper: join(complete.map((band) => band.upper)) };
}

function quantileLoss(
  actual: Float64Array,
  forecast: Float64Array,
  bands: readonly LevelBand[],
): number | null {
  const quantiles: QuantileForecast[] = [{ probability: 0.5, values: forecast }];
  for (const { level, band } of bands) {
    if (band === undefined) return null;
    quantiles.push({ probability: (100 - level) / 200, values: band.lower });
    quantiles.push({ probability: (100 + level) / 200, values: band.upper });
  }
  return wql(actual, quantiles);
}

function widestMsis(
  actual: Float64Array,
  scale: SeasonalScale | null,
  bands: readonly LevelBand[],
): number | null {
  const widest = bands.findLast(({ band }) => band !== undefined);
  return widest?.band === undefined ? null : msis(actual, widest.band, { level: widest.level, scale });
}

function join(parts: readonly ArrayLike<number>[]): Float64Array {
  const joined = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
