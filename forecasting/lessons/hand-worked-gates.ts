import type { KernelModule } from '../recurrent/kernels/kernel-module.ts';
import { traceSequence } from '../recurrent/kernels/sequence-trace.ts';

/** A candidate so small that tanh hardly bends it; the state is scaled back by it. */
const gentle = 1e-2;
/** A gate held this far open is as good as open. */
const closest = 1e-4;

/**
 * The cell state of an LSTM of one unit whose gates are held by hand: the forget gate at `keep`, the input gate at
 * 1 − keep. c ← keep · c + (1 − keep) · x, which is exponential smoothing.
 *
 * @returns A state for every observation, in the units of the observations.
 *
 * @example
 * stateOfHeldGates(kernels, Float32Array.of(1, 1), 0.5) // [0.5, 0.75]
 */
export function stateOfHeldGates(kernels: KernelModule, values: Float32Array, keep: number): Float32Array {
  const held = Math.min(1 - closest, Math.max(closest, keep));
  const logit = Math.log(held / (1 - held));
  const spec = {
    cell: 'lstm',
    features: 1,
    units: 1,
    gateActivation: 'sigmoid',
    resetAfter: false,
    batch: 1,
    steps: values.length,
    returnSequences: true,
  } as const;
  const trace = traceSequence(kernels, spec, {
    input: values,
    // Gates in the order input, forget, candidate, output.
    kernel: Float32Array.of(0, 0, gentle, 0),
    recurrentKernel: new Float32Array(4),
    bias: Float32Array.of(-logit, logit, 0, 0),
  });
  return trace.cell!.map((value) => value / gentle);
}
