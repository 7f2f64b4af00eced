import { deserialize, serialize } from 'node:v8';
import { describe, expect, it, test } from 'vitest';
import type { TrainingCheckpoint } from '#forecasting/checkpoint.ts';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import type { NetworkOptions } from '#forecasting/network-forecaster.ts';
import type { Kernels } from '#forecasting/recurrent/learner.ts';
import { encodeModel } from '#forecasting/recurrent/model-file.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { sha256 } from '#forecasting/recurrent/sha256.ts';
import { networkOptions, twoSines } from '../../support/network-options.ts';
import { withTensorBackend } from '../../support/tensor-backend.ts';

const engine = withTensorBackend();
const training = { lookback: 24, units: 8, epochs: 4, patience: 4, batchSize: 8, learningRate: 1e-2 };

/** Keeps where a training is between any two batches. */
function keepEverything(): TrainingCheckpoint & { kept: Buffer[] } {
  const kept: Buffer[] = [];
  return {
    kept,
    isDue: () => true,
    recall: () => undefined,
    keep: (state) => kept.push(serialize(state)),
  };
}

function goOnFrom(state: Buffer): TrainingCheckpoint {
  return { isDue: () => false, recall: () => deserialize(state), keep: () => {} };
}

interface Trained {
  readonly kind: (typeof networkKinds)[number];
  readonly kernels: Kernels | undefined;
  readonly options: Partial<NetworkOptions>;
}

async function hashOf({ kind, kernels, options }: Trained): Promise<string> {
  const network = createRecurrentForecaster(kind, networkOptions({ ...training, ...options }), kernels);
  const fitted = await network.fit([{ values: twoSines(160), seasonLength: 1 }]);
  const bytes = encodeModel([fitted.save()]);
  fitted.dispose();
  return sha256(bytes);
}

describe.each(networkKinds)('a training of %s that goes on from a checkpoint', (kind) => {
  it.each([true, false])(
    'ends with the same bits wherever it was cut off (validate: %s)',
    async (validate) => {
      const { kernels } = engine();
      const checkpoint = keepEverything();
      const whole = await hashOf({ kind, kernels, options: { validate, checkpoint } });
      expect(whole).toBe(await hashOf({ kind, kernels, options: { validate } }));
      expect(checkpoint.kept.length).toBeGreaterThan(50);
      const tried = checkpoint.kept.filter((_, cut) => cut % 7 === 0 || cut === checkpoint.kept.length - 1);
      for (const state of tried) {
        expect(await hashOf({ kind, kernels, options: { validate, checkpoint: goOnFrom(state) } })).toBe(
          whole,
        );
      }
    },
  );
});

test("a training with the library's own layers goes on to the same bits too", async () => {
  const checkpoint = keepEverything();
  const options = { epochs: 2 };
  const whole = await hashOf({ kind: 'gru', kernels: undefined, options: { ...options, checkpoint } });
  const half = goOnFrom(checkpoint.kept[Math.floor(checkpoint.kept.length / 2)]!);
  expect(await hashOf({ kind: 'gru', kernels: undefined, options: { ...options, checkpoint: half } })).toBe(
    whole,
  );
});
