import type * as tf from '@tensorflow/tfjs';
import { ForecastingError } from '../errors.ts';
import type { NetworkOptions } from '../network-forecaster.ts';
import { createRandom, deriveSeed, shuffle } from '../random.ts';
import { type BestWeights, type KeptWeights, keepBestWeights } from './best-weights.ts';
import { preferredCopies } from './copy-preference.ts';
import { batchesAnEpoch } from './epoch-length.ts';
import { createEventTurns, type EventTurns } from './event-turns.ts';
import { createKernelLearner } from './kernel-learner.ts';
import type { Kernels, Learner } from './learner.ts';
import { oneCycle } from './learning-rate.ts';
import { type GradientWatch, watchGradient } from './memory/watch-gradient.ts';
import type { NetworkShape } from './network-shape.ts';
import { createTensorLearner } from './tensor-learner.ts';
import { type CoursePlace, isStart, resumeCourse, saveCourse, startOf } from './training-checkpoint.ts';
import { gatherBatch, sampleSize, spread, type TrainingData } from './training-data.ts';
import { createValidation } from './validation.ts';
import { assign, variablesOf } from './weights.ts';

/** A batch whose loss is above this, where an untrained network has about 1, has diverged. */
const divergedLoss = 1000;

/** What a training came to. */
export interface TrainingOutcome {
  /** 1-based epoch whose weights the model now has; 0 when none was better than the start. */
  readonly bestEpoch: number;
  readonly validationError: number;
}

/**
 * Trains a network on random windows of a panel and gives the model the weights that are kept.
 *
 * Adam under a one-cycle rate minimises the mean absolute error in units of the error scales. What is validated and
 * kept is the running mean of the weights at its best epoch, the untrained network included. Every draw comes from
 * `options.seed`.
 *
 * @throws ForecastingError 'diverged' naming the epoch; 'stopped' when the signal is aborted for a reason other
 *   than `'stop'`.
 */
export async function trainNetwork(
  { model, shape, kernels }: TrainableNetwork,
  data: TrainingData,
  options: NetworkOptions,
): Promise<TrainingOutcome> {
  const variables = variablesOf(model);
  startAtBestCopies(model, shape, data);
  const weights = variables.map(({ variable }) => (variable.dataSync() as Float32Array).slice());
  const learnerOptions = { shape, weights, batchSize: options.batchSize, data };
  const learner = kernels
    ? createKernelLearner(kernels, learnerOptions)
    : createTensorLearner(model, learnerOptions);
  try {
    const names = variables.map(({ name }) => name);
    const watch = watchGradient({ names, shape, kernels }, data, options);
    const kept = await runEpochs(startCourse({ learner, shape, watch }, data, options));
    variables.forEach(({ variable }, v) => {
      assign(variable, kept.weights[v]!);
    });
    return kept;
  } finally {
    learner.dispose();
  }
}

/** A model, and what computes it. */
export interface TrainableNetwork {
  readonly model: tf.LayersModel;
  readonly shape: NetworkShape;
  readonly kernels: Kernels | undefined;
}

/** Everything that one training carries along. */
interface Course {
  readonly learner: Learner;
  readonly shape: NetworkShape;
  readonly data: TrainingData;
  readonly options: NetworkOptions;
  readonly best: BestWeights;
  readonly turns: EventTurns;
  readonly watch: GradientWatch;
  readonly nextPicks: () => Uint32Array;
  /** Batches an epoch. */
  readonly batches: number;
}

function startCourse(
  { learner, shape, watch }: Pick<Course, 'learner' | 'shape' | 'watch'>,
  data: TrainingData,
  options: NetworkOptions,
): Course {
  const windows = data.training.origins.length;
  const usual = batchesAnEpoch(windows, options.batchSize);
  const batches = Math.min(usual, options.maxSteps ?? usual);
  const mostEpochs = Math.floor((options.maxSteps ?? Number.POSITIVE_INFINITY) / batches);
  return {
    learner,
    shape,
    data,
    options: { ...options, epochs: Math.min(options.epochs, mostEpochs) },
    best: keepBestWeights(learner, createValidation(data, shape)),
    turns: createEventTurns(options),
    watch,
    nextPicks: drawWindows(windows, options),
    batches,
  };
}

async function runEpochs(course: Course): Promise<KeptWeights> {
  const { learner, options, best, turns, watch } = course;
  const lastEpoch = Math.min(options.epochs, options.lastEpoch ?? options.epochs);
  let place = resumeCourse(course);
  if (isStart(place)) watch.after(0, learner.readAverages);
  for (let { epoch } = place; epoch <= lastEpoch; epoch++, place = startOf(epoch)) {
    const startedAt = options.now();
    const trainError = await trainEpoch(course, place);
    if (trainError === undefined) break;
    const { lowestEpoch, ...told } = best.judge(epoch, trainError);
    watch.after(epoch, learner.readAverages);
    await turns.take();
    const steps = epoch * course.batches;
    options.onEpoch({
      ...told,
      epoch,
      trainError,
      steps,
      secondsPerEpoch: (options.now() - startedAt) / 1000,
    });
    if (epoch - lowestEpoch >= options.patience) break;
  }
  turns.over();
  return best.kept();
}

/** @returns The mean error of the epoch's batches; undefined when it was cut short. */
async function trainEpoch(course: Course, { epoch, ...from }: CoursePlace): Promise<number | undefined> {
  const { learner, data, options, turns, batches } = course;
  let { meanLoss } = from;
  for (let b = from.batch; b < batches; b++) {
    saveCourse(course, { epoch, batch: b, meanLoss });
    if (turns.over()) return undefined;
    const step = (epoch - 1) * batches + b;
    const learningRate = oneCycle(options.learningRate, step, options.epochs * batches);
    const averageShare = Math.max(1 / batches, 1 / (step + 1));
    const { loss, gradientNorm } = learner.learn(course.nextPicks(), { learningRate, averageShare });
    requireConvergence(loss, gradientNorm, epoch, options);
    meanLoss += (loss - meanLoss) / (b + 1);
    await turns.take();
  }
  return meanLoss * data.unitWeight;
}

function startAtBestCopies(model: tf.LayersModel, shape: NetworkShape, data: TrainingData): void {
  const picks = spread(data.training.origins.length, sampleSize);
  const sample = gatherBatch(data, data.training, picks, shape);
  const mix = variablesOf(model).find(({ name }) => name === 'mix/logits')!;
  assign(mix.variable, preferredCopies(sample, shape.copies.length));
}

/** Deals the windows in a shuffled order, a batch at a time, and shuffles again when they are used up. */
function drawWindows(count: number, { seed, batchSize }: NetworkOptions): () => Uint32Array {
  const random = createRandom(deriveSeed(seed, 'windows'));
  const order = shuffle(
    Uint32Array.from({ length: count }, (_, i) => i),
    random,
  );
  const size = Math.min(batchSize, count);
  let at = 0;
  return () => {
    if (at + size > count) {
      shuffle(order, random);
      at = 0;
    }
    at += size;
    return order.subarray(at - size, at);
  };
}

function requireConvergence(loss: number, norm: number, epoch: number, options: NetworkOptions): void {
  if (loss <= divergedLoss && Number.isFinite(norm)) return;
  throw new ForecastingError(
    'diverged',
    `Cannot train the network: its error grew without bound in epoch ${epoch}; the learning rate ${options.learningRate} is probably too high for these data`,
  );
}
