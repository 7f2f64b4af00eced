import { loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';
import { runSequence, sequenceGradients } from '#forecasting/recurrent/kernels/recurrent-sequence.ts';
import type { SequenceSpec } from '#forecasting/recurrent/kernels/sequence-workplace.ts';
import { readKernelBytes } from '#workers/kernel-bytes.ts';
import { randomSequence } from './random-sequence.ts';

// A program of its own, since relaxed SIMD is a flag of the whole process: computes the same layers with both builds and
// prints which build ran and how far the two are apart.

const { plain, ...rest } = readKernelBytes();
const both = [loadKernels({ plain, ...rest }), loadKernels({ plain })] as const;
const cells = [
  { cell: 'rnn', resetAfter: false },
  { cell: 'lstm', resetAfter: false },
  { cell: 'gru', resetAfter: false },
  { cell: 'gru', resetAfter: true },
] as const;
let worst = 0;
for (const cell of cells) {
  for (const [i, units] of [1, 3, 7, 13, 24].entries()) {
    const size = { batch: 5 + 6 * i, steps: 4 + 5 * i, features: 1 + i, units };
    const spec: SequenceSpec = { ...cell, ...size, returnSequences: true, gateActivation: 'sigmoid' };
    const inputs = randomSequence(spec, units);
    const [ours, others] = both.map((kernels) => {
      const { output, tape } = runSequence(kernels, spec, inputs, true);
      const gradients = sequenceGradients(kernels, spec, { ...inputs, tape }, output);
      return [output, ...Object.values(gradients)];
    }) as [Float32Array[], Float32Array[]];
    ours.forEach((values, p) => {
      values.forEach((value, at) => {
        worst = Math.max(worst, Math.abs(value - others[p]![at]!) / (1 + Math.abs(value)));
      });
    });
  }
}
console.log(JSON.stringify({ simd: both[0].simd, worst }));
