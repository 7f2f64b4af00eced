import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import { runSequence, sequenceGradients } from '#forecasting/recurrent/kernels/recurrent-sequence.ts';
import type { SequenceInputs, SequenceSpec } from '#forecasting/recurrent/kernels/sequence-workplace.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import { loopOutput, loopSlope, randomSequence } from '#tests/support/random-sequence.ts';

const kernels = loadTestKernels();
const parts = ['input', 'kernel', 'recurrentKernel', 'bias'] as const;

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
const cases: SequenceSpec[] = cells.flatMap((cell) =>
  sizes.flatMap((size) =>
    ([true, false] as const).map((returnSequences) => ({
      ...cell,
      ...size,
      returnSequences,
      gateActivation: 'sigmoid' as const,
    })),
  ),
);
const anySpec: fc.Arbitrary<SequenceSpec> = fc
  .record({
    kind: fc.constantFrom(...cells),
    batch: fc.integer({ min: 1, max: 35 }),
    steps: fc.integer({ min: 1, max: 20 }),
    features: fc.integer({ min: 1, max: 9 }),
    units: fc.integer({ min: 1, max: 19 }),
    returnSequences: fc.boolean(),
    gateActivation: fc.constantFrom('sigmoid' as const, 'hardSigmoid' as const),
  })
  .map(({ kind, ...rest }) => ({ ...kind, ...rest }));

function draw(count: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count }, () => 2 * random() - 1);
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i]!)));
  expect(worst).toBeLessThan(tolerance);
}

/** Every gradient, against how the outputs of the float64 loop move along random directions. */
function expectSlopes(spec: SequenceSpec, inputs: SequenceInputs): void {
  const { output, tape } = runSequence(kernels, spec, inputs, true);
  const weights = draw(output.length, 3);
  const gradients = sequenceGradients(kernels, spec, { ...inputs, tape }, weights);
  parts.forEach((part, p) => {
    const direction = draw(inputs[part].length, 10 + p);
    const expected = loopSlope(spec, inputs, { part, direction, weights });
    const terms = Array.from(gradients[part], (gradient, i) => gradient * direction[i]!);
    const scale = terms.reduce((sum, term) => sum + Math.abs(term), 1);
    const slope = terms.reduce((sum, term) => sum + term, 0);
    expect(Math.abs(slope - expected) / scale, part).toBeLessThan(1e-5);
  });
}

describe('runSequence()', () => {
  it.each(cases)(
    'computes $cell (reset after: $resetAfter) as a float64 loop does: $batch windows of $steps × $features, $units units, all states: $returnSequences',
    (spec) => {
      const inputs = randomSequence(spec, 7);
      expectClose(runSequence(kernels, spec, inputs, false).output, loopOutput(spec, inputs), 3e-6);
    },
  );

  it('computes any shape as a float64 loop does', () => {
    fc.assert(
      fc.property(anySpec, fc.integer(), (spec, seed) => {
        const inputs = randomSequence(spec, seed);
        expectClose(runSequence(kernels, spec, inputs, false).output, loopOutput(spec, inputs), 5e-6);
      }),
      { numRuns: 150 },
    );
  });

  it.each(cells)('saturates as the float64 loop does: $cell (reset after: $resetAfter)', (cell) => {
    const spec = {
      ...cell,
      batch: 4,
      steps: 6,
      features: 2,
      units: 5,
      returnSequences: true,
      gateActivation: 'sigmoid',
    } as const;
    const inputs = randomSequence(spec, 2);
    const large = { ...inputs, input: inputs.input.map((value) => value * 1e4) };
    expectClose(runSequence(kernels, spec, large, false).output, loopOutput(spec, large), 1e-5);
    const slopes = sequenceGradients(
      kernels,
      spec,
      { ...large, tape: new Float32Array(0) },
      new Float32Array(4 * 6 * 5).fill(1),
    );
    for (const part of parts) expect(slopes[part].every(Number.isFinite)).toBe(true);
    const infinite = { ...inputs, input: inputs.input.map((value) => (value > 0 ? Infinity : -Infinity)) };
    const { output } = runSequence(
      kernels,
      spec,
      { ...infinite, kernel: inputs.kernel.map(Math.abs) },
      false,
    );
    for (const value of output) expect(Number.isNaN(value) || Math.abs(value) <= 6).toBe(true);
  });

  it.each(cells)(
    'keeps a NaN within its window and shows it there: $cell (reset after: $resetAfter)',
    (cell) => {
      const spec = {
        ...cell,
        batch: 18,
        steps: 6,
        features: 2,
        units: 5,
        returnSequences: true,
        gateActivation: 'sigmoid',
      } as const;
      const inputs = randomSequence(spec, 2);
      const clean = runSequence(kernels, spec, inputs, false).output;
      // Window 3, step 2.
      inputs.input[(3 * spec.steps + 2) * spec.features] = Number.NaN;
      const { output } = runSequence(kernels, spec, inputs, false);
      output.forEach((value, i) => {
        const window = Math.floor(i / (spec.steps * spec.units));
        const step = Math.floor(i / spec.units) % spec.steps;
        if (window === 3 && step >= 2) expect(value).toBeNaN();
        else expect(value).toBe(clean[i]);
      });
    },
  );

  it('gives all its memory back', () => {
    expect(kernels.memory.used).toBe(0);
  });
});

