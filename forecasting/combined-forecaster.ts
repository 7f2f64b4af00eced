import type { FittedForecaster, ForecastWithOffsets, History } from './forecaster.ts';
import type { NetworkKind } from './forecaster-kind.ts';
import { answersFor, type NetworkState } from './network-forecaster.ts';
import { blendSteps } from './running/blend-steps.ts';
import { medianOf } from './running/combine-members.ts';
import { geometricMean, joinOffsets } from './running/combine-offsets.ts';

/**
 * Several fitted forecasters as one that answers by the median at each step; they stay their owner's to dispose of.
 *
 * @example
 * medianForecaster(fitted).forecast(histories, 12)[0].length; // 12
 */
export function medianForecaster(members: readonly FittedForecaster[]): FittedForecaster {
  return combine(members, (answers, horizon) => medianOf(answers, horizon));
}

/**
 * The networks of one kind as one forecaster: at each step the median of those that answer for the series, and the
 * geometric mean of how far off they expect to be, where all of them say so. They stay their owner's to dispose of.
 *
 * @param networks Of all kinds.
 * @param states What each is, in the same order.
 *
 * @example
 * networksForecaster('gru', fitted, states).forecast(histories, 12)[0].length; // 12
 */
export function networksForecaster(
  kind: NetworkKind,
  networks: readonly FittedForecaster[],
  states: readonly Pick<NetworkState, 'kind' | 'series'>[],
): FittedForecaster {
  const own = networks.flatMap((network, n) =>
    states[n]!.kind === kind ? [{ network, state: states[n]! }] : [],
  );
  /** What the networks that answer for a history say of it, by history. */
  const gather = <T>(
    histories: readonly History[],
    ask: (network: FittedForecaster, some: readonly History[]) => readonly T[],
  ): readonly T[][] => {
    const answers = new Map<History, T[]>(histories.map((history) => [history, []]));
    for (const { network, state } of own) {
      const some = histories.filter(({ series }) => answersFor(state, series ?? 0));
      ask(network, some).forEach((said, i) => {
        answers.get(some[i]!)!.push(said);
      });
    }
    return histories.map((history) => answers.get(history)!);
  };
  return {
    forecast: (histories, horizon) =>
      gather(histories, (network, some) => network.forecast(some, horizon)).map((said) =>
        medianOf(said, horizon),
      ),
    ...(own.every(({ network }) => network.forecastWithOffsets) && {
      forecastWithOffsets: (histories, horizon) =>
        gather(histories, (network, some) => network.forecastWithOffsets!(some, horizon)).map((said) =>
          joinAnswers(said, horizon),
        ),
    }),
    dispose: () => undefined,
  };
}

function joinAnswers(said: readonly ForecastWithOffsets[], horizon: number): ForecastWithOffsets {
  const offsets = said.flatMap((answer) => answer.offsets ?? []);
  return {
    values: medianOf(
      said.map(({ values }) => values),
      horizon,
    ),
    ...(offsets.length === said.length && { offsets: joinOffsets(offsets, geometricMean) }),
  };
}

/** A forecaster and how much it counts. */
export interface BlendPart {
  readonly fitted: FittedForecaster;
  readonly share: number;
}

/**
 * Several fitted forecasters as one that answers by their weighted mean at each step; they stay their owner's to
 * dispose of.
 *
 * @example
 * blendForecaster([{ fitted, share: 0.7 }, { fitted: theta, share: 0.3 }]).forecast(histories, 12)[0].length; // 12
 */
export function blendForecaster(parts: readonly BlendPart[]): FittedForecaster {
  return combine(
    parts.map(({ fitted }) => fitted),
    (answers, horizon) =>
      blendSteps(
        answers.map((values, i) => ({ values, share: parts[i]!.share })),
        horizon,
      ),
  );
}

function combine(
  members: readonly FittedForecaster[],
  join: (answers: readonly Float64Array[], horizon: number) => Float64Array,
): FittedForecaster {
  return {
    forecast(histories, horizon) {
      const said = members.map((member) => member.forecast(histories, horizon));
      return histories.map((_, i) =>
        join(
          said.map((one) => one[i]!),
          horizon,
        ),
      );
    },
    dispose: () => undefined,
  };
}
