import * as tf from '@tensorflow/tfjs';
import type { CellShape } from './cell.ts';
import type { KernelModule } from './kernel-module.ts';
import { runSequence, sequenceGradients } from './recurrent-sequence.ts';
import type { SequenceInputs, SequenceSpec } from './sequence-workplace.ts';

/** The tensors of one application of a recurrent layer. */
export interface RecurrentTensors {
  /** [batch, steps, features] */
  readonly input: tf.Tensor3D;
  readonly kernel: tf.Tensor;
  readonly recurrentKernel: tf.Tensor;
  readonly bias: tf.Tensor;
}

export interface RecurrentOptions {
  readonly returnSequences: boolean;
  /** Keep the activations for the way back; without them a gradient computes them a second time. */
  readonly training: boolean;
}

/**
 * A recurrent layer as one differentiable tfjs operation, on any backend.
 *
 * @returns [batch, units], or [batch, steps, units] with `returnSequences`.
 */
export function recurrentOperation(
  kernels: KernelModule,
  shape: CellShape,
  tensors: RecurrentTensors,
  { returnSequences, training }: RecurrentOptions,
): tf.Tensor {
  const [batch, steps] = tensors.input.shape;
  const spec: SequenceSpec = { ...shape, batch, steps, returnSequences };
  const outputShape = returnSequences ? [batch, steps, shape.units] : [batch, shape.units];
  const operation = tf.customGrad((...args) => {
    const save = args.pop() as unknown as (tensors: tf.Tensor[]) => void;
    const inputs = args as tf.Tensor[];
    const { output, tape } = runSequence(kernels, spec, read(inputs), training);
    save([...inputs, tf.tensor1d(tape)]);
    return {
      value: tf.tensor(output, outputShape),
      gradFunc: (outputGradient: tf.Tensor, saved: tf.Tensor[]) => {
        const given = { ...read(saved), tape: saved[4]!.dataSync() as Float32Array };
        const gradients = sequenceGradients(kernels, spec, given, floatsOf(outputGradient));
        return names.map((name, i) => tf.tensor(gradients[name], inputs[i]!.shape));
      },
    };
  });
  return operation(...names.map((name) => tensors[name]));
}

const names = ['input', 'kernel', 'recurrentKernel', 'bias'] as const satisfies (keyof SequenceInputs)[];

function read(tensors: readonly tf.Tensor[]): SequenceInputs {
  const [input, kernel, recurrentKernel, bias] = tensors.map(floatsOf);
  return { input: input!, kernel: kernel!, recurrentKernel: recurrentKernel!, bias: bias! };
}

function floatsOf(tensor: tf.Tensor): Float32Array {
  return tensor.dataSync() as Float32Array;
}
