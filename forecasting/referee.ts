import { type BlendPart, blendForecaster, networksForecaster } from './combined-forecaster.ts';
import { createForecaster } from './create-forecaster.ts';
import { ForecastingError } from './errors.ts';
import { createLossTable, type ScoredSeries } from './evaluation/loss-table.ts';
import { seasonalScale } from './evaluation/metrics/seasonal-scale.ts';
import { historyAt } from './evaluation/panel.ts';
import { estimateSkills } from './evaluation/skill-interval.ts';
import type { FittedForecaster, History } from './forecaster.ts';
import { type FittedKind, type ForecasterKind, isNetwork, networkKinds } from './forecaster-kind.ts';
import type { FittedNetwork, NetworkState, RestoreNetwork } from './network-forecaster.ts';
import { deriveSeed } from './random.ts';
import type { BacktestFold, BlendShares, RunResult, SeriesResult } from './run-result.ts';
import { prepareSeries } from './running/prepare-series.ts';
import { reachOf } from './running/run-losses.ts';
import type { Series } from './series/series.ts';

/** What the run in office said about a series. */
export type ChampionSeries = Pick<SeriesResult, 'origin' | 'recommended' | 'seasonLength'>;

/** How a newly trained run did against the one in office, on rows that neither has seen. */
export interface Challenge {
  /** 'unanswered': the champion cannot forecast what is asked now. */
  readonly outcome: 'wins' | 'ties' | 'loses' | 'unanswered';
  /** 1 − error of the challenger / error of the champion; null where nothing could be compared. */
  readonly skill: number | null;
  /** 95 % interval of the skill, corrected for having chosen the challenger among the run's networks. */
  readonly interval: readonly [number, number] | null;
  /** Origins compared. */
  readonly origins: number;
  /** Observations compared, each counted once. */
  readonly rows: number;
  readonly champion: ForecasterKind | null;
  readonly challenger: ForecasterKind;
}

export interface ChallengeRequest {
  /** As the challenger saw them; those without a value left out. */
  readonly series: readonly Series[];
  readonly result: RunResult;
  /** One a series, in the same order; null for one that the champion did not judge. */
  readonly champion: readonly (ChampionSeries | null)[];
  /** What the champion's blend is made of, where it has one. */
  readonly blend?: BlendShares | undefined;
}

/**
 * Compares a run with the one in office, on the origins of its backtest that lie after everything the champion
 * was trained on: the challenger's weights of the backtest have seen none of these rows, and neither have the
 * champion's. Each side answers by the forecaster that it recommends.
 *
 * The interval is that of `estimateSkills()`, with all networks of the challenger as candidates, since the
 * recommended one was chosen on these origins.
 *
 * @param states The champion's networks; none where it is a baseline.
 *
 * @example
 * judgeChallenge({ series, result, champion }, states, restoreForecaster).outcome; // 'ties'
 */
export async function judgeChallenge(
  request: ChallengeRequest,
  states: readonly NetworkState[],
  restore: RestoreNetwork,
): Promise<Challenge> {
  const networks: FittedNetwork[] = [];
  try {
    networks.push(...states.map(restore));
    const office = await takeOffice(request, networks, states);
    return judgeAnswers(
      request,
      request.result.series.flatMap((_, index) => compareSeries(request, index, office)),
    );
  } catch (problem) {
    if (!(problem instanceof ForecastingError) || problem.code !== 'model-mismatch') throw problem;
    return { ...undecided(request), outcome: 'unanswered' };
  } finally {
    for (const network of networks) network.dispose();
  }
}

/** What the champion forecasts with, by kind. */
type Office = ReadonlyMap<ForecasterKind, FittedForecaster>;

/** Baselines are fitted on what the champion had seen, and on nothing after it. */
async function takeOffice(
  { series, result, champion, blend }: ChallengeRequest,
  networks: readonly FittedNetwork[],
  states: readonly NetworkState[],
): Promise<Office> {
  const seen = champion.flatMap((known, index) => (known ? [seenBy(series[index]!, known)] : []));
  const kinds = new Set(champion.flatMap((known) => (known ? [known.recommended] : [])));
  const fitAlone = async (kind: FittedKind): Promise<FittedForecaster> => {
    if (isNetwork(kind)) return networksForecaster(kind, networks, states);
    return createForecaster(kind, { horizon: result.horizon, pause: () => Promise.resolve() }).fit(seen);
  };
  const office = new Map<ForecasterKind, FittedForecaster>();
  for (const kind of kinds) {
    office.set(kind, kind === 'blend' ? await fitBlend(blend ?? {}, fitAlone) : await fitAlone(kind));
  }
  return office;
}

