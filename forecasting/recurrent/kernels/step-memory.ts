import type { KernelModule } from './kernel-module.ts';
import { createLayerRecord, createPassRecord, type LayerRecord } from './layer-record.ts';
import { createRecord, type Record32 } from './record.ts';
import type { StepLoss } from './step-loss.ts';
import { lossNumber, slopesOf } from './step-loss.ts';
import {
  answersPerWindow,
  layerShapes,
  parametersOf,
  type StepNetwork,
  type StepParameter,
  targetsPerWindow,
} from './step-network.ts';

const networkFields = [
  'steps',
  'features',
  'embedUnits',
  'layerCount',
  'layers',
  'dropouts',
  'contextSize',
  'outputs',
  'copies',
  'loss',
  'parameters',
  'parameterCount',
  'embedKernel',
  'embedBias',
  'headKernel',
  'headBias',
  'logits',
  'packedEmbed',
  'packedHead',
  'packedHeadBack',
  'up',
  'down',
  'inputs',
  'contexts',
  'copyValues',
  'targets',
  'weights',
  'answers',
  'source',
  'answerSteps',
] as const;

/** The loss is a double in front of the others: two fields. */
const shardFields = [
  'loss',
  'lossHigh',
  'first',
  'count',
  'gradients',
  'inputRows',
  'embedRows',
  'embedGradient',
  'contextRows',
  'copyRows',
  'shareRows',
  'answerRows',
  'targetRows',
  'weightRows',
  'passes',
  'dropped',
  'copyValues',
  'targets',
] as const;

const momentFields = ['means', 'squares', 'averages'] as const;

/** Everything that a training step has in the kernels' memory. */
export interface StepMemory {
  readonly parameters: readonly StepParameter[];
  /** Numbers in the stretch of all weights, filled up to whole vectors. */
  readonly parameterCount: number;
  readonly network: Record32<(typeof networkFields)[number]>;
  readonly moments: Record32<(typeof momentFields)[number]>;
  readonly shards: readonly Record32<(typeof shardFields)[number]>[];
  /** Address of the list of the shards' addresses. */
  readonly shardList: number;
  release(): void;
}

export interface StepMemorySize {
  readonly batchSize: number;
  readonly shards: number;
  readonly loss: StepLoss;
}

/** Makes room for a network, one batch, the optimiser and the shards. */
export function allocateStep(kernels: KernelModule, network: StepNetwork, size: StepMemorySize): StepMemory {
  const { memory } = kernels;
  const claimed: number[] = [];
  const layers: LayerRecord[] = [];
  const own = (address: number) => {
    claimed.push(address);
    return address;
  };
  const claim = (numbers: number) => {
    const address = own(memory.allocate(Math.max(1, numbers) * 4));
    memory.floats(address, numbers).fill(0);
    return address;
  };
  const list = (addresses: readonly number[]) => {
    const address = claim(addresses.length);
    memory.integers(address, addresses.length).set(addresses);
    return address;
  };
  const parameters = parametersOf(network);
  const last = parameters.at(-1)!;
  const parameterCount = Math.ceil((last.offset + last.size) / 4) * 4;
  const place: Placement = { kernels, network, parameters, start: claim(parameterCount), claim, own, list };
  const record = createRecord(memory, networkFields);
  layers.push(...createLayers(place));
  record.set({
    ...networkSizes(network),
    layers: list(layers.map(({ address }) => address)),
    dropouts: dropoutPlaces(place),
    parameters: place.start,
    parameterCount,
    ...networkWeights(place),
    ...lossSlopes(place, size.loss),
    ...batchPlaces(place, size),
  });
  const moments = createRecord(memory, momentFields);
  moments.set({
    means: claim(parameterCount),
    squares: claim(parameterCount),
    averages: claim(parameterCount),
  });
  const shards = Array.from({ length: size.shards }, () =>
    createShard(place, record.address, parameterCount),
  );
  for (const { address } of [record, moments, ...shards]) own(address);
  return {
    parameters,
    parameterCount,
    network: record,
    moments,
    shards,
    shardList: list(shards.map(({ address }) => address)),
    release() {
      for (const layer of layers) layer.release();
      for (const address of claimed) memory.release(address);
    },
  };
}

