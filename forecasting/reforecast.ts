import { networksForecaster } from './combined-forecaster.ts';
import { createForecaster } from './create-forecaster.ts';
import { ForecastingError } from './errors.ts';
import { isFiniteForecast } from './evaluation/backtest.ts';
import { historyAt } from './evaluation/panel.ts';
import type { History } from './forecaster.ts';
import {
  type BaselineKind,
  baselineKinds,
  type ForecasterKind,
  isNaive,
  isNetwork,
} from './forecaster-kind.ts';
import type { FittedNetwork, NetworkState, RestoreNetwork } from './network-forecaster.ts';
import { type BandGrowths, type GrowingSeries, grownBands, measureGrowths } from './reforecast-bands.ts';
import type { BlendShares, IssuedForecast, SeriesResult } from './run-result.ts';
import { blendSteps } from './running/blend-steps.ts';
import { prepareCovariates } from './running/prepare-covariates.ts';
import { type PreparedSeries, prepareSeries } from './running/prepare-series.ts';
import type { Covariates } from './series/covariates.ts';
import type { MissingPolicy } from './series/fill-missing.ts';
import { nextStamps } from './series/next-stamps.ts';
import type { Series } from './series/series.ts';
import { clipTo, type ValueBounds } from './value-bounds.ts';

/** What a run said about a series when it was trained: its bands are used again. */
export type PreviousForecast = Pick<SeriesResult, 'seasonLength' | 'recommended' | 'forecasts' | 'origin'>;

const noBounds: ValueBounds = { floor: null, cap: null };

/** Newer rows, and what is known of the run that is to forecast from them. */
export interface ReforecastRequest {
  readonly horizon: number;
  /** Each with its newest rows. */
  readonly series: readonly Series[];
  /** One a series, in the same order; null for one that the run did not judge. */
  readonly previous: readonly (PreviousForecast | null)[];
  /** What the run's blend was made of, where it had one. */
  readonly blend?: BlendShares | undefined;
  /** What stands beside each series, in the same order, to the end of the horizon where it is known in advance. */
  readonly covariates?: readonly Covariates[];
  readonly calendar?: boolean;
  /** As the run had them. */
  readonly missing?: MissingPolicy;
  readonly bounds?: ValueBounds;
}

/** A forecast from the newest row, without training. */
export interface Reforecast {
  readonly name: string;
  /** Stamp of the last observation. */
  readonly origin: number;
  readonly stamps: readonly number[];
  readonly recommended: ForecasterKind;
  readonly forecasts: Readonly<Partial<Record<ForecasterKind, IssuedForecast>>>;
}

/**
 * Forecasts from the newest rows with the networks that a run has trained; the baselines answer too.
 *
 * Each forecaster keeps the bands of its run: their half-widths, multiplied by how much their yardstick has grown since the
 * run's own origin: how much more the series moves now (`localScale`), or how much further off the networks expect to be.
 *
 * @param states The networks of the run's model file; those of one kind answer by their median.
 * @throws ForecastingError 'model-mismatch' for a horizon longer than the networks were trained for;
 *   'invalid-series' for a series without observations.
 *
 * @example reforecast(request, decodeModel(bytes), restoreForecaster)[0].stamps.length // the horizon
 */
export function reforecast(
  request: ReforecastRequest,
  states: readonly NetworkState[],
  restore: RestoreNetwork,
): Promise<Reforecast[]> {
  const networks = states.map(restore);
  return forecastAll(request, states, networks).finally(() => {
    for (const network of networks) network.dispose();
  });
}

/** One series of a request, ready to be forecast. */
interface Subject extends GrowingSeries {
  readonly prepared: PreparedSeries;
  readonly previous: PreviousForecast | null;
}

