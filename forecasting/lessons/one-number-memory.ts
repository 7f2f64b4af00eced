import type { KernelModule } from '../recurrent/kernels/kernel-module.ts';
import { runSequence } from '../recurrent/kernels/recurrent-sequence.ts';

/** Half of it, a hundredth of it. */
const half = 0.5;
const trace = 0.01;

/**
 * The hidden state of a simple RNN of one unit that keeps a share of it: h ← tanh(x + keep · h).
 *
 * @returns A state for every observation.
 *
 * @example
 * memoryOfOneNumber(kernels, Float32Array.of(1, 0), 0.5) // [0.7616, 0.3634]
 */
export function memoryOfOneNumber(kernels: KernelModule, values: Float32Array, keep: number): Float32Array {
  const spec = {
    cell: 'rnn',
    features: 1,
    units: 1,
    gateActivation: 'sigmoid',
    resetAfter: false,
    batch: 1,
    steps: values.length,
    returnSequences: true,
  } as const;
  const weights = {
    kernel: Float32Array.of(1),
    recurrentKernel: Float32Array.of(keep),
    bias: new Float32Array(1),
  };
  return runSequence(kernels, spec, { input: values, ...weights }, false).output;
}

/** How a single pulse fades in the state. */
export interface PulseFading {
  /** The difference that the pulse makes to the state, by steps after it, as a share of the difference at once. */
  readonly left: readonly number[];
  /** The first step with less than a half, and with less than a hundredth; null where the window ends before. */
  readonly halfAfter: number | null;
  readonly goneAfter: number | null;
  /** The step at which keep alone, without the tanh, leaves less than a hundredth; null where it never does. */
  readonly ruleGoneAfter: number | null;
}

/**
 * Sends a pulse of one standard deviation into the middle of a series and follows what it changes: the same states are
 * computed with it and without.
 *
 * @example
 * fadingOfPulse(kernels, values, 0.9).goneAfter // 24, where the rule says 44
 */
export function fadingOfPulse(kernels: KernelModule, values: Float32Array, keep: number): PulseFading {
  const at = Math.floor(values.length / 3);
  const nudged = values.slice();
  nudged[at]! += 1;
  const without = memoryOfOneNumber(kernels, values, keep);
  const withPulse = memoryOfOneNumber(kernels, nudged, keep);
  const differences = Array.from(withPulse.subarray(at), (state, i) => Math.abs(state - without[at + i]!));
  const left = differences.map((difference) => difference / differences[0]!);
  const below = (share: number) => {
    const found = left.findIndex((value) => value < share);
    return found < 0 ? null : found;
  };
  const rule = keep <= 0 ? 1 : Math.floor(Math.log(trace) / Math.log(keep)) + 1;
  return {
    left,
    halfAfter: below(half),
    goneAfter: below(trace),
    ruleGoneAfter: keep >= 1 ? null : rule,
  };
}
