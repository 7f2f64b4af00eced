import type { Judgement } from '../evaluation/verdict.ts';
import type { YardstickKind } from '../evaluation/yardstick.ts';
import type { ForecasterKind } from '../forecaster-kind.ts';
import type { ForecasterScore, Scores } from '../run-result.ts';
import type { BandMaker } from './band-maker.ts';
import type { FailedForecaster, ForecasterRecord } from './forecaster-record.ts';
import type { RunContext } from './run-context.ts';
import { verdictError } from './run-losses.ts';
import { type SeriesScores, scoreSeries } from './series-scores.ts';

/** One forecaster with all that is needed to score it. */
export interface CalibratedRecord {
  readonly record: ForecasterRecord;
  /** What its bands are measured by. */
  readonly yardstick: YardstickKind;
  /** From the selection part alone: what judged bands rest on. */
  readonly judged: BandMaker;
  /** From both parts: what the issued bands rest on. */
  readonly issued: BandMaker;
  /** Standard deviation of the verdict error over seeds; null with one. */
  readonly seedSpread: number | null;
}

/**
 * Scores one forecaster on one series of the panel.
 *
 * @example
 * scoreRecord(context, calibrated, 0).coverage['80']; // 0.78
 */
export function scoreRecord(
  context: RunContext,
  { record, judged }: CalibratedRecord,
  index: number,
): SeriesScores {
  const forecasts = record.verdict[index]!;
  return scoreSeries(context.panel[index]!, {
    forecasts,
    bands: forecasts.map((_, slot) => judged.bandsAt({ part: 'verdict', series: index, slot })),
    levels: context.config.levels,
    horizon: context.config.horizon,
  });
}

/**
 * Averages a forecaster's scores over series; what carries the data's units has no average.
 *
 * @example
 * averageScores(scores).scores.mae; // null over several series
 */
export function averageScores(all: readonly SeriesScores[], levels: readonly number[]): SeriesScores {
  if (all.length === 1) return all[0]!;
  const mean = (pick: (one: SeriesScores) => number | null | undefined) => {
    const values = all.map(pick).filter((value) => value !== null && value !== undefined);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    scores: {
      mae: null,
      rmse: null,
      smape: mean(({ scores }) => scores.smape),
      mase: mean(({ scores }) => scores.mase),
      rmsse: mean(({ scores }) => scores.rmsse),
      wql: mean(({ scores }) => scores.wql),
      msis: mean(({ scores }) => scores.msis),
    },
    coverage: Object.fromEntries(levels.map((level) => [level, mean(({ coverage }) => coverage[level])])),
  };
}

/**
 * Writes one line of a leaderboard.
 *
 * @example
 * leaderboardLine(calibrated, scores, { judgement, kinds }).failure; // null
 */
export function leaderboardLine(
  { record, seedSpread }: CalibratedRecord,
  { scores, coverage }: SeriesScores,
  judged: { readonly judgement: Judgement; readonly kinds: readonly ForecasterKind[] } | undefined,
): ForecasterScore {
  const estimate = judged?.judgement.estimates[judged.kinds.indexOf(record.kind)];
  return {
    kind: record.kind,
    scores: { ...scores, skill: estimate?.skill ?? null, skillInterval: estimate?.interval ?? null },
    coverage,
    fitSeconds: record.fitSeconds,
    predictSeconds: record.predictSeconds,
    parameters: record.parameters,
    seedSpread,
    failure: null,
  };
}

const noScores: Scores = { mae: null, rmse: null, smape: null, mase: null, skill: null, skillInterval: null };

/**
 * The line of a forecaster that has nothing to say.
 *
 * @example
 * failedLine({ kind: 'rnn', failure: 'Not trained: the run was stopped.', fitSeconds: 0 }).scores.mae; // null
 */
export function failedLine({ kind, failure, fitSeconds }: FailedForecaster): ForecasterScore {
  return {
    kind,
    scores: noScores,
    coverage: {},
    fitSeconds,
    predictSeconds: 0,
    parameters: 0,
    seedSpread: null,
    failure,
  };
}

/**
 * How much a network's verdict error varies with its seed.
 *
 * @returns The standard deviation with n − 1, 0 where it is rounding alone; null with fewer than two seeds.
 *
 * @example
 * seedSpreadOf(context, record); // 0.11
 */
export function seedSpreadOf(context: RunContext, record: ForecasterRecord): number | null {
  const errors = record.members
    .map((member) => verdictError(context, member))
    .filter((error) => error !== null);
  if (errors.length < 2) return null;
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const squares = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
  const spread = Math.sqrt(squares / (errors.length - 1));
  return spread > 1e-9 * mean ? spread : 0;
}
