import type { NetworkKind } from '../forecaster-kind.ts';
import type { Variation } from './variation.ts';

/** More networks of a kind than this hardly change their median. */
export const mostMembers = 24;

/** One network that a run is to train. */
export interface PlannedMember {
  readonly kind: NetworkKind;
  /** 0-based among the networks of its kind. */
  readonly member: number;
  /** 0-based: members that share it and their variation start and learn alike. */
  readonly seedNumber: number;
  readonly variation: Variation;
  /** Place of the one series that it learns and answers for; undefined: all of them. */
  readonly series?: number;
  /** Stops a replay where the first training had ended; undefined otherwise. */
  readonly lastEpoch?: number;
  /** Replays a network that learned nothing about how far off it is; left out otherwise. */
  readonly withoutOffsets?: boolean;
}

/**
 * The networks that a run trains whatever its budget: each seed in each variation, all kinds by turns, so that a run
 * that is cut short has something of every kind; first those for all series, then, where asked for, one a series.
 *
 * @param localSeries How many series get a network each; 0: none.
 *
 * @example
 * planMembers(['lstm', 'gru'], { seeds: 2, variations: [{ lookback: 24, normalisation: 'log' }], localSeries: 0 }).map(({ kind }) => kind);
 * // ['lstm', 'gru', 'lstm', 'gru']
 */
export function planMembers(
  kinds: readonly NetworkKind[],
  { seeds, variations, localSeries }: PlanOptions,
): readonly PlannedMember[] {
  const planned: PlannedMember[] = [];
  let member = 0;
  const add = (rest: Omit<PlannedMember, 'kind' | 'member'>) => {
    for (const kind of kinds) planned.push({ kind, member, ...rest });
    member++;
  };
  for (let seedNumber = 0; seedNumber < seeds; seedNumber++) {
    for (const variation of variations) add({ seedNumber, variation });
    for (const variation of variations) {
      for (let series = 0; series < localSeries; series++) add({ seedNumber, variation, series });
    }
  }
  return planned;
}

/** What is planned. */
export interface PlanOptions {
  readonly seeds: number;
  readonly variations: readonly Variation[];
  readonly localSeries: number;
}
