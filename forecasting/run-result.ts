import type { YardstickKind } from './evaluation/yardstick.ts';
import type { FittedKind, ForecasterKind, NaiveKind, NetworkKind } from './forecaster-kind.ts';
import type { Normalisation } from './network-forecaster.ts';
import type { Challenge } from './referee.ts';
import type { MissingPolicy } from './series/fill-missing.ts';
import type { ValueBounds } from './value-bounds.ts';

/** Errors of one forecaster over the scored rows; null where the metric is undefined ("n/a", never 0). */
export interface Scores {
  /** Mean absolute error, data units; null over several series. */
  readonly mae: number | null;
  /** Root mean squared error, data units; null over several series. */
  readonly rmse: number | null;
  /** Symmetric mean absolute percentage error, 0–200. */
  readonly smape: number | null;
  /** Mean absolute scaled error: 1 is the in-sample seasonal naive of the training part. */
  readonly mase: number | null;
  /** Root mean squared scaled error: 1 is the in-sample seasonal naive of the training part. */
  readonly rmsse?: number | null;
  /** Weighted quantile loss of the forecast and its bands. */
  readonly wql?: number | null;
  /** Mean scaled interval score of the widest band. */
  readonly msis?: number | null;
  /** 1 − error / error of the best naive on the same rows, a fraction. */
  readonly skill: number | null;
  /** 95 % interval of the skill, whole origins resampled; null where it cannot be told. */
  readonly skillInterval: readonly [number, number] | null;
}

/** One line of the leaderboard. */
export interface ForecasterScore {
  readonly kind: ForecasterKind;
  readonly scores: Scores;
  /** Share of scored values inside the band, by level ("80" → 0.78); null where the band was refused. */
  readonly coverage: Readonly<Record<string, number | null>>;
  readonly fitSeconds: number;
  readonly predictSeconds: number;
  /** Weights of one network, coefficients of a linear map; of a blend those of its parts, 0 for other baselines. */
  readonly parameters: number;
  /** Standard deviation of the error over seeds, data units (MASE over several series); null with one seed. */
  readonly seedSpread: number | null;
  /** Why the forecaster has no scores: one sentence, e.g. a diverged training. */
  readonly failure: string | null;
}

export type VerdictOutcome = 'beats' | 'ties' | 'loses';

/** The sentence every run ends in, and what it rests on. */
export interface Verdict {
  /** The best network against the best naive; null when no network ran (or none finished). */
  readonly outcome: VerdictOutcome | null;
  /** The best network by error. */
  readonly best: NetworkKind | null;
  /** The best naive forecaster. */
  readonly against: NaiveKind;
  readonly skill: number | null;
  readonly interval: readonly [number, number] | null;
  readonly origins: number;
  readonly sentence: string;
  /** Machine-checked remarks, each one sentence: few origins, overlapping folds, echo, seed noise. */
  readonly remarks: readonly string[];
}

