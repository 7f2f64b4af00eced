import { describe, expect, it } from 'vitest';
import {
  gradientLines,
  gradientReadings,
  gradientsAt,
  gradientTable,
  toldEpochs,
} from '#app/_lib/gradient-rows.ts';
import { memberWords, memoryWords, needWords, rulerTicks } from '#app/_lib/memory-words.ts';
import { occlusionSentence } from '#app/_lib/occlusion-words.ts';
import type { NetworkKind } from '#forecasting/forecaster-kind.ts';
import type { ForecasterScore } from '#forecasting/run-result.ts';
import type { MemoryView, NetworkMemory } from '#server/inspection/inspection.ts';

const hours = (count: number) => `${count} hour${count === 1 ? '' : 's'}`;

const measured = (reach: number, wholeWindow = false) => ({
  hidden: [1, 0.1],
  cell: null,
  reach,
  wholeWindow,
});

function network(kind: NetworkKind, after: number, before?: number): NetworkMemory {
  return {
    kind,
    members: 1,
    seedNumber: 0,
    normalisation: 'additive',
    isLocal: false,
    units: 12,
    lookback: 72,
    segment: 1,
    steps: 72,
    windows: 48,
    after: measured(after),
    learned: true,
    epochs:
      before === undefined
        ? []
        : [
            { ...measured(before), epoch: 0 },
            { ...measured(after), epoch: 1 },
          ],
  };
}

function view(networks: readonly NetworkMemory[], observations = 25): MemoryView {
  const need = { observations, season: 24, lastPartial: 25, limit: 0.1, partial: [], rows: 1000 };
  return { need, seasonLength: 24, memory: null, member: 0, members: 1, networks };
}

const scored = (kind: NetworkKind, interval: readonly [number, number]) =>
  ({ kind, scores: { skill: 0.1, skillInterval: interval } }) as unknown as ForecasterScore;

describe('memoryWords()', () => {
  it('says that all reach far enough, what training did, and that reach is not skill', () => {
    const networks = [network('rnn', 59, 8), network('lstm', 45, 9), network('gru', 44, 8)];
    const words = memoryWords(view(networks), [scored('rnn', [-0.15, 0.15])], hours);
    expect(words).toEqual({
      stamp: 'REACHES far enough',
      say: 'The data need about 25 hours back. Every network reaches that far: 44 to 59 hours.',
      rest: 'Before training they reached 8 to 9 hours.',
      skill: 'RNN reaches furthest and only ties with the naive.',
    });
  });

  it('names all that reach furthest together', () => {
    const networks = [network('rnn', 72), network('lstm', 72), network('gru', 44)];
    const leaderboard = [scored('rnn', [-0.15, 0.15]), scored('lstm', [0.1, 0.2]), scored('gru', [0, 0.1])];
    expect(memoryWords(view(networks), leaderboard, hours).skill).toBe(
      'RNN and LSTM reach furthest; RNN only ties with the naive, LSTM beats the naive.',
    );
  });

  it('names those that fall short, and says so where none reaches', () => {
    const some = memoryWords(view([network('rnn', 8), network('lstm', 9), network('gru', 30)]), [], hours);
    expect(some.stamp).toBe('SOME reach far enough');
    expect(some.say).toBe(
      'The data need about 25 hours back. GRU reaches that far (30 hours), RNN and LSTM do not (8 to 9 hours).',
    );
    expect(some.rest).toMatch(/^How far they reached before training is not known/);
    expect(some.skill).toBeNull();
    const none = memoryWords(view([network('rnn', 8), network('lstm', 9)]), [], hours);
    expect(none.stamp).toBe('FALLS SHORT');
    expect(none.say).toBe('The data need about 25 hours back. No network reaches that far: 8 to 9 hours.');
    const alone = memoryWords(view([network('gru', 8, 8)]), [scored('gru', [0.1, 0.2])], hours);
    expect(alone.say).toBe('The data need about 25 hours back. GRU does not reach that far: 8 hours.');
    expect(alone.skill).toBe('GRU beats the naive.');
  });

  it('says that a window shorter than the need cannot be remembered out of', () => {
    const { rest } = memoryWords(view([network('gru', 72, 72)], 168), [], hours);
    expect(rest).toContain('The window holds 72 hours: only a longer lookback can show them more.');
  });

  it('says which networks kept their start', () => {
    const kept = { ...network('gru', 30, 30), learned: false };
    expect(memoryWords(view([network('rnn', 30, 30), kept]), [], hours).rest).toBe(
      'Before training they reached 30 hours. GRU kept the weights it started with, since no epoch was better.',
    );
  });

  it('calls a reach that ends with the window the whole window', () => {
    const whole = { ...network('gru', 72, 8), after: measured(72, true) };
    expect(memoryWords(view([whole]), [], hours).say).toBe(
      'The data need about 25 hours back. GRU reaches that far: the whole window of 72 hours.',
    );
  });
});

