import { createRandom, deriveSeed, shuffle } from '../random.ts';
import { drawInitialWeights } from '../recurrent/initial-weights.ts';
import type { Cell } from '../recurrent/kernels/cell.ts';
import type { KernelCrew } from '../recurrent/kernels/kernel-crew.ts';
import { stateGradients, traceSequence } from '../recurrent/kernels/sequence-trace.ts';
import type { SequenceSpec } from '../recurrent/kernels/sequence-workplace.ts';
import type { StepNetwork } from '../recurrent/kernels/step-network.ts';
import { createTrainingStep, type TrainingStep } from '../recurrent/kernels/training-step.ts';
import { gradientByLag } from '../recurrent/memory/gradient-by-lag.ts';
import { type LanguageModel, logSoftmax } from './language-model.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface LanguageNetworkOptions {
  readonly cell: Cell;
  readonly units: number;
  readonly vocabulary: Vocabulary;
  /** The most words of a sentence to learn from. */
  readonly mostWords: number;
  readonly seed: number;
}

/** A recurrent network that reads a sentence from left to right and guesses each next word. */
export interface LanguageNetwork extends LanguageModel {
  readonly cell: Cell;
  /** Learns from all sentences once, in batches, in an order of its own. */
  learn(sentences: readonly (readonly number[])[], learningRate: number): void;
  /** What the network held while it read. */
  trace(words: readonly number[], target: number): WordTrace;
  /** The weights: layer kernel, recurrent kernel, bias, head kernel, head bias. */
  read(): Float32Array[];
  write(weights: readonly Float32Array[]): void;
  dispose(): void;
}

/** A sentence as a network read it, beginning with the edge. */
export interface WordTrace {
  /** Hidden state after the edge and after every word, [words + 1][units]. */
  readonly hidden: readonly (readonly number[])[];
  /**
   * |dL/dh| at each of them as a share of that at the last, L being −log of the probability of the target as the next
   * word: how much each state could still move the guess.
   */
  readonly gradient: readonly number[];
}

const batchSize = 32;
/** Sentences that are scored in one call. */
const readingBatch = 128;
const clipNorm = 1;
/** Share of the words that are read as unknown while it learns: so it learns to go on after one. */
const unknownShare = 0.03;

/**
 * Creates a network of one recurrent layer whose input is one number a word, all 0 but a 1 for the word that is read
 * (tfjs has no gradient of an embedding on its fast backends), and whose head has one output a word. It answers at
 * every step and learns by the cross-entropy of the word that came next.
 *
 * @example
 * const network = createLanguageNetwork(crew, { cell: 'gru', units: 24, vocabulary, mostWords: 9, seed: 1 });
 * network.learn(sentences, 0.01);
 */
export function createLanguageNetwork(crew: KernelCrew, options: LanguageNetworkOptions): LanguageNetwork {
  const { cell, vocabulary, mostWords, seed } = options;
  const network = networkFor(options, mostWords + 1);
  const step = createTrainingStep(crew, network, { batchSize, loss: { kind: 'crossEntropy' }, clipNorm });
  const random = createRandom(deriveSeed(seed, `language ${cell}`));
  step.write(drawInitialWeights(network, step.parameters, { random }));
  const readers = createReaders(crew, options);
  return {
    cell,
    learn(sentences, learningRate) {
      const order = shuffle([...sentences], random);
      for (let first = 0; first < order.length; first += batchSize) {
        const batch = order.slice(first, first + batchSize);
        const inputs = encode(
          batch.map((words) => words.map((word) => (random() < unknownShare ? vocabulary.unknown : word))),
          network,
          vocabulary,
        );
        step.train({ ...inputs, ...encodeTargets(batch, network, vocabulary) }, { learningRate });
      }
    },
    logProbabilities: (sentences) =>
      batchesOf(sentences, readingBatch).flatMap((batch) => readers.answer(batch, step.read())),
    trace: (words, target) => traceWords(crew, options, { words, target, weights: step.read() }),
    read: () => step.read(),
    write: (weights) => step.write(weights),
    dispose() {
      readers.dispose();
      step.dispose();
    },
  };
}

