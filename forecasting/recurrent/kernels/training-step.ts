import { ForecastingError } from '../../errors.ts';
import { deriveSeed } from '../../random.ts';
import type { KernelCrew, KernelJob } from './kernel-crew.ts';
import type { StepLoss } from './step-loss.ts';
import { allocateStep, type StepMemory } from './step-memory.ts';
import {
  answersPerWindow,
  requireComputable,
  type StepNetwork,
  type StepParameter,
  targetsPerWindow,
} from './step-network.ts';
import type { WindowPlaces, WindowSource } from './window-source.ts';

/** Coefficients of Adam (D. Kingma, J. Ba, 2015). */
const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;
/** Parts of a batch whose gradients are summed apart, whatever the number of threads: so it has no say in the bits. */
const shardCount = 2;
/** Windows are shared out by eights: the kernels compute so many at once. */
const windowsTogether = 8;

/** Windows to answer, row by row. */
export interface StepInputs {
  readonly size: number;
  /** [size, steps, features] */
  readonly inputs: Float32Array;
  /** [size, contextSize]; left out where that is 0. */
  readonly contexts?: Float32Array;
  /** [size, outputs, copies]; left out where there are none. */
  readonly copies?: Float32Array;
}

/** Windows to learn from. */
export interface StepBatch extends StepInputs {
  /** [size, answerSteps, outputs]; class numbers [size, answerSteps] for the cross-entropy. */
  readonly targets: Float32Array;
  /** As long as `targets`: what each target's loss is multiplied by; 0 where there is no target. */
  readonly weights: Float32Array;
}

export interface StepOptions {
  /** The most windows in a batch. */
  readonly batchSize: number;
  readonly loss: StepLoss;
  /** Gradients longer than this are shortened to it; no limit when left out. */
  readonly clipNorm?: number;
  /** Decides what is dropped between layers; 0 when left out. */
  readonly seed?: number;
}

export interface StepRate {
  readonly learningRate: number;
  /** How far the running mean of the weights moves towards them; it stays as it is when left out. */
  readonly averageShare?: number;
}

export interface StepOutcome {
  /** Sum of the weighted losses of the batch, before the step. */
  readonly loss: number;
  /** Euclidean norm of the gradient before it was shortened; weights stay as they are when it is not finite. */
  readonly gradientNorm: number;
}

/** A training step between two batches; arrays in the order of `parameters`. */
export interface StepState {
  readonly weights: readonly Float32Array[];
  readonly averages: readonly Float32Array[];
  /** Adam's moments. */
  readonly means: readonly Float32Array[];
  readonly squares: readonly Float32Array[];
  /** Steps that moved the weights. */
  readonly steps: number;
  /** Batches seen, those with a gradient that was not finite included. */
  readonly batches: number;
}

/** A network and its optimiser inside the kernels. */
export interface TrainingStep {
  readonly parameters: readonly StepParameter[];
  /** Forward, backward, Adam: one step. */
  train(batch: StepBatch, rate: StepRate): StepOutcome;
  /**
   * The same on windows that the kernels gather themselves, `copies` and a context of 3 included. Every target
   * weighs its window's scale over the error scale of its series; loss and gradient are means over the targets.
   */
  trainOn(source: WindowSource, places: WindowPlaces, rate: StepRate): StepOutcome;
  /** [size, answerSteps, outputs] */
  answer(inputs: StepInputs): Float32Array;
  /** A copy of the weights, or of their running mean, in the order of `parameters`. */
  read(what?: 'weights' | 'averages' | 'gradients'): Float32Array[];
  /** Sets the weights; the running mean begins anew from them where `averages` says so. */
  write(values: readonly Float32Array[], options?: { readonly averages?: boolean }): void;
  /** A copy of everything that decides, with the batches to come, what the weights will be. */
  save(): StepState;
  /** Goes on from a saved state, to the same bits as if it had never been interrupted. */
  restore(state: StepState): void;
  dispose(): void;
}

