import type { RunConfig } from '../config.ts';
import { countRefits } from '../evaluation/refit-stages.ts';
import type { NetworkKind } from '../forecaster-kind.ts';
import { batchesAnEpoch } from '../recurrent/epoch-length.ts';
import { segmentOf } from '../recurrent/network-shape.ts';
import { quantileWindows } from '../recurrent/quantile-windows.ts';
import type { PlannedSeries, RunPlan } from '../running/plan-run.ts';
import { validationOrigins } from '../validation-origins.ts';

/** What a cell costs against a simple one: its number of gates. */
const gates: Readonly<Record<NetworkKind, number>> = { rnn: 1, gru: 3, lstm: 4 };
/** Seconds on the machine of `docs/benchmarks.md`. */
const rates = {
  /** A batch: once, a window, a step of the horizon, a multiplication of the cell. */
  batch: 6e-5,
  window: 1e-6,
  step: 9e-8,
  multiplication: 8e-11,
  /** A window that decides when a training stops. */
  validation: 2.5e-5,
  /** A step of a window that the quantile head learns from. */
  quantile: 4e-6,
  /** Setting out: once, a value of the lookback, a value of the series. */
  start: 0.05,
  lookback: 5e-4,
  value: 2.5e-6,
  /** Asking: a forecast, a value that is shown before it. */
  forecast: 4e-4,
  shown: 6e-8,
};
/** Epochs that come before the patience begins to run out, and where an epoch is short. */
const usualEpochs = { long: 16, short: 6 };
const longEpoch = 16;
/** Networks that learnt something and do well are trained again, along the selection and the verdict part and on everything. */
const refitShare = 0.75;
/** Along the way there are fewer rows than at the end, and so fewer epochs. */
const alongShare = 0.6;
/** Of a panel, more validation windows are not looked at. */
const mostValidationWindows = 2048;

/** Which network is trained, on what. */
export interface NetworkWork {
  readonly kind: NetworkKind;
  readonly lookback: number;
  readonly series: readonly PlannedSeries[];
}

/**
 * What one network takes in a run: its training until its patience ends, the backtest, the leak check, and its share of
 * the trainings along the selection and the verdict part and on everything.
 *
 * @returns Seconds on the machine of `docs/benchmarks.md`.
 *
 * @example
 * networkEffort({ kind: 'gru', lookback: 168, series: plan.series }, plan, config); // 1.1 for 17,420 hours
 */
export function networkEffort(work: NetworkWork, plan: RunPlan, config: RunConfig): number {
  const { series, lookback } = work;
  const values = series.reduce((sum, { length }) => sum + length, 0);
  const windows = windowsOf(work);
  const whole = series.reduce(
    (sum, { length }) => sum + Math.max(0, length - lookback - plan.horizon + 1),
    0,
  );
  const { trained, learnt } = epochsOf(windows, config);
  // More windows bear more epochs before they are learnt by heart.
  const again = Math.min(config.epochs, learnt * Math.sqrt(Math.max(1, whole / windows)));
  const setting = { work, plan, config };
  const start = rates.start + rates.lookback * lookback + rates.value * values;
  const training =
    start +
    trained * (stepsEffort(windows, setting) + validationEffort(work, plan)) +
    headEffort(windows, setting);
  const refit = start + again * stepsEffort(whole, setting);
  return training + refitShare * (1 + alongShare * countRefits(plan.refits)) * refit + askingEffort(work);
}

/** What one epoch of a training takes, and how many epochs a training of a run has on average, those along the way included. */
export interface EpochEffort {
  /** On the machine of `docs/benchmarks.md`. */
  readonly seconds: number;
  readonly epochs: number;
}

/**
 * What the epochs of a network take while a run is under way, to be compared with those of other kinds.
 *
 * @example
 * epochEffort({ kind: 'gru', lookback: 168, series: plan.series }, plan, config).epochs; // 18
 */
export function epochEffort(work: NetworkWork, plan: RunPlan, config: RunConfig): EpochEffort {
  const windows = windowsOf(work);
  const { trained, learnt } = epochsOf(windows, config);
  const again = 1 + countRefits(plan.refits);
  return {
    seconds: stepsEffort(windows, { work, plan, config }) + validationEffort(work, plan),
    epochs: (trained + again * learnt) / (1 + again),
  };
}

function windowsOf({ series }: NetworkWork): number {
  return Math.max(
    1,
    series.reduce((sum, one) => sum + one.windows, 0),
  );
}

interface Setting {
  readonly work: NetworkWork;
  readonly plan: RunPlan;
  readonly config: RunConfig;
}

/** How many epochs a training goes through, and after how many of them it has learnt what it will. */
function epochsOf(windows: number, config: RunConfig): { readonly trained: number; readonly learnt: number } {
  const batches = batchesAnEpoch(windows, config.batchSize);
  const usual = batches >= longEpoch ? usualEpochs.long : usualEpochs.short;
  const most = config.maxSteps === null ? config.epochs : Math.min(config.epochs, config.maxSteps / batches);
  return { trained: Math.min(config.patience + usual, most), learnt: Math.min(usual, most) };
}

/** The steps of the optimiser in one epoch. */
function stepsEffort(windows: number, { work, plan, config }: Setting): number {
  const { kind, lookback, series } = work;
  const { units } = config;
  const size = Math.min(config.batchSize, windows);
  const segment = segmentOf(lookback, Math.max(...series.map(({ seasonLength }) => seasonLength)));
  const columns = 1 + config.past.length + config.future.length;
  const inputs = segment === 1 ? columns : units;
  const cell = Math.floor(lookback / segment) * gates[kind] * units * (units + inputs);
  const window = rates.window + rates.step * plan.horizon + rates.multiplication * cell;
  return batchesAnEpoch(windows, config.batchSize) * (rates.batch + size * window);
}

function validationEffort({ series }: NetworkWork, { horizon }: RunPlan): number {
  const validated = series.reduce(
    (sum, { split }) => sum + validationOrigins(split.trainingLength, horizon).length,
    0,
  );
  return Math.min(mostValidationWindows, validated) * rates.validation;
}

function headEffort(windows: number, { work: { series }, plan: { horizon }, config }: Setting): number {
  if (config.levels.length === 0) return 0;
  return rates.quantile * horizon * Math.min(windows, quantileWindows({ series: series.length, horizon }));
}

function askingEffort({ series }: NetworkWork): number {
  return series.reduce((sum, { length, split }) => {
    const origins = split.selectionOrigins.length + 2 * split.verdictOrigins.length + 2;
    return sum + origins * (rates.forecast + rates.shown * length);
  }, 0);
}
