import { describe, expect, it } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import { biasSize, gatesOf } from '#forecasting/recurrent/kernels/cell.ts';
import {
  runSequence,
  type SequenceInputs,
  type SequenceSpec,
  sequenceGradients,
} from '#forecasting/recurrent/kernels/recurrent-sequence.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import { loopStates } from '#tests/support/recurrent-loop.ts';

const kernels = loadTestKernels();

const cells = [
  { cell: 'rnn', resetAfter: false },
  { cell: 'lstm', resetAfter: false },
  { cell: 'gru', resetAfter: false },
  { cell: 'gru', resetAfter: true },
] as const;
const sizes = [
  { batch: 1, steps: 1, features: 1, units: 1 },
  { batch: 3, steps: 5, features: 2, units: 3 },
  { batch: 3, steps: 4, features: 5, units: 5 },
  { batch: 9, steps: 7, features: 1, units: 7 },
  { batch: 17, steps: 19, features: 2, units: 13 },
  { batch: 33, steps: 3, features: 4, units: 8 },
];
const cases = cells.flatMap((cell) =>
  sizes.flatMap((size) =>
    ([true, false] as const).map((returnSequences) => ({
      ...cell,
      ...size,
      returnSequences,
      gateActivation: 'sigmoid' as const,
    })),
  ),
);

function randomInputs(spec: SequenceSpec, seed: number): SequenceInputs {
  const random = createRandom(seed);
  const draw = (count: number, range: number) =>
    Float32Array.from({ length: count }, () => (2 * random() - 1) * range);
  const columns = gatesOf(spec.cell) * spec.units;
  return {
    input: draw(spec.batch * spec.steps * spec.features, 2),
    kernel: draw(spec.features * columns, 0.8),
    recurrentKernel: draw(spec.units * columns, 0.8 / Math.sqrt(spec.units)),
    bias: draw(biasSize(spec), 0.5),
  };
}

/** The output by the float64 loop. */
function loopOutput(spec: SequenceSpec, inputs: SequenceInputs): number[] {
  const { batch, steps, features, returnSequences } = spec;
  const layer = { ...spec, ...inputs, hardGates: spec.gateActivation === 'hardSigmoid' };
  return Array.from({ length: batch }, (_, b) => {
    const window = Array.from({ length: steps }, (_, t) =>
      inputs.input.subarray((b * steps + t) * features, (b * steps + t + 1) * features),
    );
    const states = loopStates(layer, window);
    return returnSequences ? states.flat() : states.at(-1)!;
  }).flat();
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

describe('runSequence()', () => {
  it.each(cases)(
    'computes $cell (reset after: $resetAfter) as a float64 loop does: $batch windows of $steps × $features, $units units, all states: $returnSequences',
    (spec) => {
      const inputs = randomInputs(spec, 7);
      const { output } = runSequence(kernels, spec, inputs, false);
      const expected = loopOutput(spec, inputs);
      expect(output.length).toBe(expected.length);
      expect(largestDifference(output, expected)).toBeLessThan(3e-6);
    },
  );
});

describe('sequenceGradients()', () => {
  it.each(cases)(
    'gives the slopes of $cell (reset after: $resetAfter): $batch windows of $steps × $features, $units units, all states: $returnSequences',
    (spec) => {
      const inputs = randomInputs(spec, 11);
      const { output, tape } = runSequence(kernels, spec, inputs, true);
      const random = createRandom(5);
      const weights = Float32Array.from(output, () => 2 * random() - 1);
      const gradients = sequenceGradients(kernels, spec, { ...inputs, tape }, weights);
      for (const name of ['input', 'kernel', 'recurrentKernel', 'bias'] as const) {
        const values = inputs[name];
        for (let probe = 0; probe < 6; probe++) {
          const at = Math.floor(random() * values.length);
          const slope = loopSlope(spec, inputs, { name, at, weights });
          expect(Math.abs(gradients[name][at]! - slope)).toBeLessThan(2e-5 * (1 + Math.abs(slope)));
        }
      }
    },
  );
});

/** Central difference of the weighted sum of outputs, by the float64 loop. */
function loopSlope(
  spec: SequenceSpec,
  inputs: SequenceInputs,
  { name, at, weights }: { name: keyof SequenceInputs; at: number; weights: Float32Array },
): number {
  const step = 1e-5;
  const total = (shift: number) => {
    const moved = Float64Array.from(inputs[name]);
    moved[at] = moved[at]! + shift;
    const output = loopOutput(spec, { ...inputs, [name]: moved });
    return output.reduce((sum, value, i) => sum + value * weights[i]!, 0);
  };
  return (total(step) - total(-step)) / (2 * step);
}
