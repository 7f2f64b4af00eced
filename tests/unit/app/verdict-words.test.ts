import { describe, expect, it } from 'vitest';
import { firstSentence, resultChecks, verdictStamp } from '#app/_lib/verdict-words.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { ForecasterScore, RunResult, Verdict } from '#forecasting/run-result.ts';

const verdict: Verdict = {
  outcome: 'ties',
  best: 'lstm',
  against: 'naive',
  skill: -0.04,
  interval: [-0.1, 0.02],
  origins: 24,
  sentence: '',
  remarks: [],
};
const leaderboard = [{ kind: 'naive' }, { kind: 'lstm' }] as ForecasterScore[];
const spread = [
  { kind: 'rnn', seedSpread: 0.1 },
  { kind: 'lstm', seedSpread: 0.2 },
] as ForecasterScore[];
const result = {
  ...{ seeds: 3, seed: 1, horizon: 10, stride: 10, echoes: [] },
  leaderboard: spread,
} as unknown as RunResult;
const titles = (change: Partial<RunResult>, remarks: readonly string[] = []) =>
  resultChecks({ result: { ...result, ...change }, verdict: { ...verdict, remarks }, leaderboard }).map(
    ({ tone, title }) => `${tone}: ${title}`,
  );

const naming = { frequency: 'daily', seasonLength: 7 } as const;

describe('verdictStamp()', () => {
  it('leads to what is recommended after a tie as after a loss', () => {
    const stampOf = (outcome: Verdict['outcome'], recommended: ForecasterKind) =>
      verdictStamp({ outcome, against: 'drift' }, recommended, naming);
    expect(stampOf('ties', 'drift').word).toBe('TIE: use the naive');
    expect(stampOf('ties', 'naive').word).toBe('TIE: use “same as yesterday”');
    expect(stampOf('ties', 'blend').word).toBe('TIE: use the blend');
    expect(stampOf('loses', 'theta').word).toBe('LOSES: use Theta');
    expect(stampOf('loses', 'drift').tone).toBe('lose');
    expect(stampOf('beats', 'blend').tone).toBe('win');
    expect(stampOf(null, 'drift')).toEqual({ tone: 'tie', word: 'Naive only' });
  });
});

describe('firstSentence()', () => {
  it('parts the headline from its reason', () => {
    expect(firstSentence('No network beats “same as yesterday”. LSTM came closest: 4 % worse.')).toEqual([
      'No network beats “same as yesterday”.',
      'LSTM came closest: 4 % worse.',
    ]);
  });

  it('begins the reason at a figure after a colon, and is not misled by a decimal point', () => {
    expect(firstSentence('GRU beats “one season ago”: 4.5 % better, +1 … +8 %. Use GRU.')).toEqual([
      'GRU beats “one season ago”.',
      '4.5 % better, +1 … +8 %. Use GRU.',
    ]);
  });
});

describe('resultChecks()', () => {
  it('praises what was checked and found in order', () => {
    const leakCheck = { passed: true, compared: 24, origins: 24, failed: [] };
    expect(titles({ leakCheck })).toEqual([
      'ok: No leak found',
      'ok: No echo',
      'ok: 3 seeds',
      'plain: 24 origins',
    ]);
  });

  it('does not hide a leak', () => {
    const leakCheck = { passed: false, compared: 24, origins: 24, failed: ['lstm' as const] };
    expect(titles({ leakCheck })[0]).toBe('fail: The future leaks');
  });

  it('names networks that echo, and pairs that seeds cannot tell apart', () => {
    const echoes = [{ kind: 'lstm' as const, weight: 0.97 }];
    const remark =
      'LSTM and GRU are not distinguishable: their gap of 0.030 is inside the seed spread of ±0.11.';
    expect(titles({ echoes }, [remark])).toEqual([
      'mind: LSTM echoes',
      'mind: LSTM and GRU: the same',
      'plain: 24 origins',
    ]);
  });

  it('says what a few overlapping origins weigh', () => {
    expect(titles({}, ['Only 3 independent origins: the interval is wide.']).at(-1)).toBe('mind: 24 origins');
  });
});