describe('needWords()', () => {
  it('names both parts of the need', () => {
    expect(needWords(view([]), hours)).toBe(
      'needed: season 24 hours, last significant partial autocorrelation 25 hours',
    );
  });
});

describe('memberWords()', () => {
  it('says which of several networks is looked into, with its seed, window and scale', () => {
    const second = { ...network('lstm', 9), seedNumber: 1, normalisation: 'log' as const };
    const unknown = { ...network('gru', 9), seedNumber: null, lookback: 24, isLocal: true };
    expect(memberWords({ ...view([second, unknown]), member: 1, members: 3 }, hours)).toBe(
      'Each kind forecasts by the median of up to 3 networks. Looked into here: LSTM (seed 2, 72 hours in, on logarithms), GRU (24 hours in, trained on this series alone).',
    );
  });
});

describe('rulerTicks()', () => {
  it('counts in seasons where there is one', () => {
    expect(rulerTicks(72, 24)).toEqual([1, 6, 12, 24, 48, 72]);
    expect(rulerTicks(30, null)).toEqual([1, 2, 5, 10, 20, 30]);
  });
});

describe('gradientsAt()', () => {
  it('takes each network as it was at an epoch, or when it told last', () => {
    const networks = [network('rnn', 59, 8), network('gru', 44)];
    expect(toldEpochs(networks)).toEqual([0, 1]);
    expect(gradientsAt(networks, 0).map(({ kind, reach }) => [kind, reach])).toEqual([['rnn', 8]]);
    expect(gradientsAt(networks, 64).map(({ kind, reach }) => [kind, reach])).toEqual([['rnn', 59]]);
  });
});

describe('gradientLines()', () => {
  it('counts lags in observations and gives an LSTM two lines', () => {
    const lines = gradientLines([{ ...measured(6), cell: [1, 0.5], kind: 'lstm', segment: 6 }]);
    expect(lines.map(({ state }) => state)).toEqual(['hidden', 'cell']);
    expect(lines[1]!.points).toEqual([
      [0, 1],
      [6, 0.5],
    ]);
  });
});

describe('gradientReadings()', () => {
  const before = [{ ...measured(6), hidden: [1, 0.5, 0.2], kind: 'gru' as const, segment: 6 }];
  const after = [
    { ...measured(6), hidden: [1, 0.9, 0.8], kind: 'gru' as const, segment: 6 },
    { ...measured(3), hidden: [1, 0.4], cell: [1, 0.7], kind: 'lstm' as const, segment: 1 },
  ];

  it('reads off the step of the cell that holds a lag, before and after', () => {
    expect(gradientReadings(before, after, 7)[0]).toEqual({
      kind: 'gru',
      state: 'hidden',
      before: 0.5,
      after: 0.9,
    });
    expect(gradientReadings(before, after, 1).slice(1)).toEqual([
      { kind: 'lstm', state: 'hidden', before: null, after: 0.4 },
      { kind: 'lstm', state: 'cell', before: null, after: 0.7 },
    ]);
  });

  it('says nothing beyond the window of a network', () => {
    const [gru, lstm] = gradientReadings(before, after, 17);
    expect([gru!.after, lstm!.after]).toEqual([0.8, null]);
    expect(gradientReadings(before, after, 18)[0]!.after).toBeNull();
  });
});

describe('gradientTable()', () => {
  it('holds every measured share', () => {
    const { rows } = gradientTable([network('rnn', 59, 8)]);
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual(['RNN', 'before training', 0, 1, null]);
    expect(rows.at(-1)).toEqual(['RNN', 'after training', 1, 0.1, null]);
  });
});

describe('occlusionSentence()', () => {
  const words = { name: 'GRU', words: hours, unit: '°C' };

  it('names the stretch that moved most, by how much and which way', () => {
    const stretches = [
      { from: 1, to: 2, moved: 3, raised: 3 },
      { from: 3, to: 4, moved: 1, raised: 0 },
    ];
    expect(occlusionSentence(stretches, words)).toBe(
      '“GRU” was moved most by the last 2 hours: without it the forecast changes by 3 °C on average; it raised it. Four fifths of all movement come from the last 4 hours.',
    );
  });

  it('says where nothing moved it', () => {
    const flat = [{ from: 1, to: 1, moved: 0, raised: 0 }];
    expect(occlusionSentence(flat, words)).toMatch(/^Nothing in the window moved “GRU”/);
  });
});
