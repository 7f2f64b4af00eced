import { ForecastingError } from '../../errors.ts';
import { biasSize, type Cell, type CellShape, gatesOf } from './cell.ts';
import type { StepLoss } from './step-loss.ts';

/** One recurrent layer of a network; its weights are named `name/kernel` and so on. */
export interface StepLayer {
  readonly name: string;
  readonly cell: Cell;
  readonly units: number;
  /** 'sigmoid' when left out. */
  readonly gateActivation?: 'sigmoid' | 'hardSigmoid';
  readonly resetAfter?: boolean;
  /** Share of the layer's outputs that a training step drops on their way to the next layer; not for the last. */
  readonly dropout?: number;
}

/**
 * A network that is trained as a whole inside the kernels:
 *
 * input [steps, features] → dense with relu (`embedUnits` > 0) → recurrent layers → the last state beside
 * `contextSize` further values → dense head [outputs + copies] → plus, for each output, a softmax-weighted mean of
 * `copies` given values (the skip path; 0 for none), whose logits are weights of their own plus what the head says
 * behind its `outputs` corrections.
 */
export interface StepNetwork {
  readonly steps: number;
  readonly features: number;
  readonly embedUnits: number;
  readonly layers: readonly StepLayer[];
  readonly contextSize: number;
  readonly outputs: number;
  readonly copies: number;
  /** How many of the last steps the head answers at, [answerSteps, outputs]; 1 when left out. Copies need 1. */
  readonly answerSteps?: number;
}

/** A named part of a network's weights. */
export interface StepParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Where it begins in the stretch of all weights, in numbers. */
  readonly offset: number;
  readonly size: number;
}

/**
 * Lists the weights of a network in their order: `embed/kernel`, `embed/bias`, those of the layers, `head/kernel`
 * [units + contextSize, outputs + copies], `head/bias`, `mix/logits` [outputs, copies]. Shapes are those of tf.layers.
 */
export function parametersOf(network: StepNetwork): readonly StepParameter[] {
  const { features, embedUnits, layers, contextSize, outputs, copies } = network;
  const shapes: [string, number[]][] = [];
  if (embedUnits > 0) shapes.push(['embed/kernel', [features, embedUnits]], ['embed/bias', [embedUnits]]);
  layerShapes(network).forEach((shape, i) => {
    const { name } = layers[i]!;
    const columns = gatesOf(shape.cell) * shape.units;
    shapes.push(
      [`${name}/kernel`, [shape.features, columns]],
      [`${name}/recurrent_kernel`, [shape.units, columns]],
      [`${name}/bias`, biasSize(shape) === columns ? [columns] : [2, columns]],
    );
  });
  const units = layers.at(-1)!.units;
  const said = outputs + copies;
  shapes.push(['head/kernel', [units + contextSize, said]], ['head/bias', [said]]);
  if (copies > 0) shapes.push(['mix/logits', [outputs, copies]]);
  let offset = 0;
  return shapes.map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    offset += size;
    return { name, shape, offset: offset - size, size };
  });
}

/** Answers of a window: [answerSteps, outputs]. */
export function answersPerWindow({ answerSteps = 1, outputs }: StepNetwork): number {
  return answerSteps * outputs;
}

/** Targets of a window: one an answer, or one a step where they number classes. */
export function targetsPerWindow(network: StepNetwork, { kind }: StepLoss): number {
  return kind === 'crossEntropy' ? (network.answerSteps ?? 1) : answersPerWindow(network);
}

/** The recurrent layers with the features that each gets from below. */
export function layerShapes({ features, embedUnits, layers }: StepNetwork): readonly CellShape[] {
  return layers.map(({ cell, units, gateActivation = 'sigmoid', resetAfter = false }, i) => ({
    cell,
    units,
    gateActivation,
    resetAfter,
    features: layers[i - 1]?.units ?? (embedUnits || features),
  }));
}

/**
 * Refuses a network that cannot be computed.
 *
 * @throws ForecastingError 'invalid-config' for sizes that are no positive integers, no layer at all, or a dropout
 *   that is not in [0, 1) or above the last layer.
 */
export function requireComputable(network: StepNetwork): void {
  const { steps, features, embedUnits, layers, contextSize, outputs, copies, answerSteps = 1 } = network;
  const positive = { steps, features, outputs, layers: layers.length, answerSteps };
  const counts = { embedUnits, contextSize, copies };
  const problems = [
    ...wrongSizes(positive, 1),
    ...wrongSizes(counts, 0),
    ...(answerSteps > steps ? [`answerSteps ${answerSteps} of ${steps} steps`] : []),
    ...(answerSteps > 1 && copies > 0 ? [`copies ${copies} at more than one step`] : []),
    ...layers.flatMap(({ units, dropout = 0, name }, i) => [
      ...wrongSizes({ [`units of ${name}`]: units }, 1),
      ...(dropout >= 0 && dropout < 1 ? [] : [`dropout ${dropout} of ${name}`]),
      ...(dropout > 0 && i === layers.length - 1 ? [`dropout above ${name}, the last layer`] : []),
    ]),
  ];
  if (problems.length === 0) return;
  throw new ForecastingError(
    'invalid-config',
    `Cannot compute the network: sizes and rates in range are needed, there is ${problems.join(', ')}`,
  );
}

function wrongSizes(sizes: Record<string, number>, least: number): string[] {
  return Object.entries(sizes)
    .filter(([, size]) => !Number.isInteger(size) || size < least)
    .map(([name, size]) => `${name} ${size}`);
}
