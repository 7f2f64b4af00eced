import { describe, expect, it } from 'vitest';
import { createRandom } from '#forecasting/random.ts';
import { drawInitialWeights } from '#forecasting/recurrent/initial-weights.ts';
import { parametersOf, type StepNetwork } from '#forecasting/recurrent/kernels/step-network.ts';

const network = (cell: 'rnn' | 'lstm' | 'gru'): StepNetwork => ({
  steps: 3,
  features: 2,
  embedUnits: 0,
  layers: [{ name: 'cell', cell, units: 16 }],
  contextSize: 0,
  outputs: 40,
  copies: 0,
});
const draw = (cell: 'rnn' | 'lstm' | 'gru', memorySteps?: number) =>
  drawInitialWeights(network(cell), parametersOf(network(cell)), {
    random: createRandom(1),
    ...(memorySteps ? { memorySteps } : {}),
  });

describe('drawInitialWeights()', () => {
  it('draws uniformly within ±1/√units, biases of the cell too; those of the head are 0', () => {
    const [kernel, recurrentKernel, bias, headKernel, headBias] = draw('lstm');
    for (const values of [kernel!, recurrentKernel!, bias!, headKernel!]) {
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(0.25);
    }
    // The variance of a uniform draw in ±1/4 is 1/48.
    const variance = recurrentKernel!.reduce((sum, v) => sum + v * v, 0) / recurrentKernel!.length;
    expect(variance).toBeGreaterThan(0.9 / 48);
    expect(variance).toBeLessThan(1.1 / 48);
    expect(new Set(headBias)).toEqual(new Set([0]));
  });

  it('opens the gates for a memory of T steps', () => {
    const bias = draw('lstm', 100)[2]!;
    expect(bias[0]).toBeCloseTo(-Math.log(100), 6);
    expect(bias[16]).toBeCloseTo(Math.log(100), 6);
    expect(Math.max(...bias.subarray(32).map(Math.abs))).toBe(0);
    expect(draw('gru', 100)[2]![0]).toBeCloseTo(Math.log(100), 6);
    expect(new Set(draw('rnn', 100)[2])).toEqual(new Set([0]));
  });
});
