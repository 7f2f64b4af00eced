import { doOnce } from '../checkpoint.ts';
import { ForecastingError } from '../errors.ts';
import {
  backtestWithOffsets,
  forecastFromEndWithOffsets,
  isFiniteForecast,
  type OriginForecasts,
} from '../evaluation/backtest.ts';
import { checkLeak, type LeakReading } from '../evaluation/leak-check.ts';
import { historyAt, trainingHistories } from '../evaluation/panel.ts';
import type { NetworkKind } from '../forecaster-kind.ts';
import type { FittedNetwork, NetworkState } from '../network-forecaster.ts';
import type { TrainedAgain } from '../run-result.ts';
import { fitNetwork, type MemberRequest } from './fit-network.ts';
import type { ExpectedOffsets } from './forecaster-record.ts';
import { lastOf, placeLast, placeOffsets, quantilesAgain, quantilesOf } from './member-offsets.ts';
import { panelPart } from './panel-part.ts';
import type { PlannedMember } from './planned-member.ts';
import { refitEpochs } from './refit-epochs.ts';
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
  /** Its trainings along either part; none where it answers there with the weights of the training part. */
  readonly selectionFits: readonly TrainedAgain[];
  readonly verdictFits: readonly TrainedAgain[];
  /** As it was planned. */
  readonly planned: PlannedMember;
  readonly bestEpoch: number;
  readonly trainedEpochs: number;
  /** Steps of the optimiser in them. */
  readonly steps: number;
  readonly secondsPerEpoch: number;
  readonly parameters: number;
  /** Of the training on the training part. */
  readonly fitSeconds: number;
  /** Of the trainings along the selection and the verdict part. */
  readonly rollingSeconds: number;
  readonly predictSeconds: number;
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
      selectionFits: [],
      verdictFits: [],
      planned: plannedOf(request),
      bestEpoch: fitted.bestEpoch,
      trainedEpochs: training.trainedEpochs,
      steps: training.steps,
      secondsPerEpoch: training.secondsPerEpoch,
      parameters: fitted.parameters,
      fitSeconds: (fittedAt - startedAt) / 1000,
      rollingSeconds: 0,
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
    quantiles: quantilesAgain(context, member),
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

/** A training that an earlier attempt has finished counts as done at once. */
async function finishOnce(
  { surroundings }: RunContext,
  { training, meter }: MemberRequest & { readonly training: string },
  work: () => Promise<NetworkMember>,
): Promise<NetworkMember> {
  const { done, recalled } = await doOnce(surroundings.checkpoint, training, work);
  if (recalled) {
    meter.epoch(done.kind, done.bestEpoch, done.secondsPerEpoch);
    meter.training(done.kind);
  }
  return done;
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
