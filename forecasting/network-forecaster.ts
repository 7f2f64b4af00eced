import type { TrainingCheckpoint } from './checkpoint.ts';
import type { FittedForecaster, Forecaster, History } from './forecaster.ts';
import type { NetworkKind } from './forecaster-kind.ts';
import type { GradientByLag } from './recurrent/memory/gradient-by-lag.ts';

/** One validation window as the network sees it after an epoch, in the data's units. */
export interface EpochSample {
  /** The last `lookback` observations before the window's origin; NaN where one is missing. */
  readonly history: readonly number[];
  readonly actual: readonly number[];
  readonly forecast: readonly number[];
}

/** What a training tells after each epoch; errors as `NetworkOptions.errorScales` measures them. */
export interface NetworkEpoch {
  /** 1-based. */
  readonly epoch: number;
  readonly trainError: number;
  /** Error on the rows of `validationOrigins()`; the training error where `validate` is false. */
  readonly validationError: number;
  readonly bestEpoch: number;
  readonly bestError: number;
  /** Steps of the optimiser so far. */
  readonly steps: number;
  readonly secondsPerEpoch: number;
  readonly sample?: EpochSample;
}

/** How far back the gradient of a network reaches after an epoch, 0 before the first. */
export interface EpochGradient extends GradientByLag {
  readonly epoch: number;
  /** Observations in one step of the cell: lags count steps. */
  readonly segment: number;
}

/**
 * How a window is centred and scaled: on its values, or on their logarithms, where a change counts by its share. A
 * series with a value that is not positive is always taken as it is.
 */
export const normalisations = ['additive', 'log'] as const;
export type Normalisation = (typeof normalisations)[number];

/** Everything that decides the training of one network besides its data. */
export interface NetworkOptions {
  readonly seed: number;
  /** Observations per season, 1 when there is none; the season of the panel's first series. */
  readonly seasonLength: number;
  readonly lookback: number;
  readonly horizon: number;
  /** 'additive' when left out. */
  readonly normalisation?: Normalisation;
  readonly units: number;
  /** The most epochs to train. */
  readonly epochs: number;
  /** Ends after this one of `epochs`, 0: before the first, so that a training that was cut short can be done again. */
  readonly lastEpoch?: number;
  /** The most steps of the optimiser; they shorten `epochs`, and the rate falls in time. Left out: no limit. */
  readonly maxSteps?: number;
  /** Epochs without a better validation error before the training stops. */
  readonly patience: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Observations that the gates are to remember from the start; as `startingBias()` has it without. */
  readonly memory?: number;
  /**
   * One divisor a series, all positive: an error is mean(|actual − forecast| / scale). [1] for one series, so
   * that errors are in the data's units; the series' MASE scales for several.
   */
  readonly errorScales: readonly number[];
  /**
   * True: targets at or after the first of `validationOrigins()` are kept from the gradient, the best epoch by
   * their error is kept and patience counts. False: every row trains and exactly `epochs` epochs are run.
   */
  readonly validate: boolean;
  /** What it learns about how far off it is; left out: nothing. */
  readonly quantiles?: QuantileRequest | undefined;
  /** Aborted with reason `'stop'`: keep the best epoch so far and finish. Any other reason: abandon. */
  readonly signal: AbortSignal;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** On the clock of `now`: the training ends by then with the best epoch so far. */
  readonly deadlineMs?: number;
  readonly onEpoch: (epoch: NetworkEpoch) => void;
  /** Told before the first epoch, and after the 1st, 2nd, 4th and so on: what is left of the gradient by lag. */
  readonly onGradient?: (gradient: EpochGradient) => void;
  /** Where the training keeps how far it is, and goes on from; nothing is kept when left out. */
  readonly checkpoint?: TrainingCheckpoint | undefined;
}

/** What a network is to learn about how far off it is, after it has learned to forecast. */
export interface QuantileRequest {
  /** Central coverage in %, ascending, at least one. */
  readonly levels: readonly number[];
  /**
   * Where the network is one trained before, on more rows: what that one learned and goes on telling. Errors on rows that
   * a network has learned say little about it, and nothing is kept apart from a training on everything.
   */
  readonly learned?: QuantileState | undefined;
}

/** A tensor of learned numbers. */
export interface NetworkWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A quantile head as data. */
export interface QuantileState {
  readonly levels: readonly number[];
  /** 1-based epoch that was kept; 0: nothing was better than constant offsets. */
  readonly epochs: number;
  /** What offsets learned on training windows were multiplied by to fit the validation windows. */
  readonly factor: number;
  readonly weights: readonly NetworkWeight[];
  /** The weights of the network that it reads windows with; left out: those that it is saved beside. */
  readonly reader?: readonly NetworkWeight[];
}

/** A trained network as data: `config` is plain JSON and with the weights decides every forecast bit. */
export interface NetworkState {
  readonly kind: NetworkKind;
  /** Place of the one series that it was trained on and answers for; left out: it answers for every one. */
  readonly series?: number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: readonly NetworkWeight[];
  /** How far off it is; left out: it has not learned that. */
  readonly quantiles?: QuantileState;
}

/**
 * Whether a network answers for a series.
 *
 * @param series Its place in the panel that the networks were trained on.
 *
 * @example
 * answersFor({ kind: 'gru', series: 2, config: {}, weights: [] }, 1); // false
 */
export function answersFor(state: Pick<NetworkState, 'series'>, series: number): boolean {
  return state.series === undefined || state.series === series;
}

/** A trained network. Its forecast at a later origin uses the newer rows as input and changes no weight. */
export interface FittedNetwork extends FittedForecaster {
  /** Trainable weights. */
  readonly parameters: number;
  /** 1-based epoch whose weights were kept. */
  readonly bestEpoch: number;
  readonly validationError: number;
  save(): NetworkState;
}

/** A network that is not trained yet; `fit` throws ForecastingError 'diverged' at the first NaN. */
export interface NetworkForecaster extends Forecaster {
  readonly kind: NetworkKind;
  fit(panel: readonly History[]): Promise<FittedNetwork>;
}

/** Creates a network. It comes in as an argument, so that nothing but `recurrent/` reaches tfjs. */
export type CreateNetwork = (kind: NetworkKind, options: NetworkOptions) => NetworkForecaster;

/** Brings a saved network back; its forecasts equal those before saving bit for bit. */
export type RestoreNetwork = (state: NetworkState) => FittedNetwork;

/** Writes the networks of a run into one checksummed file. */
export type EncodeModel = (states: readonly NetworkState[]) => Uint8Array;
