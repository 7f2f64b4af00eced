import { describe, expect, it } from 'vitest';
import { logSoftmax } from '#forecasting/language/language-model.ts';
import { createLanguageNetwork } from '#forecasting/language/language-network.ts';
import { createVocabulary } from '#forecasting/language/vocabulary.ts';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { loadTestKernels } from '#tests/support/kernels.ts';
import { loopStates } from '#tests/support/recurrent-loop.ts';

const kernels = loadTestKernels();
const crew = gatherCrew(kernels);
const vocabulary = createVocabulary([['a', 'b', 'c', 'd']]);
const cells = ['rnn', 'lstm', 'gru'] as const;
const create = (cell: (typeof cells)[number], seed = 1) =>
  createLanguageNetwork(crew, { cell, units: 6, vocabulary, mostWords: 5, seed });

describe('createLanguageNetwork()', () => {
  it.each(cells)('gives the probabilities that a float64 loop over one-hot words gives: %s', (cell) => {
    const network = create(cell);
    const [kernel, recurrentKernel, bias, headKernel, headBias] = network.read() as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const sentence = [0, 3, vocabulary.unknown, 1, 1, 2, 0];
    const inputs = [vocabulary.edge, ...sentence].map((word) =>
      Array.from({ length: vocabulary.words.length + 2 }, (_, k) => Number(k === word)),
    );
    const states = loopStates({ cell, units: 6, kernel, recurrentKernel, bias }, inputs);
    // A shorter sentence beside it: what is filled up must not show.
    const rows = network.logProbabilities([[2], sentence]);
    expect(rows[0]!.length).toBe(2);
    expect(rows[1]!.length).toBe(8);
    rows[1]!.forEach((row, step) => {
      const values = Array.from({ length: 5 }, (_, k) =>
        states[step]!.reduce((sum, h, unit) => sum + h * headKernel[unit * 5 + k]!, headBias[k]!),
      );
      logSoftmax(values).forEach((log, k) => {
        expect(row[k]).toBeCloseTo(log, 5);
      });
    });
    network.dispose();
  });

  it.each(cells)('learns what follows from the word before the last: %s', (cell) => {
    const network = create(cell);
    // "a c b" and "d c d": after "c" only the first word tells.
    const sentences = Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? [0, 2, 1] : [3, 2, 3]));
    for (let epoch = 0; epoch < 60; epoch++) network.learn(sentences, 0.02);
    const [first, second] = network.logProbabilities([
      [0, 2],
      [3, 2],
    ]);
    expect(Math.exp(first![2]![1]!)).toBeGreaterThan(0.9);
    expect(Math.exp(second![2]![3]!)).toBeGreaterThan(0.9);
    network.dispose();
  });

  it('gives the same bits for the same seed, others for another', () => {
    const trained = (seed: number) => {
      const network = create('gru', seed);
      for (let epoch = 0; epoch < 3; epoch++) network.learn([[0, 1, 2], [3], [2, 2]], 0.01);
      const weights = network.read();
      network.dispose();
      return weights;
    };
    const first = trained(1);
    expect(trained(1)).toEqual(first);
    expect(trained(2)).not.toEqual(first);
  });

  it('gives its memory back', () => {
    const used = kernels.memory.used;
    const network = create('lstm');
    network.logProbabilities([[0, 1]]);
    network.dispose();
    expect(kernels.memory.used).toBe(used);
  });
});
