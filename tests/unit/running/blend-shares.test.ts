import { describe, expect, test } from 'vitest';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { chooseShares } from '#forecasting/running/blend-shares.ts';
import type { ForecasterRecord } from '#forecasting/running/forecaster-record.ts';
import type { RunContext } from '#forecasting/running/run-context.ts';

const horizon = 3;
/** Twenty origins three apart: five stretches of four. */
const selectionOrigins = Array.from({ length: 20 }, (_, i) => 40 + 3 * i);
const verdictOrigins = [100, 103, 106, 109, 112, 115];

function contextOf(values: Float64Array): RunContext {
  const split = { trainingLength: 41, selectionOrigins, verdictOrigins };
  return {
    config: { horizon, seed: 1 },
    panel: [{ name: 'sales', values, seasonLength: 1, split }],
    errorScales: [1],
  } as unknown as RunContext;
}

/** A forecaster that is off by about so much in either part. */
function recordOf(
  kind: 'naive' | 'lstm' | 'gru',
  values: Float64Array,
  [chosen, judged]: readonly [number, number],
): ForecasterRecord {
  const saidAfter = (origins: readonly number[], off: number) =>
    origins.map((origin) =>
      values.slice(origin + 1, origin + 1 + horizon).map((value) => value + off * drawNormal(random)),
    );
  const selection = [saidAfter(selectionOrigins, chosen)];
  return { kind, selection, verdict: [saidAfter(verdictOrigins, judged)] } as unknown as ForecasterRecord;
}

const random = createRandom(2);
const values = Float64Array.from({ length: 120 }, () => drawNormal(random));
const records = [
  recordOf('naive', values, [9, 9]),
  recordOf('lstm', values, [1, 1]),
  recordOf('gru', values, [1, 1]),
];

describe('chooseShares()', () => {
  test('gives the shares to what erred least', () => {
    const { judged } = chooseShares(contextOf(values), records)!;
    expect(judged[0]).toBeLessThan(0.05);
    expect(judged.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  test('gives them anew where the blend is used, to what held at the origins of the verdict', () => {
    const faded = [records[0]!, records[1]!, recordOf('gru', values, [1, 9])];
    const { judged, used } = chooseShares(contextOf(values), faded)!;
    expect(judged[2]).toBeGreaterThan(0.3);
    expect(used[2]).toBeLessThan(judged[2]! - 0.1);
    expect(used.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  test('what came after the first origin of the verdict changes nothing by which the blend is judged', () => {
    const told = chooseShares(contextOf(values), records)!;
    const later = values.map((value, i) => (i > verdictOrigins[0]! ? value + 9 * drawNormal(random) : value));
    const again = chooseShares(contextOf(later), records)!;
    expect([...again.judged]).toEqual([...told.judged]);
    expect(again.selection).toEqual(told.selection);
    expect([...again.used]).not.toEqual([...told.used]);
  });

  test('what the blend would have said after an origin does not depend on what came after it', () => {
    const told = chooseShares(contextOf(values), records)!;
    // The third stretch: origins 64 … 73, with targets up to 76.
    const tampered = values.map((value, i) => (i >= 65 && i <= 76 ? value + 5 * drawNormal(random) : value));
    const again = chooseShares(contextOf(tampered), records)!;
    expect(again.selection[0]!.slice(8, 12)).toEqual(told.selection[0]!.slice(8, 12));
    expect([...again.judged]).not.toEqual([...told.judged]);
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
