import type { KernelModule } from '#forecasting/recurrent/kernels/kernel-module.ts';
import { stateGradients } from '#forecasting/recurrent/kernels/sequence-trace.ts';
import { randomSequence } from './random-sequence.ts';

/** The gradient by every state of one small LSTM: the same numbers wherever it is computed. */
export function fadingGradients(kernels: KernelModule): { hidden: number[]; cell: number[] } {
  const spec = {
    cell: 'lstm',
    batch: 3,
    steps: 12,
    features: 2,
    units: 5,
    gateActivation: 'sigmoid',
    resetAfter: false,
    returnSequences: false,
  } as const;
  const outputGradient = new Float32Array(spec.batch * spec.units).fill(1);
  const { hidden, cell } = stateGradients(kernels, spec, randomSequence(spec, 4), outputGradient);
  return { hidden: [...hidden], cell: [...cell!] };
}
