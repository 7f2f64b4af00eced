import { checkpointTraining, doOnce } from '../checkpoint.ts';
import { createForecaster } from '../create-forecaster.ts';
import { ForecastingError } from '../errors.ts';
import {
  backtestWithOffsets,
  forecastFromEndWithOffsets,
  isFiniteForecast,
  type OriginForecasts,
} from '../evaluation/backtest.ts';
import { checkLeak, type LeakReading } from '../evaluation/leak-check.ts';
import { historyAt, type PanelSeries, trainingHistories } from '../evaluation/panel.ts';
import type { History } from '../forecaster.ts';
import type { NetworkKind } from '../forecaster-kind.ts';
import type {
  EpochGradient,
  EpochSample,
  FittedNetwork,
  NetworkEpoch,
  NetworkOptions,
  NetworkState,
  QuantileRequest,
} from '../network-forecaster.ts';
import { deriveSeed } from '../random.ts';
import type { TrainedAgain } from '../run-result.ts';
import { validationOrigins } from '../validation-origins.ts';
import type { ExpectedOffsets } from './forecaster-record.ts';
import { lastOf, placeLast, placeOffsets, quantilesLike, quantilesOf } from './member-offsets.ts';
import { type PanelPart, panelPart } from './panel-part.ts';
import type { PlannedMember } from './planned-member.ts';
import type { ProgressMeter } from './progress-meter.ts';
import type { RunContext } from './run-context.ts';
import { breathe } from './run-surroundings.ts';

/** One trained network of a run: one kind, one seed, for all series or for one; of the others it says nothing. */
export interface NetworkMember {
  readonly kind: NetworkKind;
  /** 0-based among the networks of its kind. */
  readonly member: number;
  readonly selection: OriginForecasts;
  readonly verdict: OriginForecasts;
  /** Left out where it has not learned how far off it is. */
  readonly offsets?: ExpectedOffsets;
  readonly leak: LeakReading;
  readonly issued: readonly Float64Array[];
  readonly state: NetworkState;
  /** Its trainings along the verdict part; none where it was judged with the weights of the training part. */
  readonly verdictFits: readonly TrainedAgain[];
  /** As it was planned. */
  readonly planned: PlannedMember;
  readonly bestEpoch: number;
  readonly trainedEpochs: number;
  /** Steps of the optimiser in them. */
  readonly steps: number;
  readonly secondsPerEpoch: number;
  readonly parameters: number;
  readonly fitSeconds: number;
  readonly predictSeconds: number;
}

/** Which network is trained, and until when. */
export interface MemberRequest extends PlannedMember {
  readonly deadlineMs: number | undefined;
  readonly meter: ProgressMeter;
  /** What `sampleNaive()` says, to stand beside the network's own sample. */
  readonly naive: readonly number[];
}

/**
 * Trains one network on the training part and lets it forecast from every origin.
 *
 * @throws ForecastingError 'diverged' also where a forecast is not finite.
 *
 * @example
 * (await trainMember(context, { kind: 'gru', member: 0, deadlineMs: undefined, meter, naive })).bestEpoch; // 17
 */
export async function trainMember(context: RunContext, request: MemberRequest): Promise<NetworkMember> {
  const training = `train ${nameOf(request)}`;
  return finishOnce(context, { ...request, training }, () => trainAndBacktest(context, request, training));
}

async function trainAndBacktest(
  context: RunContext,
  request: MemberRequest,
  name: string,
): Promise<NetworkMember> {
  const { surroundings, config } = context;
  const { horizon } = config;
  const pause = () => breathe(surroundings);
  const startedAt = surroundings.now();
  const part = panelPart(context, request.series);
  const { panel } = part;
  const data = {
    part,
    histories: trainingHistories(panel),
    epochs: undefined,
    quantiles: quantilesOf(context, request),
  };
  const training = await fitNetwork(context, request, { ...data, name });
  const { fitted } = training;
  const fittedAt = surroundings.now();
  try {
    const selection = await backtestWithOffsets(fitted, panel, { part: 'selection', horizon, pause });
    const verdict = await backtestWithOffsets(fitted, panel, { part: 'verdict', horizon, pause });
    const issued = await forecastFromEndWithOffsets(fitted, panel, { horizon, pause });
    if (![selection, verdict, issued].every(({ values }) => isFiniteForecast(values))) throw notFinite();
    const predictedAt = surroundings.now();
    return {
      kind: request.kind,
      member: request.member,
      selection: part.place(selection.values, []),
      verdict: part.place(verdict.values, []),
      ...placeOffsets(part, { selection, verdict, issued }),
      leak: await checkLeak(fitted, panel, verdict, { horizon, seed: config.seed, pause }),
      issued: part.place(lastOf(issued.values), nothingSaid),
      state: stateOf(fitted, request),
      verdictFits: [],
      planned: plannedOf(request),
      bestEpoch: fitted.bestEpoch,
      trainedEpochs: training.trainedEpochs,
      steps: training.steps,
      secondsPerEpoch: training.secondsPerEpoch,
      parameters: fitted.parameters,
      fitSeconds: (fittedAt - startedAt) / 1000,
      predictSeconds: (predictedAt - fittedAt) / 1000,
    };
  } finally {
    fitted.dispose();
  }
}

