import type { NetworkOptions } from '../network-forecaster.ts';
import { createRandom, deriveSeed, shuffle } from '../random.ts';
import { createAdam } from './adam.ts';
import { createEventTurns } from './event-turns.ts';
import { oneCycle } from './learning-rate.ts';
import type { NetworkShape } from './network-shape.ts';
import { stepFeatures } from './quantile-features.ts';
import type { QuantileHead } from './quantile-head.ts';
import { type QuantileSample, quantileGradient } from './quantile-loss.ts';
import { pickRows, type SampleSource, trainingSample, validationSample } from './quantile-sample.ts';
import { type FittedSize, fitSize } from './quantile-size.ts';
import { constantOffsets } from './quantile-start.ts';
import { inUnits, measureUnits, type QuantileUnits } from './quantile-units.ts';
import { stepWaves } from './step-waves.ts';

/** Epochs that a head is trained at most, and without a better one. */
const mostEpochs = 8;
const patience = 3;
/** The highest rates: of the many weights of what is read of a window, and of the few that steps share. */
const windowRate = 5e-3;
const stepRate = 5e-2;
const clipNorm = 1;
/** Windows a batch, and batches an epoch where there are few windows. */
const largestBatch = 128;
const fewestBatches = 8;

/** A head that has learned. */
export interface LearnedQuantiles {
  /** It reads numbers in `units`. */
  readonly head: QuantileHead;
  readonly units: QuantileUnits;
  /** 1-based epoch that was kept; 0: none was better than constant offsets. */
  readonly epochs: number;
  /** What offsets were multiplied by to fit the validation windows. */
  readonly factor: number;
}

/**
 * Lets a trained network learn how far off it is. Its own weights stay as they are: what it reads of a window and what
 * it forecasts are the inputs of a small head.
 *
 * Adam under a one-cycle rate minimises the pinball loss over both ends of every level, weighted as the network's own
 * errors are, on a draw of its training windows; it starts at offsets that are the same for all of them. Since a network
 * errs less on windows that it has learned, offsets are multiplied by the factor that fits the validation windows
 * best; the epoch with the least loss there is kept. Every draw comes from `options.seed`.
 *
 * @throws ForecastingError 'stopped' where the signal is aborted for a reason other than `'stop'`.
 */
export async function learnQuantiles(
  source: SampleSource,
  levels: readonly number[],
  options: Pick<NetworkOptions, 'seed' | 'signal' | 'now'>,
): Promise<LearnedQuantiles> {
  const raw = trainingSample(source, options.seed);
  const units = measureUnits(raw, stepFeatures);
  const training = inUnits(raw, units);
  const head = startingHead(training, levels, source.shape);
  const validation = inUnits(validationSample(source), units);
  const best = keepBestHead(head, validation);
  const epochs = validation.size > 0 ? mostEpochs : 0;
  await descend(head, training, { ...options, epochs, afterEpoch: best.judge });
  const { fit, epoch, head: kept } = best.kept();
  return { head: enlarge(kept, fit.factor), units, epochs: epoch, factor: fit.factor };
}

function startingHead(
  training: QuantileSample,
  levels: readonly number[],
  { horizon, seasonLength }: NetworkShape,
): QuantileHead {
  const windowFeatures = training.windows.length / training.size;
  const waves = stepWaves(horizon, seasonLength);
  return {
    levels,
    horizon,
    waves,
    windowFeatures,
    stepFeatures,
    bias: constantOffsets(training, levels),
    kernel: new Float32Array(2 * waves.length * windowFeatures),
    stepKernel: new Float32Array(2 * stepFeatures),
  };
}

interface Descent extends Pick<NetworkOptions, 'seed' | 'signal' | 'now'> {
  readonly epochs: number;
  /** @returns Whether to go on. */
  readonly afterEpoch: (epoch: number) => boolean;
}

/** Trains a head in place. */
async function descend(head: QuantileHead, training: QuantileSample, descent: Descent): Promise<void> {
  const turns = createEventTurns({ signal: descent.signal, now: descent.now });
  const ofWindows = createAdam([head.kernel], clipNorm);
  const ofSteps = createAdam([head.stepKernel, head.bias], clipNorm);
  const { batches, deal } = dealBatches(training, descent.seed);
  for (let epoch = 1; epoch <= descent.epochs; epoch++) {
    for (let b = 0; b < batches; b++) {
      const share = oneCycle(1, (epoch - 1) * batches + b, mostEpochs * batches);
      const { bias, kernel, stepKernel } = quantileGradient(head, deal());
      ofWindows.step([kernel], windowRate * share);
      ofSteps.step([stepKernel, bias], stepRate * share);
      await turns.take();
    }
    turns.over();
    if (!descent.afterEpoch(epoch)) return;
  }
}

/** Deals the windows in a shuffled order, a batch at a time, and shuffles again when they are used up. */
function dealBatches(sample: QuantileSample, seed: number) {
  const random = createRandom(deriveSeed(seed, 'quantile batches'));
  const order = Uint32Array.from({ length: sample.size }, (_, i) => i);
  const size = Math.max(1, Math.min(largestBatch, Math.floor(sample.size / fewestBatches)));
  let at = sample.size;
  return {
    batches: Math.floor(sample.size / size),
    deal() {
      if (at + size > sample.size) {
        shuffle(order, random);
        at = 0;
      }
      at += size;
      return pickRows(sample, order.subarray(at - size, at));
    },
  };
}

/** Remembers the head that says best how far off the network is on the validation windows; the start is the first. */
function keepBestHead(head: QuantileHead, validation: QuantileSample) {
  let best: { epoch: number; fit: FittedSize; head: QuantileHead };
  const keep = (epoch: number, fit: FittedSize) => {
    const copy = {
      bias: head.bias.slice(),
      kernel: head.kernel.slice(),
      stepKernel: head.stepKernel.slice(),
    };
    best = { epoch, fit, head: { ...head, ...copy } };
  };
  keep(0, fitSize(head, validation));
  return {
    judge(epoch: number): boolean {
      const fit = fitSize(head, validation);
      if (fit.loss < best.fit.loss) keep(epoch, fit);
      return epoch - best.epoch < patience;
    },
    kept: () => best,
  };
}

function enlarge(head: QuantileHead, factor: number): QuantileHead {
  const log = Math.log(factor);
  return { ...head, bias: head.bias.map((value) => value + log) };
}