async function forecastAll(
  request: ReforecastRequest,
  states: readonly NetworkState[],
  networks: readonly FittedNetwork[],
): Promise<Reforecast[]> {
  const { series, previous, horizon, blend } = request;
  const subjects = series.map((one, index) => subjectOf(one, index, request));
  const histories = subjects.map(({ history }) => history);
  const answers = new Map<ForecasterKind, readonly Float64Array[]>();
  for (const kind of baselineKinds) {
    if (!isNaive(kind) && !previous.some((one) => one !== null && kind in one.forecasts)) continue;
    const said = await askBaseline(kind, histories, horizon);
    if (said) answers.set(kind, said);
  }
  for (const kind of new Set(states.map((state) => state.kind))) {
    const medians = networksForecaster(kind, networks, states).forecast(histories, horizon);
    if (isFiniteForecast([medians])) answers.set(kind, medians);
  }
  const blended = blend && blendAnswers(blend, answers, horizon);
  if (blended) answers.set('blend', blended);
  const growths = measureGrowths(subjects, { networks, states, horizon, blend });
  return subjects.map((subject, index) => answerFor(subject, index, { answers, growths, request }));
}

/** undefined where one of its parts has not answered. */
function blendAnswers(
  blend: BlendShares,
  answers: ReadonlyMap<ForecasterKind, readonly Float64Array[]>,
  horizon: number,
): readonly Float64Array[] | undefined {
  const parts = Object.entries(blend).map(([kind, share]) => ({
    said: answers.get(kind as ForecasterKind),
    share,
  }));
  if (!parts.every(({ said }) => said)) return undefined;
  return parts[0]!.said!.map((_, index) =>
    blendSteps(
      parts.map(({ said, share }) => ({ values: said![index]!, share })),
      horizon,
    ),
  );
}

/** undefined where it cannot be fitted to the newest rows, or says what is no number. */
async function askBaseline(
  kind: BaselineKind,
  histories: readonly History[],
  horizon: number,
): Promise<readonly Float64Array[] | undefined> {
  try {
    const pause = () => Promise.resolve();
    const fitted = await createForecaster(kind, { horizon, pause }).fit(histories);
    const said = fitted.forecast(histories, horizon);
    return isNaive(kind) || isFiniteForecast([said]) ? said : undefined;
  } catch (error) {
    if (isNaive(kind) || !(error instanceof ForecastingError)) throw error;
    return undefined;
  }
}

function subjectOf(one: Series, index: number, request: ReforecastRequest): Subject {
  const previous = request.previous[index] ?? null;
  const prepared = prepareSeries(one, previous?.seasonLength ?? null);
  const { horizon, missing = 'mask', calendar = false } = request;
  const covariates = prepareCovariates(prepared, {
    horizon,
    covariates: request.covariates?.[index],
    calendar,
  });
  const seen = { ...prepared, index, missing, ...(covariates === undefined ? {} : { covariates }) };
  const then = previous ? prepared.axis.stamps.findLastIndex((stamp) => stamp <= previous.origin) : -1;
  return {
    prepared,
    history: historyAt(seen, prepared.values.length - 1),
    ...(then >= 0 && { historyThen: historyAt(seen, then) }),
    previous,
  };
}

function answerFor(
  subject: Subject,
  index: number,
  {
    answers,
    growths,
    request,
  }: {
    readonly answers: ReadonlyMap<ForecasterKind, readonly Float64Array[]>;
    readonly growths: BandGrowths;
    readonly request: ReforecastRequest;
  },
): Reforecast {
  const { horizon, bounds = noBounds } = request;
  const { prepared, previous } = subject;
  const wanted = [...answers].filter(([kind]) => !previous || kind in previous.forecasts || isNetwork(kind));
  const forecasts = wanted.map(([kind, values]) => {
    const said = values[index]!.map((value) => clipTo(bounds, value));
    const before = previous?.forecasts[kind];
    const bands = grownBands(said, before, { growth: growths(kind, index), bounds });
    const { yardstick } = before ?? {};
    return [kind, { values: [...said], bands, ...(yardstick && { yardstick }) }] as const;
  });
  const recommended = previous?.recommended ?? 'naive';
  return {
    name: prepared.name,
    origin: prepared.axis.stamps.at(-1)!,
    stamps: nextStamps(prepared.axis, horizon),
    recommended: forecasts.some(([kind]) => kind === recommended) ? recommended : 'naive',
    forecasts: Object.fromEntries(forecasts),
  };
}