/** The same network at other lengths: one for each number of steps that was asked for. */
function createReaders(crew: KernelCrew, options: LanguageNetworkOptions) {
  const readers = new Map<number, TrainingStep>();
  const readerOf = (steps: number) => {
    const known = readers.get(steps);
    if (known) return known;
    const made = createTrainingStep(crew, networkFor(options, steps), {
      batchSize: readingBatch,
      loss: { kind: 'crossEntropy' },
    });
    readers.set(steps, made);
    return made;
  };
  return {
    answer(sentences: readonly (readonly number[])[], weights: readonly Float32Array[]): Float64Array[][] {
      const steps = Math.max(...sentences.map((words) => words.length)) + 1;
      const network = networkFor(options, steps);
      const reader = readerOf(steps);
      reader.write(weights);
      const answers = reader.answer(encode(sentences, network, options.vocabulary));
      return sentences.map((words, row) => readRows(answers, network, row, words.length + 1));
    },
    dispose() {
      for (const reader of readers.values()) reader.dispose();
    },
  };
}

interface TraceRequest {
  readonly words: readonly number[];
  readonly target: number;
  readonly weights: readonly Float32Array[];
}

function traceWords(crew: KernelCrew, options: LanguageNetworkOptions, request: TraceRequest): WordTrace {
  const { cell, units, vocabulary } = options;
  const { words, target, weights } = request;
  const [kernel, recurrentKernel, bias, headKernel, headBias] = weights as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const network = networkFor(options, words.length + 1);
  const { steps, features, outputs } = network;
  const shape = { cell, units, features, gateActivation: 'sigmoid', resetAfter: false } as const;
  const spec: SequenceSpec = { ...shape, batch: 1, steps, returnSequences: false };
  const inputs = { input: encode([words], network, vocabulary).inputs, kernel, recurrentKernel, bias };
  const { hidden } = traceSequence(crew.kernels, spec, inputs);
  const last = hidden.subarray((steps - 1) * units);
  const logs = logSoftmax(
    Float64Array.from(headBias, (b, k) =>
      last.reduce((sum, h, unit) => sum + h * headKernel[unit * outputs + k]!, b),
    ),
  );
  const byState = Float32Array.from({ length: units }, (_, unit) =>
    logs.reduce(
      (sum, log, k) => sum + headKernel[unit * outputs + k]! * (Math.exp(log) - Number(k === target)),
      0,
    ),
  );
  const gradients = stateGradients(crew.kernels, spec, inputs, byState);
  const byLag = gradientByLag(gradients, { batch: 1, steps, units });
  return {
    hidden: Array.from({ length: steps }, (_, step) => [
      ...hidden.subarray(step * units, (step + 1) * units),
    ]),
    gradient: [...byLag.hidden].reverse(),
  };
}

function networkFor({ cell, units, vocabulary }: LanguageNetworkOptions, steps: number): StepNetwork {
  return {
    steps,
    features: vocabulary.words.length + 2,
    embedUnits: 0,
    layers: [{ name: 'cell', cell, units }],
    contextSize: 0,
    outputs: vocabulary.words.length + 1,
    copies: 0,
    answerSteps: steps,
  };
}

function batchesOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** The edge, then the words; nothing at all after the last. */
function encode(
  sentences: readonly (readonly number[])[],
  { steps, features }: StepNetwork,
  vocabulary: Vocabulary,
): { size: number; inputs: Float32Array } {
  const inputs = new Float32Array(sentences.length * steps * features);
  sentences.forEach((words, row) => {
    [vocabulary.edge, ...words].forEach((word, i) => {
      inputs[(row * steps + i) * features + word] = 1;
    });
  });
  return { size: sentences.length, inputs };
}

/** The words, then the edge; unknown words and what follows the end have no weight. */
function encodeTargets(
  sentences: readonly (readonly number[])[],
  { steps }: StepNetwork,
  vocabulary: Vocabulary,
): { targets: Float32Array; weights: Float32Array } {
  const targets = new Float32Array(sentences.length * steps);
  const weights = new Float32Array(targets.length);
  const known = sentences.map((words) => [...words, vocabulary.edge]);
  const count = known.flat().filter((word) => word !== vocabulary.unknown).length;
  known.forEach((words, row) => {
    words.forEach((word, i) => {
      if (word === vocabulary.unknown) return;
      targets[row * steps + i] = word;
      weights[row * steps + i] = 1 / count;
    });
  });
  return { targets, weights };
}

function readRows(answers: Float32Array, network: StepNetwork, row: number, count: number): Float64Array[] {
  const { steps, outputs } = network;
  return Array.from({ length: count }, (_, i) => {
    const from = (row * steps + i) * outputs;
    return logSoftmax(answers.subarray(from, from + outputs));
  });
}