async function fitBlend(
  shares: BlendShares,
  fitAlone: (kind: FittedKind) => Promise<FittedForecaster>,
): Promise<FittedForecaster> {
  const parts: BlendPart[] = [];
  for (const [kind, share] of Object.entries(shares)) {
    parts.push({ fitted: await fitAlone(kind as FittedKind), share });
  }
  return blendForecaster(parts);
}

function seenBy(series: Series, { origin, seasonLength }: ChampionSeries): History {
  const prepared = prepareSeries(series, seasonLength);
  return historyAt(
    prepared,
    prepared.axis.stamps.findLastIndex((stamp) => stamp <= origin),
  );
}

/** One series on the rows that neither side has seen. */
interface ComparedSeries {
  readonly folds: readonly BacktestFold[];
  /** Champion, challenger, then every network of the challenger; by origin what each says. */
  readonly forecasts: readonly (readonly ArrayLike<number>[])[];
  readonly scale: number | null;
}

function compareSeries(
  { series, result, champion }: ChallengeRequest,
  index: number,
  office: Office,
): ComparedSeries[] {
  const known = champion[index];
  const own = result.series[index]!;
  const folds = known ? own.folds.filter(({ originStamp }) => originStamp >= known.origin) : [];
  if (!known || folds.length === 0) return [];
  const prepared = prepareSeries(series[index]!, known.seasonLength);
  const histories = folds.map(({ originIndex }) => historyAt({ ...prepared, index }, originIndex));
  const answers = office.get(known.recommended)!.forecast(histories, result.horizon);
  const ofKind = (kind: ForecasterKind) => folds.map(({ forecasts }) => forecasts[kind] ?? []);
  const others = networkKinds.filter((kind) => folds.every(({ forecasts }) => forecasts[kind]));
  const before = historyAt(prepared, folds[0]!.originIndex);
  return [
    {
      folds,
      forecasts: [answers, ofKind(own.recommended), ...others.map(ofKind)],
      scale: seasonalScale(before.values, prepared.seasonLength)?.absolute ?? null,
    },
  ];
}

function judgeAnswers(request: ChallengeRequest, compared: readonly ComparedSeries[]): Challenge {
  const { result } = request;
  const usable = compared.length > 1 ? compared.filter(({ scale }) => scale !== null) : compared;
  if (usable.length === 0) return undecided(request);
  const table = createLossTable(usable.map((one) => scoredSeries(one, compared.length > 1)));
  const networks = Math.min(...usable.map(({ forecasts }) => forecasts.length)) - 2;
  const candidates = Array.from({ length: 1 + networks }, (_, place) => place + 1);
  const [estimate] = estimateSkills(table, {
    candidates,
    reference: 0,
    reach: Math.max(1, ...usable.map(({ folds }) => reachOf(originsOf(folds), result.horizon))),
    seed: deriveSeed(result.seed, 'referee'),
  });
  const { skill, interval } = estimate!;
  return {
    ...undecided(request),
    outcome: outcomeOf(interval),
    skill,
    interval,
    origins: table.slots,
    rows: usable.reduce((rows, { folds }) => rows + observedStamps(folds).size, 0),
  };
}

const originsOf = (folds: readonly BacktestFold[]) => folds.map(({ originIndex }) => originIndex);

function scoredSeries({ folds, forecasts, scale }: ComparedSeries, isScaled: boolean): ScoredSeries {
  const actuals = folds.map(({ actual }) => actual.map((value) => value ?? Number.NaN));
  return { actuals, forecasts, scale: isScaled ? scale! : 1 };
}

function outcomeOf(interval: Challenge['interval']): Challenge['outcome'] {
  if (interval === null) return 'ties';
  if (interval[0] > 0) return 'wins';
  return interval[1] < 0 ? 'loses' : 'ties';
}

function observedStamps(folds: readonly BacktestFold[]): Set<number> {
  return new Set(folds.flatMap(({ stamps, actual }) => stamps.filter((_, step) => actual[step] !== null)));
}

function undecided({ result, champion }: ChallengeRequest): Challenge {
  const kind = champion.find((one) => one !== null)?.recommended ?? null;
  const nothing = { skill: null, interval: null, origins: 0, rows: 0 };
  return { outcome: 'ties', ...nothing, champion: kind, challenger: result.recommended };
}
