import type { PanelSeries } from './panel.ts';

/**
 * Cuts the verdict part into stretches of neighbouring folds, before each of which a forecaster may be fitted anew on all
 * that lies before it.
 *
 * A series with fewer folds than others takes part in the latest stretches only.
 *
 * @param count Stretches; never more than there are folds, and at least one.
 * @returns The panel once a stretch, earliest first, each time with the verdict origins of the stretch alone.
 *
 * @example
 * verdictStages(panel, 3).map(([series]) => series.split.verdictOrigins); // [[79, 82, 85], [88, 91, 94], [97, 100]]
 */
export function verdictStages(panel: readonly PanelSeries[], count: number): readonly PanelSeries[][] {
  const folds = Math.max(0, ...panel.map(({ split }) => split.verdictOrigins.length));
  const stages = Math.max(1, Math.min(count, folds));
  return Array.from({ length: stages }, (_, stage) => {
    const from = Math.ceil((stage * folds) / stages);
    const to = Math.ceil(((stage + 1) * folds) / stages);
    return panel.map((series) => onlyFolds(series, from, to, folds));
  });
}

function onlyFolds(series: PanelSeries, from: number, to: number, folds: number): PanelSeries {
  const { split } = series;
  const missing = folds - split.verdictOrigins.length;
  const verdictOrigins = split.verdictOrigins.slice(Math.max(0, from - missing), Math.max(0, to - missing));
  return { ...series, split: { ...split, verdictOrigins } };
}

/**
 * Puts what was said in all stretches back together: for each series its forecasts, in the order of the origins.
 *
 * @example
 * joinStages([[[first]], [[second]]])[0].length; // 2
 */
export function joinStages<T>(said: readonly (readonly (readonly T[])[])[]): readonly (readonly T[])[] {
  return said[0]!.map((_, series) => said.flatMap((stage) => stage[series]!));
}
