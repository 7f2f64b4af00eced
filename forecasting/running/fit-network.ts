import { checkpointTraining } from '../checkpoint.ts';
import { createForecaster } from '../create-forecaster.ts';
import type { History } from '../forecaster.ts';
import type {
  EpochGradient,
  EpochSample,
  FittedNetwork,
  NetworkEpoch,
  NetworkOptions,
  QuantileRequest,
} from '../network-forecaster.ts';
import { deriveSeed } from '../random.ts';
import type { PanelPart } from './panel-part.ts';
import type { PlannedMember } from './planned-member.ts';
import type { ProgressMeter } from './progress-meter.ts';
import type { RunContext } from './run-context.ts';

/** Which network is trained, and until when. */
export interface MemberRequest extends PlannedMember {
  readonly deadlineMs: number | undefined;
  readonly meter: ProgressMeter;
  /** What `sampleNaive()` says, to stand beside the network's own sample. */
  readonly naive: readonly number[];
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
      request.meter.epoch(request.kind, epoch.epoch, epoch.secondsPerEpoch);
      if (data.epochs === undefined) tellEpoch(epoch, context, request);
    },
    onGradient: (gradient: EpochGradient) => {
      if (data.epochs === undefined) tellGradient(gradient, context, request);
    },
  };
  if (data.epochs !== undefined) tellAgain(context, request);
  const network = createForecaster(request.kind, { createNetwork: surroundings.createNetwork, options });
  const fitted = await network.fit(data.histories);
  request.meter.training(request.kind);
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

/** Its epochs are no curve to look at; that it goes on is. */
function tellAgain({ surroundings }: RunContext, { meter }: MemberRequest): void {
  const etaSeconds = meter.etaSeconds();
  surroundings.report({ kind: 'phase', phase: 'again', share: meter.share(), etaSeconds });
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