/**
 * Trains a member again on everything, for about as many epochs as were best, and lets it forecast once.
 *
 * @example
 * (await refitMember(context, member, request)).issued.length; // one forecast a series
 */
export async function refitMember(
  context: RunContext,
  member: NetworkMember,
  request: MemberRequest,
): Promise<NetworkMember> {
  const training = `refit ${nameOf(request)}`;
  return finishOnce(context, { ...request, training }, () => refit(context, { member, request }, training));
}

async function refit(
  context: RunContext,
  { member, request }: { readonly member: NetworkMember; readonly request: MemberRequest },
  name: string,
): Promise<NetworkMember> {
  const part = panelPart(context, request.series);
  const { fitted } = await fitNetwork(context, request, {
    part,
    histories: part.panel.map((series) => historyAt(series, series.values.length - 1)),
    epochs: refitEpochs(context, member),
    quantiles: quantilesLike(context, member),
    name,
  });
  try {
    const pause = () => breathe(context.surroundings);
    const { horizon } = context.config;
    const issued = await forecastFromEndWithOffsets(fitted, part.panel, { horizon, pause });
    if (!isFiniteForecast(issued.values)) throw notFinite();
    const { offsets, ...judged } = member;
    return {
      ...judged,
      ...(offsets && issued.offsets && { offsets: { ...offsets, issued: placeLast(part, issued.offsets) } }),
      issued: part.place(lastOf(issued.values), nothingSaid),
      state: stateOf(fitted, request),
    };
  } finally {
    fitted.dispose();
  }
}

/**
 * More windows bear more training before they are learnt by heart: the best number of epochs grows with the root of
 * theirs, up to the most that a training may have.
 *
 * @example
 * refitEpochs(context, { bestEpoch: 10, … }); // 20 where everything has four times the windows
 */
export function refitEpochs(context: RunContext, member: NetworkMember): number {
  return epochsFor(context, member, ({ values }) => values.length);
}

/**
 * The same for a training on the first rows of each series.
 *
 * @param lengthOf How many rows of a series are learnt.
 *
 * @example
 * epochsFor(context, member, ({ split }) => split.trainingLength); // the member's best epoch
 */
export function epochsFor(
  context: RunContext,
  { bestEpoch, planned }: NetworkMember,
  lengthOf: (series: PanelSeries, index: number) => number,
): number {
  const { lookback } = planned.variation;
  const windowsOf = (length: number) => Math.max(1, length - Math.min(lookback, Math.floor(length / 2)));
  let learnt = 0;
  let all = 0;
  panelPart(context, planned.series).panel.forEach((series, index) => {
    const { trainingLength } = series.split;
    learnt += windowsOf(validationOrigins(trainingLength, context.config.horizon)[0] ?? trainingLength);
    all += windowsOf(lengthOf(series, index));
  });
  return Math.max(
    bestEpoch,
    Math.min(context.config.epochs, Math.round(bestEpoch * Math.sqrt(all / learnt))),
  );
}

/** A training that an earlier attempt has finished counts as done at once. */
async function finishOnce(
  { surroundings }: RunContext,
  { training, meter }: MemberRequest & { readonly training: string },
  work: () => Promise<NetworkMember>,
): Promise<NetworkMember> {
  const { done, recalled } = await doOnce(surroundings.checkpoint, training, work);
  if (recalled) {
    meter.epoch(done.bestEpoch, done.secondsPerEpoch);
    meter.training();
  }
  return done;
}

/** A trained network, and what it took. */
export interface FitOutcome {
  readonly fitted: FittedNetwork;
  readonly trainedEpochs: number;
  readonly steps: number;
  readonly secondsPerEpoch: number;
}

