import { describe, expect, it } from 'vitest';
import type { Cell } from '#forecasting/recurrent/kernels/cell.ts';
import { runSequence, sequenceGradients } from '#forecasting/recurrent/kernels/recurrent-sequence.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import reference from '../../../reference/torch-cells.json' with { type: 'json' };

const kernels = loadTestKernels();
const { batch, steps, features, units } = reference;
const parts = ['input', 'kernel', 'recurrentKernel', 'bias'] as const;

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  const worst = Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value)));
  expect(worst).toBeLessThan(1e-5);
}

describe('runSequence() and sequenceGradients()', () => {
  it.each(reference.cases)(
    'equal PyTorch for $cell, the GRU with its reset after',
    ({ cell, values, output, outputWeights, gradients }) => {
      const spec = {
        cell: cell as Cell,
        batch,
        steps,
        features,
        units,
        gateActivation: 'sigmoid',
        resetAfter: cell === 'gru',
        returnSequences: true,
      } as const;
      const inputs = {
        input: Float32Array.from(values.input),
        kernel: Float32Array.from(values.kernel),
        recurrentKernel: Float32Array.from(values.recurrentKernel),
        bias: Float32Array.from(values.bias),
      };
      const ours = runSequence(kernels, spec, inputs, true);
      expectClose(ours.output, output);
      const slopes = sequenceGradients(
        kernels,
        spec,
        { ...inputs, tape: ours.tape },
        Float32Array.from(outputWeights),
      );
      for (const part of parts) expectClose(slopes[part], gradients[part]);
    },
  );
});
