import { createRandom } from '#forecasting/random.ts';
import { biasSize, gatesOf } from '#forecasting/recurrent/kernels/cell.ts';
import type { SequenceInputs, SequenceSpec } from '#forecasting/recurrent/kernels/sequence-workplace.ts';
import { loopStates } from './recurrent-loop.ts';

/** Inputs and weights of a layer, uniform around zero. */
export function randomSequence(spec: SequenceSpec, seed: number): SequenceInputs {
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

/** The same numbers in float64, so that they can be moved by little. */
export type SequenceNumbers = { readonly [part in keyof SequenceInputs]: ArrayLike<number> };

/** A layer's output by the float64 loop, as `runSequence` lays it out. */
export function loopOutput(spec: SequenceSpec, inputs: SequenceNumbers): number[] {
  const { batch, steps, features, returnSequences } = spec;
  const layer = { ...spec, ...inputs, hardGates: spec.gateActivation === 'hardSigmoid' };
  const values = Array.from(inputs.input);
  return Array.from({ length: batch }, (_, b) => {
    const window = Array.from({ length: steps }, (_, t) =>
      values.slice((b * steps + t) * features, (b * steps + t + 1) * features),
    );
    const states = loopStates(layer, window);
    return returnSequences ? states.flat() : states.at(-1)!;
  }).flat();
}

/**
 * How fast a weighted sum of the outputs changes when one part of the inputs moves along a direction: a central
 * difference of the float64 loop.
 */
export function loopSlope(
  spec: SequenceSpec,
  inputs: SequenceNumbers,
  {
    part,
    direction,
    weights,
  }: { part: keyof SequenceInputs; direction: Float32Array; weights: Float32Array },
): number {
  const step = 1e-5;
  const total = (shift: number) => {
    const moved = Float64Array.from(inputs[part], (value, i) => value + shift * direction[i]!);
    const output = loopOutput(spec, { ...inputs, [part]: moved });
    return output.reduce((sum, value, i) => sum + value * weights[i]!, 0);
  };
  return (total(step) - total(-step)) / (2 * step);
}