/**
 * Creates a training step: the whole of forward, loss, backward, gradient clipping and Adam in one call of the
 * kernels, on all threads of a crew. The same calls give the same bits on any number of threads.
 *
 * Weights are zero until `write` sets them.
 *
 * @throws ForecastingError 'invalid-config' for a network that cannot be computed; from the methods, for a batch larger
 *   than `batchSize` or one whose arrays do not fit.
 *
 * @example
 * const step = createTrainingStep(gatherCrew(kernels), network, { batchSize: 64, loss: { kind: 'absolute' } });
 * step.write(initialWeights);
 * step.train(batch, { learningRate: 1e-3 }).loss
 */
export function createTrainingStep(
  crew: KernelCrew,
  network: StepNetwork,
  options: StepOptions,
): TrainingStep {
  requireComputable(network);
  const place = allocateStep(crew.kernels, network, { ...options, shards: shardCount });
  const desk: Desk = { crew, network, options, place };
  let steps = 0;
  let batches = 0;
  const learn = (size: number, rate: StepRate) => {
    seedDropouts(desk, batches++);
    run(desk, 'train', size);
    const outcome = gather(desk);
    if (Number.isFinite(outcome.gradientNorm)) move(desk, outcome, { ...rate, step: ++steps });
    return outcome;
  };
  return {
    parameters: place.parameters,
    train(batch, rate) {
      putBatch(desk, batch);
      return learn(batch.size, rate);
    },
    trainOn(source, places, rate) {
      requireFitting(desk, source, places.origins.length);
      source.place(places);
      place.network.set({ source: source.address });
      try {
        return learn(places.origins.length, rate);
      } finally {
        place.network.set({ source: 0 });
      }
    },
    answer(inputs) {
      putInputs(desk, inputs);
      run(desk, 'answer', inputs.size);
      const address = place.network.get('answers');
      return crew.kernels.memory.floats(address, inputs.size * answersPerWindow(network)).slice();
    },
    read: (what = 'weights') => readParts(desk, what),
    write(values, { averages = false } = {}) {
      writeParts(desk, place.network.get('parameters'), values);
      if (averages) writeParts(desk, place.moments.get('averages'), values);
      crew.kernels.exports.packNetwork(place.network.address);
    },
    save() {
      const parts = (what: StepPart) => readParts(desk, what);
      const moments = { means: parts('means'), squares: parts('squares') };
      return { weights: parts('weights'), averages: parts('averages'), ...moments, steps, batches };
    },
    restore(state) {
      for (const what of ['weights', 'averages', 'means', 'squares'] as const) {
        writeParts(desk, addressOf(desk, what), state[what]);
      }
      crew.kernels.exports.packNetwork(place.network.address);
      ({ steps, batches } = state);
    },
    dispose: () => place.release(),
  };
}

/** What the functions below work at. */
interface Desk {
  readonly crew: KernelCrew;
  readonly network: StepNetwork;
  readonly options: StepOptions;
  readonly place: StepMemory;
}

function putInputs(desk: Desk, { size, inputs, contexts, copies }: StepInputs): void {
  const { network, options } = desk;
  if (size > options.batchSize) {
    throw misfit(`at most ${options.batchSize} windows fit, there are ${size}`);
  }
  put(desk, 'inputs', inputs, size * network.steps * network.features);
  put(desk, 'contexts', contexts, size * network.contextSize);
  put(desk, 'copyValues', copies, size * network.outputs * network.copies);
}

function putBatch(desk: Desk, batch: StepBatch): void {
  putInputs(desk, batch);
  const count = batch.size * targetsPerWindow(desk.network, desk.options.loss);
  put(desk, 'targets', batch.targets, count);
  put(desk, 'weights', batch.weights, count);
}

/** What the kernels write as context: see `windows.ts` of the assembly. */
const gatheredContext = 3;