/** What a network is trained on. */
export interface FitData {
  readonly part: PanelPart;
  readonly histories: readonly History[];
  /** What it learns about how far off it is. */
  readonly quantiles: QuantileRequest | undefined;
  /** How many epochs; as many as are allowed when undefined. */
  readonly epochs: number | undefined;
  /** Names the training within its run. */
  readonly name: string;
}

/** Creates the network of a request and trains it on some histories; its events are told, its end is metered. */
export async function fitNetwork(
  context: RunContext,
  request: MemberRequest,
  data: FitData,
): Promise<FitOutcome> {
  const { config, surroundings } = context;
  const { errorScales, seasonLength } = data.part;
  let told = { trainedEpochs: 0, steps: 0, secondsPerEpoch: 0 };
  const memory = config.memory ?? undefined;
  const options = {
    seed: deriveSeed(config.seed, `network ${request.seedNumber}`),
    seasonLength,
    ...request.variation,
    horizon: config.horizon,
    units: config.units,
    epochs: data.epochs ?? config.epochs,
    ...(data.epochs === undefined ? limitsOf(request, context) : {}),
    patience: config.patience,
    batchSize: config.batchSize,
    learningRate: config.learningRate,
    ...(memory === undefined ? {} : { memory }),
    errorScales,
    validate: data.epochs === undefined,
    quantiles: data.quantiles,
    signal: surroundings.signal,
    now: surroundings.now,
    checkpoint: checkpointTraining(surroundings.checkpoint, data.name),
    ...(request.deadlineMs === undefined ? {} : { deadlineMs: request.deadlineMs }),
    onEpoch: (epoch: NetworkEpoch) => {
      const { secondsPerEpoch, steps } = epoch;
      told = { trainedEpochs: epoch.epoch, steps, secondsPerEpoch };
      request.meter.epoch(epoch.epoch, epoch.secondsPerEpoch);
      if (data.epochs === undefined) tellEpoch(epoch, context, request);
    },
    onGradient: (gradient: EpochGradient) => {
      if (data.epochs === undefined) tellGradient(gradient, context, request);
    },
  };
  const network = createForecaster(request.kind, { createNetwork: surroundings.createNetwork, options });
  const fitted = await network.fit(data.histories);
  request.meter.training();
  return { fitted, ...told };
}

/** What ends a training on the training part besides its patience. */
function limitsOf(
  { lastEpoch }: MemberRequest,
  { config }: RunContext,
): Pick<NetworkOptions, 'lastEpoch' | 'maxSteps'> {
  return {
    ...(lastEpoch === undefined ? {} : { lastEpoch }),
    ...(config.maxSteps === null ? {} : { maxSteps: config.maxSteps }),
  };
}

function plannedOf({ kind, member, seedNumber, variation, series }: MemberRequest): PlannedMember {
  return { kind, member, seedNumber, variation, ...(series === undefined ? {} : { series }) };
}

const nothingSaid = new Float64Array(0);
function nameOf({ kind, member }: PlannedMember): string {
  return `${kind} ${member}`;
}

function stateOf(fitted: FittedNetwork, { series }: PlannedMember): NetworkState {
  return { ...fitted.save(), ...(series === undefined ? {} : { series }) };
}

/** The refusal of a network that says what is no number. */
export function notFinite(): ForecastingError {
  return new ForecastingError('diverged', 'Cannot use the network: one of its forecasts is not a number');
}

function tellEpoch(epoch: NetworkEpoch, context: RunContext, request: MemberRequest): void {
  const { report } = context.surroundings;
  const { sample, ...figures } = epoch;
  report({
    kind: 'epoch',
    forecaster: request.kind,
    member: request.member,
    epochs: context.config.epochs,
    ...figures,
    etaSeconds: request.meter.etaSeconds(),
    share: request.meter.share(),
  });
  // The picture shows a window of the first series, and so does the naive one beside it.
  if (sample !== undefined && request.series === undefined) tellSample(sample, epoch.epoch, context, request);
}

function tellGradient(gradient: EpochGradient, context: RunContext, request: MemberRequest): void {
  const { kind: forecaster, member } = request;
  context.surroundings.report({ kind: 'gradient', forecaster, member, ...gradient });
}

/** A window with gaps is no picture to learn from. */
function tellSample(sample: EpochSample, epoch: number, context: RunContext, request: MemberRequest): void {
  const { history, actual, forecast } = sample;
  if (history.length === 0 || ![...history, ...actual, ...forecast].every(Number.isFinite)) return;
  context.surroundings.report({
    kind: 'sample',
    forecaster: request.kind,
    epoch,
    history,
    actual,
    forecast,
    naive: request.naive,
  });
}
