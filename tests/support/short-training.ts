import { createRandom } from '#forecasting/random.ts';
import type { KernelCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { createTrainingStep } from '#forecasting/recurrent/kernels/training-step.ts';

/** Trains a small network for thirty steps and returns its weights: the same bits on every runtime of one build. */
export function trainForAWhile(crew: KernelCrew): number[] {
  const network = {
    steps: 7,
    features: 2,
    embedUnits: 0,
    layers: [
      { name: 'first', cell: 'gru', units: 6, dropout: 0.2 },
      { name: 'second', cell: 'lstm', units: 5 },
    ],
    contextSize: 0,
    outputs: 3,
    copies: 0,
  } as const;
  const step = createTrainingStep(crew, network, { batchSize: 24, loss: { kind: 'absolute' }, clipNorm: 1 });
  const random = createRandom(8);
  const draw = (count: number) => Float32Array.from({ length: count }, () => random() - 0.5);
  step.write(step.parameters.map(({ size }) => draw(size)));
  for (let i = 0; i < 30; i++) {
    const batch = {
      size: 24,
      inputs: draw(24 * 14),
      targets: draw(72),
      weights: new Float32Array(72).fill(1 / 72),
    };
    step.train(batch, { learningRate: 0.01 });
  }
  const weights = step.read().flatMap((values) => [...values]);
  step.dispose();
  return weights;
}
