import { describe, expect, it } from 'vitest';
import {
  blendInWords,
  blendLines,
  blendNote,
  networksInWords,
  shareDefinition,
} from '#app/_lib/blend-words.ts';
import type { MemberRecord } from '#forecasting/run-result.ts';

const member = (kind: MemberRecord['kind'], seedNumber: number, change: Partial<MemberRecord> = {}) =>
  ({
    kind,
    member: 0,
    seedNumber,
    lookback: 48,
    normalisation: 'additive',
    used: true,
    ...change,
  }) as MemberRecord;

const result = {
  blend: { 'seasonal-naive': 0.2, lstm: 0.6, gru: 0.2 },
  members: [
    member('lstm', 0),
    member('lstm', 1, { lookback: 24, normalisation: 'log' }),
    member('lstm', 2, { used: false }),
    member('gru', 0),
  ],
};

describe('blendLines()', () => {
  it('puts the largest share first and counts the networks that answer', () => {
    const lines = blendLines(result)!;
    expect(lines.map(({ kind, share, networks }) => [kind, share, networks])).toEqual([
      ['lstm', 0.6, 2],
      ['seasonal-naive', 0.2, 0],
      ['gru', 0.2, 1],
    ]);
    expect(lines[0]!.about).toBe('seed 1, lookback 48; seed 2, lookback 24, on logarithms');
    expect(lines.map(networksInWords)).toEqual(['median of 2 networks', 'no training', 'one network']);
  });

  it('says with which shares the blend was judged, where they are others', () => {
    expect(blendLines(result)!.map(({ judged }) => judged)).toEqual([null, null, null]);
    expect(blendNote(result)).toContain('chosen before the test origins');
    const judged = { ...result, judgedBlend: { lstm: 0.5, gru: 0.5 } };
    expect(blendLines(judged)!.map((line) => line.judged)).toEqual([0.5, 0, 0.5]);
    expect(blendNote(judged)).toContain('judged by shares chosen before');
    expect(shareDefinition(judged)).toContain('all there are');
  });

  it('is null where a run has no blend', () => {
    expect(blendLines({ members: [] })).toBeNull();
  });
});

describe('blendInWords()', () => {
  it('names each part as it stands in a sentence', () => {
    const naming = { frequency: 'hourly' as const, seasonLength: 24 };
    expect(blendInWords(blendLines(result)!, naming)).toBe('LSTM 60 %, same hour yesterday 20 %, GRU 20 %');
  });
});