/** Lower and upper end of a band, null where it was refused for want of scores. */
export interface Band {
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** What one forecaster says about the steps after the last observation. */
export interface IssuedForecast {
  readonly values: readonly number[];
  /** By level, "80" → band. */
  readonly bands: Readonly<Record<string, Band>>;
  /** What the bands are measured by; left out: the local scale. */
  readonly yardstick?: YardstickKind;
}

/** One origin of the backtest: what came, and what each forecaster had said. */
export interface BacktestFold {
  /** Index of the last observation the forecasters saw. */
  readonly originIndex: number;
  readonly originStamp: number;
  readonly stamps: readonly number[];
  /** null where the observation is missing (not scored). */
  readonly actual: readonly (number | null)[];
  readonly forecasts: Readonly<Partial<Record<ForecasterKind, readonly number[]>>>;
}

/** Everything a run found out about one series. */
export interface SeriesResult {
  readonly name: string;
  readonly rows: number;
  /** Steps of the grid without an observation, between the first and the last. */
  readonly missing?: number;
  /** Stamp of the last observation. */
  readonly origin: number;
  readonly seasonLength: number;
  readonly recommended: ForecasterKind;
  readonly verdict: Verdict;
  readonly leaderboard: readonly ForecasterScore[];
  readonly folds: readonly BacktestFold[];
  /** Mean absolute error by step, data units, index 0 = step 1. */
  readonly errorByStep: Readonly<Partial<Record<ForecasterKind, readonly (number | null)[]>>>;
  readonly forecastStamps: readonly number[];
  readonly forecasts: Readonly<Partial<Record<ForecasterKind, IssuedForecast>>>;
}

/** Whether forecasts stayed the same, bit for bit, when all that came after their origins was replaced by noise. */
export interface LeakCheck {
  readonly passed: boolean;
  /** Forecasts compared, over all forecasters and series. */
  readonly compared: number;
  readonly origins: number;
  readonly failed: readonly ForecasterKind[];
}

/** A network that repeats the last value. */
export interface Echo {
  readonly kind: NetworkKind;
  /** Regression weight on the last value. */
  readonly weight: number;
}

/** What the numbers were computed with, kept so that they can be computed again. */
export interface EngineRecord {
  readonly backend: string;
  readonly simd: 'relaxed' | 'plain' | 'none';
  readonly kernelBuild: string;
  readonly threads: number;
}

/** One network of a run: what it takes to train it again, and the bits that have to come out. */
export interface MemberRecord {
  readonly kind: NetworkKind;
  /** 0-based among the networks of its kind. */
  readonly member: number;
  /** 0-based; with the run's seed it decides every draw. */
  readonly seedNumber: number;
  /** Place of the one series that it learnt; left out: all of them. */
  readonly series?: number;
  readonly lookback: number;
  readonly normalisation: Normalisation;
  /** Epochs that the training on the training part went through, to its end or until it was cut short. */
  readonly trainedEpochs: number;
  /** Steps of the optimiser in them. */
  readonly steps: number;
  readonly bestEpoch: number;
  /** Of the weights that were judged. */
  readonly sha256: string;
  /** SHA-256 of its quantile head; left out where it has none. */
  readonly quantiles?: string;
  /** Whether it is one of those that answer. */
  readonly used: boolean;
  /** The training on everything; null where there was none. */
  readonly refit: TrainedAgain | null;
  /** The trainings along the selection and the verdict part, before each stretch of their origins; left out where there was none. */
  readonly selectionFits?: readonly TrainedAgain[];
  readonly verdictFits?: readonly TrainedAgain[];
}

/** A network trained again on more rows. */
export interface TrainedAgain {
  readonly epochs: number;
  /** Of its weights. */
  readonly sha256: string;
  /** Of its quantile head; left out where it has none. */
  readonly quantiles?: string;
}

/** How much each forecaster counts in a blend; those that do not are left out. In sum 1. */
export type BlendShares = Readonly<Partial<Record<FittedKind, number>>>;

/** The outcome of a run. */
export interface RunResult {
  readonly version: 1;
  readonly horizon: number;
  readonly lookback: number;
  readonly folds: number;
  readonly stride: number;
  readonly seed: number;
  readonly seeds: number;
  readonly engine: EngineRecord;
  readonly leaderboard: readonly ForecasterScore[];
  readonly verdict: Verdict;
  readonly recommended: ForecasterKind;
  readonly series: readonly SeriesResult[];
  readonly warnings: readonly string[];
  readonly leakCheck?: LeakCheck;
  /** Networks that add no information to the last value; only for one series. */
  readonly echoes?: readonly Echo[];
  /** Networks whose issued forecast comes from weights trained on everything. */
  readonly refitted?: readonly NetworkKind[];
  /** Against the champion of the schedule that made the run; left out where there was none. */
  readonly challenge?: Challenge;
  /** What the issued blend is made of: how much each forecaster counts, in sum 1; left out where there is none. */
  readonly blend?: BlendShares;
  /** The same of the blend in the verdict part, chosen on selection origins alone; left out where it is the same one. */
  readonly judgedBlend?: BlendShares;
  /** Every network that was trained, those left out included. */
  readonly members?: readonly MemberRecord[];
  /** What forecasters saw where a value was missing. */
  readonly missing?: MissingPolicy;
  /** What no forecast and no band went beyond. */
  readonly bounds?: ValueBounds;
  readonly totalSeconds: number;
}
