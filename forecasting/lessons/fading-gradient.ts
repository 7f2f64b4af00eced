import { createRandom, deriveSeed } from '../random.ts';
import { drawInitialWeights } from '../recurrent/initial-weights.ts';
import type { Cell } from '../recurrent/kernels/cell.ts';
import type { KernelModule } from '../recurrent/kernels/kernel-module.ts';
import { runSequence } from '../recurrent/kernels/recurrent-sequence.ts';
import { stateGradients } from '../recurrent/kernels/sequence-trace.ts';
import { parametersOf, type StepNetwork } from '../recurrent/kernels/step-network.ts';
import { gradientByLag } from '../recurrent/memory/gradient-by-lag.ts';
import { type Fading, mostLag } from './fading-curve.ts';

const units = 32;
const windows = 12;
const seeds = 5;
/**
 * Follows the gradient of the error of the next value back through an untrained cell over some windows of a series:
 * the geometric mean over seeds.
 *
 * @param memorySteps T: gates start open for so many steps; at common defaults when left out.
 *
 * @example
 * fadeOf(kernels, values, { cell: 'rnn' }).hidden[10] // 0.004
 */
export function fadeOf(
  kernels: KernelModule,
  values: Float32Array,
  { cell, memorySteps }: { readonly cell: Cell; readonly memorySteps?: number },
): Fading {
  const steps = Math.min(mostLag + 1, Math.floor(values.length / 2));
  const runs = Array.from({ length: seeds }, (_, seed) =>
    fadeOnce(kernels, values, { cell, steps, seed, ...(memorySteps === undefined ? {} : { memorySteps }) }),
  );
  const cells = runs.flatMap((run) => (run.cell ? [run.cell] : []));
  return {
    hidden: geometricMean(runs.map(({ hidden }) => hidden)),
    cell: cells.length > 0 ? geometricMean(cells) : null,
  };
}

interface FadeOnce {
  readonly cell: Cell;
  readonly memorySteps?: number;
  readonly steps: number;
  readonly seed: number;
}

function fadeOnce(kernels: KernelModule, values: Float32Array, options: FadeOnce): Fading {
  const { cell, memorySteps, steps, seed } = options;
  const network: StepNetwork = {
    steps,
    features: 1,
    embedUnits: 0,
    layers: [{ name: 'cell', cell, units }],
    contextSize: 0,
    outputs: 1,
    copies: 0,
  };
  const [kernel, recurrentKernel, bias, headKernel] = drawInitialWeights(network, parametersOf(network), {
    random: createRandom(deriveSeed(seed, 'fading')),
    ...(memorySteps === undefined ? {} : { memorySteps }),
  }) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const shape = { cell, features: 1, units, gateActivation: 'sigmoid', resetAfter: false } as const;
  const spec = { ...shape, batch: windows, steps, returnSequences: false };
  const input = new Float32Array(windows * steps);
  const targets = Array.from({ length: windows }, (_, row) => {
    const start = Math.floor((row / windows) * (values.length - steps - 1));
    input.set(values.subarray(start, start + steps), row * steps);
    return values[start + steps]!;
  });
  const inputs = { input, kernel, recurrentKernel, bias };
  const states = runSequence(kernels, spec, inputs, false).output;
  // Gradient of (answer − target)² by the last state.
  const byState = new Float32Array(states.length);
  targets.forEach((target, row) => {
    const own = states.subarray(row * units, (row + 1) * units);
    const answer = own.reduce((sum, value, unit) => sum + value * headKernel[unit]!, 0);
    for (let unit = 0; unit < units; unit++)
      byState[row * units + unit] = 2 * (answer - target) * headKernel[unit]!;
  });
  return gradientByLag(stateGradients(kernels, spec, inputs, byState), { batch: windows, steps, units });
}

function geometricMean(curves: readonly (readonly number[])[]): number[] {
  return curves[0]!.map((_, lag) =>
    Math.exp(curves.reduce((sum, curve) => sum + Math.log(Math.max(1e-12, curve[lag]!)), 0) / curves.length),
  );
}
