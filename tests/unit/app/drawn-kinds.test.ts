import { describe, expect, it } from 'vitest';
import { type ComparePart, drawnKinds } from '#app/_components/compare/compare-part.ts';
import { kindsBySimplicity } from '#forecasting/forecaster-kind.ts';
import type { ForecasterScore } from '#forecasting/run-result.ts';

const scored = (failed: readonly string[] = []) =>
  kindsBySimplicity.map((kind) => ({ kind, failure: failed.includes(kind) ? 'Diverged.' : null }));
const drawn = (ticked: ComparePart['ticked'], failed?: readonly string[]) =>
  drawnKinds({
    seriesResult: { leaderboard: scored(failed) as ForecasterScore[] },
    ticked,
  } as unknown as ComparePart);

describe('drawnKinds()', () => {
  it('draws every forecaster that is ticked, the naive ones below all others', () => {
    expect(new Set(drawn(kindsBySimplicity))).toEqual(new Set(kindsBySimplicity));
    expect(drawn(['blend', 'nlinear', 'gru', 'naive', 'mean'])).toEqual([
      'mean',
      'naive',
      'nlinear',
      'gru',
      'blend',
    ]);
  });

  it('leaves out what is not ticked, and what has failed', () => {
    expect(drawn(['ets', 'rnn'], ['rnn'])).toEqual(['ets']);
  });
});
