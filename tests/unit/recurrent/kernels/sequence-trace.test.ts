import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import { runSequence } from '#forecasting/recurrent/kernels/recurrent-sequence.ts';
import { type Gate, stateGradients, traceSequence } from '#forecasting/recurrent/kernels/sequence-trace.ts';
import type { SequenceInputs, SequenceSpec } from '#forecasting/recurrent/kernels/sequence-workplace.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import { randomSequence } from '#tests/support/random-sequence.ts';
import { type LoopStep, loopSteps, type Nudge } from '#tests/support/recurrent-loop.ts';

const kernels = loadTestKernels();

const cells = [
  { cell: 'rnn', resetAfter: false },
  { cell: 'lstm', resetAfter: false },
  { cell: 'gru', resetAfter: false },
  { cell: 'gru', resetAfter: true },
] as const;
const sizes = { batch: 18, steps: 6, features: 2, units: 5 } as const;
const anySpec: fc.Arbitrary<SequenceSpec> = fc
  .record({
    kind: fc.constantFrom(...cells),
    batch: fc.integer({ min: 1, max: 19 }),
    steps: fc.integer({ min: 1, max: 20 }),
    features: fc.integer({ min: 1, max: 4 }),
    units: fc.integer({ min: 1, max: 9 }),
    returnSequences: fc.boolean(),
    gateActivation: fc.constantFrom('sigmoid' as const, 'hardSigmoid' as const),
  })
  .map(({ kind, ...rest }) => ({ ...kind, ...rest }));

/** The float64 loop over one window of the batch. */
function reference(spec: SequenceSpec, inputs: SequenceInputs, window: number, nudge?: Nudge): LoopStep[] {
  const { steps, features } = spec;
  const rows = Array.from({ length: steps }, (_, t) => {
    const from = (window * steps + t) * features;
    return inputs.input.subarray(from, from + features);
  });
  return loopSteps({ ...spec, ...inputs, hardGates: spec.gateActivation === 'hardSigmoid' }, rows, nudge);
}

/** One window's steps out of [batch, steps, units]. */
function stepsOf(values: Float32Array, { steps, units }: SequenceSpec, window: number): number[][] {
  return Array.from({ length: steps }, (_, t) => {
    const from = (window * steps + t) * units;
    return [...values.subarray(from, from + units)];
  });
}

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)));
  expect(worst).toBeLessThan(tolerance);
}

function expectTrace(spec: SequenceSpec, inputs: SequenceInputs): void {
  const trace = traceSequence(kernels, spec, inputs);
  for (const window of [0, spec.batch - 1]) {
    const steps = reference(spec, inputs, window);
    const compare = (values: Float32Array, part: (step: LoopStep) => number[]) =>
      expectClose(stepsOf(values, spec, window).flat(), steps.flatMap(part), 5e-6);
    compare(trace.hidden, ({ hidden }) => hidden);
    if (trace.cell) compare(trace.cell, ({ cell }) => cell);
    expect(Object.keys(trace.gates).sort()).toEqual(Object.keys(steps[0]!.gates).sort());
    for (const [gate, values] of Object.entries(trace.gates)) compare(values, ({ gates }) => gates[gate]!);
  }
}

/** How fast the weighted sum of one window's outputs moves when one state is nudged: a central difference in float64. */
function slopeBy(
  spec: SequenceSpec,
  inputs: SequenceInputs,
  { window, weights, ...place }: Omit<Nudge, 'by'> & { window: number; weights: Float32Array },
): number {
  const count = (spec.returnSequences ? spec.steps : 1) * spec.units;
  const own = weights.subarray(window * count, (window + 1) * count);
  const total = (by: number) => {
    const steps = reference(spec, inputs, window, { ...place, by }).map(({ hidden }) => hidden);
    const output = spec.returnSequences ? steps.flat() : steps.at(-1)!;
    return output.reduce((sum, value, i) => sum + value * own[i]!, 0);
  };
  return (total(1e-5) - total(-1e-5)) / 2e-5;
}

