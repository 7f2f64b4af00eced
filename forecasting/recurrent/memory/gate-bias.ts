import type { NetworkShape } from '../network-shape.ts';

/** What the bias of a cell depends on before training. */
export type BiasShape = Pick<NetworkShape, 'kind' | 'units' | 'segment'>;

/**
 * The bias that a cell starts from, in the order of its gates.
 *
 * Without a memory an LSTM's forget gate starts at 1 (R. Jozefowicz et al., 2015) and all else at 0. A memory of T
 * observations sets the gate that keeps to log T and the one that lets in to −log T, so that each unit keeps
 * T / (T + 1) of its state a step and forgets at the scale of T (C. Tallec, Y. Ollivier, "Can recurrent neural networks
 * warp time?", 2018, with one T for all units). Of a GRU, whose update gate does both, it is that gate. T counts
 * observations; a step of the cell holds a segment of them, and less than one step is one. A simple RNN has no gate to
 * set.
 *
 * @returns [4 · units] for an LSTM (input, forget, candidate, output), [3 · units] for a GRU (update, reset,
 *   candidate), [units] for a simple RNN.
 *
 * @example startingBias({ kind: 'lstm', units: 1, segment: 1 }, 24) // −3.178, 3.178, 0, 0
 */
export function startingBias({ kind, units, segment }: BiasShape, memory?: number): Float32Array {
  const bias = new Float32Array(units * { rnn: 1, lstm: 4, gru: 3 }[kind]);
  if (kind === 'rnn') return bias;
  if (memory === undefined) return kind === 'lstm' ? bias.fill(1, units, 2 * units) : bias;
  const kept = Math.log(Math.max(1, memory / segment));
  if (kind === 'gru') return bias.fill(kept, 0, units);
  return bias.fill(-kept, 0, units).fill(kept, units, 2 * units);
}
