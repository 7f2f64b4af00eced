import { describe, expect, it } from 'vitest';
import { seedRemarks } from '#forecasting/running/remarks.ts';

describe('seedRemarks()', () => {
  it('says that a gap smaller than the spread over seeds is none', () => {
    expect(
      seedRemarks([
        { kind: 'lstm', error: 2, spread: 0.11 },
        { kind: 'gru', error: 2.03, spread: 0.08 },
        { kind: 'rnn', error: 9, spread: 0.1 },
      ]),
    ).toEqual([
      'LSTM and GRU are not distinguishable: their gap of 0.030 is inside the seed spread of ±0.11.',
    ]);
  });

  it('calls differences by rounding alone no differences', () => {
    const same =
      'LSTM and GRU are not distinguishable: their errors are the same with every seed, a seed spread of 0.';
    for (const spread of [0, 4e-15]) {
      expect(
        seedRemarks([
          { kind: 'lstm', error: 22.5, spread },
          { kind: 'gru', error: 22.5 + 1e-14, spread },
        ]),
      ).toEqual([same]);
    }
  });
});