function requireFitting({ network, options }: Desk, source: WindowSource, size: number): void {
  const most = Math.min(options.batchSize, source.capacity);
  if (size > most) throw misfit(`at most ${most} windows fit, there are ${size}`);
  if ((network.answerSteps ?? 1) > 1 || options.loss.kind === 'crossEntropy') {
    throw misfit('targets are gathered as values after the last step only');
  }
  if (network.contextSize !== 0 && network.contextSize !== gatheredContext) {
    throw misfit(`a context of ${gatheredContext} is gathered, the network reads ${network.contextSize}`);
  }
  if (network.copies !== source.copies) {
    throw misfit(`${source.copies} copies are gathered, the network mixes ${network.copies}`);
  }
}

/** Another mask for every batch and layer. */
function seedDropouts({ crew, network, options, place }: Desk, batch: number): void {
  const address = place.network.get('dropouts');
  if (address === 0) return;
  const records = crew.kernels.memory.integers(address, 2 * network.layers.length);
  for (let layer = 0; layer < network.layers.length; layer++) {
    records[2 * layer + 1] = deriveSeed(options.seed ?? 0, `dropout ${batch} ${layer}`);
  }
}

type BatchPart = 'inputs' | 'contexts' | 'copyValues' | 'targets' | 'weights';

function put({ crew, place }: Desk, part: BatchPart, values: Float32Array | undefined, count: number): void {
  if ((values?.length ?? 0) !== count) {
    throw misfit(`${count} ${part} are needed, there are ${values?.length ?? 0}`);
  }
  if (values) crew.kernels.memory.floats(place.network.get(part), count).set(values);
}

function misfit(difference: string): ForecastingError {
  return new ForecastingError('invalid-config', `Cannot compute a batch: ${difference}`);
}

/** Shares the windows out and does a job on them. */
function run({ crew, place }: Desk, job: KernelJob, size: number): void {
  const { shards, shardList, network } = place;
  const each = Math.ceil(size / windowsTogether / shards.length) * windowsTogether;
  shards.forEach((shard, i) => {
    const first = Math.min(size, i * each);
    shard.set({ first, count: Math.min(each, size - first) });
  });
  crew.record.set({ network: network.address, shards: shardList, shardCount: shards.length });
  crew.run(job);
}

function gather({ crew, place }: Desk): StepOutcome {
  const { exports, memory } = crew.kernels;
  const { network, shards, shardList } = place;
  const gradientNorm = exports.gatherGradients(network.address, shardList, shards.length);
  return { loss: memory.doubles(shards[0]!.address, 1)[0]!, gradientNorm };
}

function move(
  { crew, place, options }: Desk,
  { gradientNorm }: StepOutcome,
  { learningRate, averageShare = 0, step }: StepRate & { step: number },
): void {
  const clip =
    gradientNorm > (options.clipNorm ?? Number.POSITIVE_INFINITY) ? options.clipNorm! / gradientNorm : 1;
  const correction = Math.sqrt(1 - beta2 ** step);
  crew.kernels.exports.moveWeights(
    place.network.address,
    place.shards[0]!.get('gradients'),
    place.moments.address,
    clip,
    beta1,
    beta2,
    (learningRate * correction) / (1 - beta1 ** step),
    epsilon * correction,
    averageShare,
  );
}

type StepPart = 'weights' | 'averages' | 'means' | 'squares' | 'gradients';

function addressOf({ place }: Desk, what: StepPart): number {
  if (what === 'weights') return place.network.get('parameters');
  if (what === 'gradients') return place.shards[0]!.get('gradients');
  return place.moments.get(what);
}

function readParts(desk: Desk, what: StepPart): Float32Array[] {
  const { crew, place } = desk;
  const all = crew.kernels.memory.floats(addressOf(desk, what), place.parameterCount);
  return place.parameters.map(({ offset, size }) => all.slice(offset, offset + size));
}

function writeParts({ crew, place }: Desk, start: number, values: readonly Float32Array[]): void {
  const all = crew.kernels.memory.floats(start, place.parameterCount);
  place.parameters.forEach(({ name, offset, size }, i) => {
    if (values[i]?.length !== size) {
      throw misfit(`${size} numbers of ${name} are needed, there are ${values[i]?.length ?? 0}`);
    }
    all.set(values[i]!, offset);
  });
}
