import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PanelSeries } from '#forecasting/evaluation/panel.ts';
import { joinStages, refitStages, stageHistories } from '#forecasting/evaluation/refit-stages.ts';

function seriesWith(verdictOrigins: readonly number[]): PanelSeries {
  return {
    name: 'sales',
    values: new Float64Array(200),
    seasonLength: 1,
    split: { trainingLength: 50, selectionOrigins: [49], verdictOrigins },
  };
}

const originsOf = (stages: readonly (readonly PanelSeries[])[], index: number) =>
  stages.map((panel) => panel[index]!.split.verdictOrigins);

describe('refitStages()', () => {
  test('deals the folds to stretches of neighbours, earliest first', () => {
    const stages = refitStages([seriesWith([79, 82, 85, 88, 91, 94, 97, 100])], 'verdict', 3);
    expect(originsOf(stages, 0)).toEqual([
      [79, 82, 85],
      [88, 91, 94],
      [97, 100],
    ]);
  });

  test('a series with fewer folds takes part in the latest stretches only', () => {
    const stages = refitStages([seriesWith([80, 90, 100, 110]), seriesWith([130])], 'verdict', 2);
    expect(originsOf(stages, 1)).toEqual([[], [130]]);
  });

  test('there is one stretch at least, and none without a fold', () => {
    expect(originsOf(refitStages([seriesWith([80, 90])], 'verdict', 0), 0)).toEqual([[80, 90]]);
    expect(originsOf(refitStages([seriesWith([80, 90])], 'verdict', 9), 0)).toEqual([[80], [90]]);
    expect(originsOf(refitStages([seriesWith([])], 'verdict', 3), 0)).toEqual([[]]);
  });

  test('the selection origins are dealt in the same way, and the folds are left as they are', () => {
    const series = seriesWith([80, 90]);
    const split = { ...series.split, selectionOrigins: [50, 55, 60, 65] };
    const stages = refitStages([{ ...series, split }], 'selection', 2);
    expect(stages.map(([stage]) => stage!.split.selectionOrigins)).toEqual([
      [50, 55],
      [60, 65],
    ]);
    expect(originsOf(stages, 0)).toEqual([
      [80, 90],
      [80, 90],
    ]);
  });

  test('before a stretch lies all until its first origin, or the training part where it has none', () => {
    const lengths = refitStages([seriesWith([80, 90]), seriesWith([130])], 'verdict', 2).map((stage) =>
      stageHistories(stage, 'verdict').map(({ values }) => values.length),
    );
    expect(lengths).toEqual([
      [81, 50],
      [91, 131],
    ]);
  });

  test('what is said in all stretches, joined, is one forecast a fold in the order of the folds', () => {
    const folds = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(
        fc.array(folds, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        (counts, stretches) => {
          const panel = counts.map((count) => seriesWith(Array.from({ length: count }, (_, i) => 100 + i)));
          const said = refitStages(panel, 'verdict', stretches).map((stage) =>
            stage.map(({ split }) => split.verdictOrigins.map((origin) => Float64Array.of(origin))),
          );
          const joined = joinStages(said).map((origins) => origins.map(([origin]) => origin));
          expect(joined).toEqual(panel.map(({ split }) => split.verdictOrigins));
        },
      ),
    );
  });
});