function expectStateGradients(spec: SequenceSpec, inputs: SequenceInputs): void {
  const random = createRandom(5);
  const count = spec.batch * (spec.returnSequences ? spec.steps : 1) * spec.units;
  const weights = Float32Array.from({ length: count }, () => 2 * random() - 1);
  const gradients = stateGradients(kernels, spec, inputs, weights);
  for (const state of ['hidden', 'cell'] as const) {
    const values = gradients[state];
    if (values === null) continue;
    const window = spec.batch - 1;
    const ours = stepsOf(values, spec, window);
    const expected = ours.map((units, step) =>
      units.map((_, unit) => slopeBy(spec, inputs, { state, step, unit, window, weights })),
    );
    const scale = Math.max(1, ...expected.flat().map(Math.abs));
    expectClose(
      ours.flat().map((value) => value / scale),
      expected.flat().map((value) => value / scale),
      1e-5,
    );
  }
}

describe('traceSequence()', () => {
  it.each(cells)('keeps the states and gates of a float64 loop: $cell (reset after: $resetAfter)', (cell) => {
    for (const gateActivation of ['sigmoid', 'hardSigmoid'] as const) {
      const spec = { ...cell, ...sizes, returnSequences: false, gateActivation };
      expectTrace(spec, randomSequence(spec, 3));
    }
  });

  it('keeps those of any shape', () => {
    fc.assert(
      fc.property(anySpec, fc.integer(), (spec, seed) => expectTrace(spec, randomSequence(spec, seed))),
      { numRuns: 80 },
    );
  });

  it('ends in the very bits that the layer returns', () => {
    fc.assert(
      fc.property(anySpec, fc.integer(), (spec, seed) => {
        const inputs = randomSequence(spec, seed);
        const all = { ...spec, returnSequences: true };
        expect(traceSequence(kernels, spec, inputs).hidden).toEqual(
          runSequence(kernels, all, inputs, false).output,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('knows a cell state and four gates of an LSTM, none of a simple RNN', () => {
    const spec = { ...sizes, returnSequences: false, gateActivation: 'sigmoid', resetAfter: false } as const;
    const gatesOf = (cell: 'rnn' | 'lstm' | 'gru') => {
      const trace = traceSequence(kernels, { ...spec, cell }, randomSequence({ ...spec, cell }, 1));
      return [trace.cell !== null, Object.keys(trace.gates)] as [boolean, Gate[]];
    };
    expect(gatesOf('rnn')).toEqual([false, []]);
    expect(gatesOf('lstm')).toEqual([true, ['input', 'forget', 'candidate', 'output']]);
    expect(gatesOf('gru')).toEqual([false, ['candidate', 'update', 'reset']]);
  });
});

describe('stateGradients()', () => {
  it.each(cells)('equals the slopes of a float64 loop: $cell (reset after: $resetAfter)', (cell) => {
    for (const returnSequences of [true, false]) {
      const spec = { ...cell, ...sizes, returnSequences, gateActivation: 'sigmoid' } as const;
      expectStateGradients(spec, randomSequence(spec, 11));
    }
  });

  it('equals those of any shape', () => {
    fc.assert(
      // Hard gates have corners, where a difference is no slope.
      fc.property(anySpec, fc.integer(), (spec, seed) => {
        expectStateGradients({ ...spec, gateActivation: 'sigmoid' }, randomSequence(spec, seed));
      }),
      { numRuns: 40 },
    );
  });

  it('follows hard gates too, away from their corners', () => {
    for (const cell of cells) {
      const spec = { ...cell, ...sizes, returnSequences: false, gateActivation: 'hardSigmoid' } as const;
      const inputs = randomSequence(spec, 4);
      // Small numbers keep every gate within its slope.
      expectStateGradients(spec, { ...inputs, input: inputs.input.map((value) => value / 10) });
    }
  });

  it('keeps the cell state of an open LSTM whole: a forget bias of 9 leaves 99 % over 60 steps', () => {
    const spec = {
      cell: 'lstm',
      batch: 1,
      steps: 60,
      features: 1,
      units: 1,
      returnSequences: false,
      gateActivation: 'sigmoid',
      resetAfter: false,
    } as const;
    const inputs = {
      input: new Float32Array(60),
      kernel: new Float32Array(4),
      recurrentKernel: new Float32Array(4),
      bias: Float32Array.of(-9, 9, 0, 0),
    };
    const { cell } = stateGradients(kernels, spec, inputs, Float32Array.of(1));
    // σ(9) = 0.9998766 a step.
    expect(cell![0]! / cell![59]!).toBeCloseTo((1 / (1 + Math.exp(-9))) ** 59, 5);
  });

  it('gives all its memory back', () => {
    expect(kernels.memory.used).toBe(0);
  });
});