describe('sequenceGradients()', () => {
  it.each(cases)(
    'gives the slopes of $cell (reset after: $resetAfter): $batch windows of $steps × $features, $units units, all states: $returnSequences',
    (spec) => {
      expectSlopes(spec, randomSequence(spec, 11));
    },
  );

  it('gives the slopes of any shape', () => {
    fc.assert(
      // Hard gates have corners, where a difference is no slope.
      fc.property(anySpec, fc.integer(), (spec, seed) => {
        expectSlopes({ ...spec, gateActivation: 'sigmoid' }, randomSequence(spec, seed));
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same bits with the tape and without', () => {
    fc.assert(
      fc.property(anySpec, fc.integer(), (spec, seed) => {
        const inputs = randomSequence(spec, seed);
        const { output, tape } = runSequence(kernels, spec, inputs, true);
        const weights = draw(output.length, seed);
        const kept = sequenceGradients(kernels, spec, { ...inputs, tape }, weights);
        const again = sequenceGradients(kernels, spec, { ...inputs, tape: new Float32Array(0) }, weights);
        expect(again).toEqual(kept);
      }),
      { numRuns: 60 },
    );
  });

  it.each(cells)('fade to zero and never to subnormal numbers: $cell (reset after: $resetAfter)', (cell) => {
    const spec = {
      ...cell,
      batch: 2,
      steps: 400,
      features: 1,
      units: 4,
      returnSequences: false,
      gateActivation: 'sigmoid',
    } as const;
    const { input } = sequenceGradients(
      kernels,
      spec,
      { ...randomSequence(spec, 2), tape: new Float32Array(0) },
      new Float32Array(8).fill(1),
    );
    const smallestNormal = 2 ** -126;
    expect(input[0]).toBe(0);
    expect(Math.abs(input[399]!)).toBeGreaterThan(1e-4);
    expect(input.filter((slope) => slope !== 0 && Math.abs(slope) < smallestNormal)).toHaveLength(0);
  });

  it.each(cells)('shows a NaN in the gradients of the weights: $cell (reset after: $resetAfter)', (cell) => {
    const spec = {
      ...cell,
      batch: 2,
      steps: 3,
      features: 2,
      units: 3,
      returnSequences: false,
      gateActivation: 'sigmoid',
    } as const;
    const inputs = randomSequence(spec, 2);
    inputs.input[1] = Number.NaN;
    const gradients = sequenceGradients(
      kernels,
      spec,
      { ...inputs, tape: new Float32Array(0) },
      new Float32Array(6).fill(1),
    );
    for (const part of ['kernel', 'recurrentKernel', 'bias'] as const) {
      expect(gradients[part].some(Number.isNaN)).toBe(true);
    }
  });
});
