import { describe, expect, it } from 'vitest';
import { planMembers } from '#forecasting/running/planned-member.ts';
import { furtherVariations, usualVariations } from '#forecasting/running/variation.ts';

const growing = Float64Array.from({ length: 200 }, (_, i) => 10 + i);
const level = Float64Array.from({ length: 200 }, (_, i) => 100 + (i % 5));
const signed = Float64Array.from({ length: 200 }, (_, i) => i - 100);

describe('usualVariations()', () => {
  it('normalises on logarithms too where most series are positive and vary by half or more', () => {
    const normalisations = (...trainings: Float64Array[]) =>
      usualVariations({ lookback: 24, seasonLength: 12, trainings }).map(
        ({ normalisation }) => normalisation,
      );
    expect(normalisations(growing)).toEqual(['additive', 'log']);
    expect(normalisations(level)).toEqual(['additive']);
    expect(normalisations(signed)).toEqual(['additive']);
    expect(normalisations(growing, growing, signed)).toEqual(['additive', 'log']);
    expect(normalisations(growing, signed)).toEqual(['additive']);
  });
});

describe('furtherVariations()', () => {
  it('halves the lookback and takes half as much again, in whole seasons', () => {
    const trainings = [Float64Array.from({ length: 900 }, (_, i) => 1 + i)];
    const lookbacks = furtherVariations({ lookback: 336, seasonLength: 24, trainings }).map(
      (one) => one.lookback,
    );
    expect(lookbacks).toEqual([168, 168, 504, 504]);
  });

  it('offers none that the shortest training part does not hold', () => {
    const found = furtherVariations({ lookback: 100, seasonLength: 1, trainings: [signed] });
    expect(found).toEqual([{ lookback: 50, normalisation: 'additive' }]);
  });
});

describe('planMembers()', () => {
  it('takes every kind by turns, so that a run that is cut short has something of each', () => {
    const variations = usualVariations({ lookback: 24, seasonLength: 12, trainings: [growing] });
    const planned = planMembers(['lstm', 'gru'], { seeds: 2, variations, localSeries: 0 });
    expect(planned.map(({ kind, member, seedNumber }) => `${kind} ${member} ${seedNumber}`)).toEqual([
      'lstm 0 0',
      'gru 0 0',
      'lstm 1 0',
      'gru 1 0',
      'lstm 2 1',
      'gru 2 1',
      'lstm 3 1',
      'gru 3 1',
    ]);
  });

  it('plans one network a series after those for all of them', () => {
    const variations = [{ lookback: 24, normalisation: 'additive' }] as const;
    const planned = planMembers(['gru'], { seeds: 2, variations, localSeries: 2 });
    expect(planned.map(({ member, seedNumber, series }) => [member, seedNumber, series])).toEqual([
      [0, 0, undefined],
      [1, 0, 0],
      [2, 0, 1],
      [3, 1, undefined],
      [4, 1, 0],
      [5, 1, 1],
    ]);
  });
});
