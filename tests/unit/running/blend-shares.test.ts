import { describe, expect, test } from 'vitest';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { chooseShares } from '#forecasting/running/blend-shares.ts';
import type { ForecasterRecord } from '#forecasting/running/forecaster-record.ts';
import type { RunContext } from '#forecasting/running/run-context.ts';

const horizon = 3;
/** Twenty origins three apart: five stretches of four. */
const selectionOrigins = Array.from({ length: 20 }, (_, i) => 40 + 3 * i);

function contextOf(values: Float64Array): RunContext {
  const split = { trainingLength: 41, selectionOrigins, verdictOrigins: [] };
  return {
    config: { horizon, seed: 1 },
    panel: [{ name: 'sales', values, seasonLength: 1, split }],
    errorScales: [1],
  } as unknown as RunContext;
}

/** A forecaster that is off by about so much everywhere. */
function recordOf(kind: 'naive' | 'lstm' | 'gru', values: Float64Array, off: number): ForecasterRecord {
  const selection = [
    selectionOrigins.map((origin) =>
      values.slice(origin + 1, origin + 1 + horizon).map((value) => value + off * drawNormal(random)),
    ),
  ];
  return { kind, selection } as unknown as ForecasterRecord;
}

const random = createRandom(2);
const values = Float64Array.from({ length: 120 }, () => drawNormal(random));
const records = [recordOf('naive', values, 9), recordOf('lstm', values, 1), recordOf('gru', values, 1)];

describe('chooseShares()', () => {
  test('gives the shares to what erred least', () => {
    const { weights } = chooseShares(contextOf(values), records)!;
    expect(weights[0]).toBeLessThan(0.05);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  test('what the blend would have said after an origin does not depend on what came after it', () => {
    const told = chooseShares(contextOf(values), records)!;
    // The third stretch: origins 64 … 73, with targets up to 76.
    const tampered = values.map((value, i) => (i >= 65 && i <= 76 ? value + 5 * drawNormal(random) : value));
    const again = chooseShares(contextOf(tampered), records)!;
    expect(again.selection[0]!.slice(8, 12)).toEqual(told.selection[0]!.slice(8, 12));
    expect([...again.weights]).not.toEqual([...told.weights]);
    expect(again.selection[0]!.slice(0, 4)).not.toEqual(told.selection[0]!.slice(0, 4));
  });

  test('lets the networks count alike where no other origin was observed', () => {
    const unobserved = values.map((value, i) => (i <= 43 ? value : Number.NaN));
    const { selection } = chooseShares(contextOf(unobserved), records)!;
    const [, lstm, gru] = records.map((record) => record.selection[0]![0]![0]!);
    expect(selection[0]![0]![0]).toBeCloseTo((lstm! + gru!) / 2, 12);
  });

  test('chooses nothing where nothing was observed', () => {
    expect(chooseShares(contextOf(values.map(() => Number.NaN)), records)).toBeUndefined();
  });
});