/** What the parts of the memory are made with. */
interface Placement {
  readonly kernels: KernelModule;
  readonly network: StepNetwork;
  readonly parameters: readonly StepParameter[];
  /** Address of the first weight. */
  readonly start: number;
  /** Reserves that many numbers, all zero. */
  readonly claim: (numbers: number) => number;
  /** Lets a block that was allocated elsewhere be released with the others. */
  readonly own: (address: number) => number;
  readonly list: (addresses: readonly number[]) => number;
}

function addressOf({ parameters, start }: Placement, name: string): number {
  const found = parameters.find((parameter) => parameter.name === name);
  return found ? start + found.offset * 4 : 0;
}

function createLayers(place: Placement): LayerRecord[] {
  const { kernels, network } = place;
  return layerShapes(network).map((shape, i) => {
    const { name } = network.layers[i]!;
    return createLayerRecord(kernels, shape, network.steps, {
      kernel: addressOf(place, `${name}/kernel`),
      recurrentKernel: addressOf(place, `${name}/recurrent_kernel`),
      bias: addressOf(place, `${name}/bias`),
    });
  });
}

function networkSizes(network: StepNetwork) {
  const { steps, features, embedUnits, layers, contextSize, outputs, copies, answerSteps = 1 } = network;
  const layerCount = layers.length;
  return { steps, features, embedUnits, layerCount, contextSize, outputs, copies, answerSteps };
}

/** A rate and a seed a layer; 0 where nothing is ever dropped. */
function dropoutPlaces({ kernels, network, claim }: Placement): number {
  const rates = network.layers.map(({ dropout = 0 }) => dropout);
  if (rates.every((rate) => rate === 0)) return 0;
  const address = claim(2 * rates.length);
  kernels.memory.floats(address, 2 * rates.length).set(rates.flatMap((rate) => [rate, 0]));
  return address;
}

function networkWeights(place: Placement) {
  const { network, claim } = place;
  const { features, embedUnits, layers, contextSize, outputs, copies } = network;
  const units = layers.at(-1)!.units;
  return {
    embedKernel: addressOf(place, 'embed/kernel'),
    embedBias: addressOf(place, 'embed/bias'),
    headKernel: addressOf(place, 'head/kernel'),
    headBias: addressOf(place, 'head/bias'),
    logits: addressOf(place, 'mix/logits'),
    packedEmbed: claim(embedUnits * (1 + features)),
    packedHead: claim((outputs + copies) * (1 + units + contextSize)),
    packedHeadBack: claim(units * (1 + outputs + copies)),
  };
}

function lossSlopes({ kernels, network, claim }: Placement, loss: StepLoss) {
  const slopes = slopesOf(loss, network.outputs);
  const put = (values: Float32Array) => {
    const address = claim(values.length);
    kernels.memory.floats(address, values.length).set(values);
    return address;
  };
  return {
    loss: lossNumber(loss),
    up: slopes ? put(slopes.up) : 0,
    down: slopes ? put(slopes.down) : 0,
  };
}

function batchPlaces({ network, claim }: Placement, { batchSize, loss }: StepMemorySize) {
  const { steps, features, contextSize, outputs, copies } = network;
  return {
    inputs: claim(batchSize * steps * features),
    contexts: claim(batchSize * contextSize),
    copyValues: claim(batchSize * outputs * copies),
    targets: claim(batchSize * targetsPerWindow(network, loss)),
    weights: claim(batchSize * targetsPerWindow(network, loss)),
    answers: claim(batchSize * answersPerWindow(network)),
  };
}

function createShard(
  { kernels, network, claim, own, list }: Placement,
  networkRecord: number,
  count: number,
) {
  const { memory, exports } = kernels;
  const shard = createRecord(memory, shardFields);
  const passes = network.layers.map(() => own(createPassRecord(kernels).address));
  shard.set({ gradients: claim(count), passes: list(passes), dropped: claim(passes.length) });
  exports.placeShard(networkRecord, shard.address, claim(exports.shardBytes(networkRecord) / 4));
  return shard;
}
