import type { NetworkOptions } from '../../network-forecaster.ts';
import type { Kernels } from '../learner.ts';
import type { NetworkShape } from '../network-shape.ts';
import { gatherBatch, spread, type TrainingData } from '../training-data.ts';
import { gradientOfNetwork } from './network-gradient.ts';

/** Windows that the gradient is followed through. */
const watchedWindows = 16;

/** What a training is watched with. */
export interface GradientWatch {
  /** Follows the gradient after an epoch, 0 before the first; only at 0, 1, 2, 4, 8 and so on, whatever the number of epochs. */
  after(epoch: number, readWeights: () => readonly Float32Array[]): void;
}

/** Follows the gradient of a network while it is trained, where the kernels run and someone listens. */
export function watchGradient(
  { names, shape, kernels }: { names: readonly string[]; shape: NetworkShape; kernels: Kernels | undefined },
  data: TrainingData,
  { onGradient }: Pick<NetworkOptions, 'onGradient'>,
): GradientWatch {
  if (!kernels || !onGradient) return { after: () => {} };
  const windows = spread(data.training.origins.length, watchedWindows);
  const batch = gatherBatch(data, data.training, windows, shape);
  return {
    after(epoch, readWeights) {
      if ((epoch & (epoch - 1)) !== 0) return;
      const values = readWeights();
      const weights = new Map(names.map((name, i) => [name, values[i]!]));
      const { hidden, cell } = gradientOfNetwork(kernels.kernels, { shape, weights }, batch);
      onGradient({
        epoch,
        hidden: hidden.map(rounded),
        cell: cell?.map(rounded) ?? null,
        segment: shape.segment,
      });
    },
  };
}

/** Three digits: what a curve can show. */
const rounded = (share: number) => Number(share.toPrecision(3));
