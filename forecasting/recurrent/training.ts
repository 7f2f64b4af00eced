import type * as tf from '@tensorflow/tfjs';
import { ForecastingError } from '../errors.ts';
import type { NetworkOptions } from '../network-forecaster.ts';
import { createRandom, deriveSeed, shuffle } from '../random.ts';
import { type Adam, createAdam } from './adam.ts';
import { type BestWeights, keepBestWeights } from './best-weights.ts';
import { preferredCopies } from './copy-preference.ts';
import { createEventTurns, type EventTurns } from './event-turns.ts';
import { oneCycle } from './learning-rate.ts';
import { gradientPass } from './network-pass.ts';
import type { NetworkShape } from './network-shape.ts';
import { average, load, type Parameters, readParameters } from './parameters.ts';
import { gatherBatch, sampleSize, spread, type TrainingData } from './training-data.ts';
import { createValidation } from './validation.ts';
import { assign, variablesOf } from './weights.ts';

/** Gradients longer than this are shortened to it. */
const clipNorm = 1;
/** Batches an epoch: enough to learn from a short series, few enough to bound a long one. */
const fewestBatches = 8;
const mostBatches = 32;
/** A batch whose loss is above this, where an untrained network has about 1, has diverged. */
const divergedLoss = 1000;

/** What a training came to. */
export interface TrainingOutcome {
  /** 1-based epoch whose weights the model now has; 0 when none was better than the start. */
  readonly bestEpoch: number;
  readonly validationError: number;
}

/**
 * Trains a network in place on random windows of a panel.
 *
 * Adam under a one-cycle rate minimises the mean absolute error in units of the error scales, gradients clipped
 * to norm 1. What is validated and kept is the running mean of the weights at its best epoch, the untrained
 * network included. Every draw comes from `options.seed`.
 *
 * @throws ForecastingError 'diverged' naming the epoch; 'stopped' when the signal is aborted for a reason other
 *   than `'stop'`.
 */
export async function trainNetwork(
  model: tf.LayersModel,
  shape: NetworkShape,
  data: TrainingData,
  options: NetworkOptions,
): Promise<TrainingOutcome> {
  const course = startCourse(model, shape, data, options);
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    const startedAt = options.now();
    const trainError = await trainEpoch(course, epoch);
    if (trainError === undefined) break;
    const { lowestEpoch, ...told } = course.best.judge(epoch, trainError);
    await course.turns.take();
    options.onEpoch({ ...told, epoch, trainError, secondsPerEpoch: (options.now() - startedAt) / 1000 });
    if (epoch - lowestEpoch >= options.patience) break;
  }
  course.turns.over();
  return course.best.restore();
}

/** Everything that one training carries along. */
interface Course {
  readonly model: tf.LayersModel;
  readonly shape: NetworkShape;
  readonly data: TrainingData;
  readonly options: NetworkOptions;
  readonly parameters: Parameters;
  readonly best: BestWeights;
  readonly adam: Adam;
  readonly turns: EventTurns;
  readonly nextPicks: () => Uint32Array;
  readonly batches: number;
}

function startCourse(
  model: tf.LayersModel,
  shape: NetworkShape,
  data: TrainingData,
  options: NetworkOptions,
): Course {
  startAtBestCopies(model, shape, data);
  const parameters = readParameters(variablesOf(model).map(({ variable }) => variable));
  const windows = data.training.origins.length;
  return {
    model,
    shape,
    data,
    options,
    parameters,
    best: keepBestWeights(model, parameters, createValidation(data, shape)),
    adam: createAdam(parameters.current, clipNorm),
    turns: createEventTurns(options),
    nextPicks: drawWindows(windows, options),
    batches: Math.min(mostBatches, Math.max(fewestBatches, Math.ceil(windows / options.batchSize))),
  };
}

/** @returns The mean error of the epoch's batches; undefined when it was cut short. */
async function trainEpoch(course: Course, epoch: number): Promise<number | undefined> {
  const { model, shape, data, options, parameters, adam, turns, batches } = course;
  let loss = 0;
  for (let b = 0; b < batches; b++) {
    if (turns.over()) return undefined;
    const batch = gatherBatch(data, data.training, course.nextPicks(), shape);
    const pass = gradientPass(model, shape, parameters.variables, { ...batch, unitWeight: data.unitWeight });
    const step = (epoch - 1) * batches + b;
    const norm = adam.step(pass.gradients, oneCycle(options.learningRate, step, options.epochs * batches));
    requireConvergence(pass.loss, norm, epoch, options);
    load(parameters, parameters.current);
    average(parameters, Math.max(1 / batches, 1 / (step + 1)));
    loss += (pass.loss - loss) / (b + 1);
    await turns.take();
  }
  return loss * data.unitWeight;
}

function startAtBestCopies(model: tf.LayersModel, shape: NetworkShape, data: TrainingData): void {
  const picks = spread(data.training.origins.length, sampleSize);
  const sample = gatherBatch(data, data.training, picks, shape);
  const mix = variablesOf(model).find(({ name }) => name === 'mix/logits')!;
  assign(mix.variable, preferredCopies(sample, shape.copies));
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
