import type { FittedForecaster, History } from './forecaster.ts';
import type { NetworkKind } from './forecaster-kind.ts';
import { answersFor, type NetworkState } from './network-forecaster.ts';
import { blendSteps } from './running/blend-steps.ts';
import { medianOf } from './running/combine-members.ts';

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
 * The networks of one kind as one forecaster: at each step the median of those that answer for the series. They stay
 * their owner's to dispose of.
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
  return {
    forecast(histories, horizon) {
      const answers = new Map<History, Float64Array[]>(histories.map((history) => [history, []]));
      networks.forEach((network, n) => {
        if (states[n]!.kind !== kind) return;
        const own = histories.filter(({ series }) => answersFor(states[n]!, series ?? 0));
        network.forecast(own, horizon).forEach((said, i) => {
          answers.get(own[i]!)!.push(said);
        });
      });
      return histories.map((history) => medianOf(answers.get(history)!, horizon));
    },
    dispose: () => undefined,
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
