import type { NetworkKind } from '../forecaster-kind.ts';
import type { Variation } from './variation.ts';

/** One network that a run is to train. */
export interface PlannedMember {
  readonly kind: NetworkKind;
  /** 0-based among the networks of its kind. */
  readonly member: number;
  /** 0-based: members that share it and their variation start and learn alike. */
  readonly seedNumber: number;
  readonly variation: Variation;
  /** Stops a replay where the first training had ended; undefined otherwise. */
  readonly lastEpoch?: number;
}

/**
 * The networks that a run trains whatever its budget: each seed in each variation, all kinds by turns, so that a run
 * that is cut short has something of every kind.
 *
 * @example
 * planMembers(['lstm', 'gru'], 2, [{ lookback: 24, normalisation: 'log' }]).map(({ kind }) => kind);
 * // ['lstm', 'gru', 'lstm', 'gru']
 */
export function planMembers(
  kinds: readonly NetworkKind[],
  seeds: number,
  variations: readonly Variation[],
): readonly PlannedMember[] {
  return Array.from({ length: seeds }, (_, seedNumber) =>
    variations.flatMap((variation, v) =>
      kinds.map((kind) => ({ kind, member: seedNumber * variations.length + v, seedNumber, variation })),
    ),
  ).flat();
}
