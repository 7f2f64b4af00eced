import type { History } from '../forecaster.ts';
import { type JudgedPart, originsOf } from './backtest.ts';
import { historyAt, type PanelSeries } from './panel.ts';

/** In how many stretches of each part forecasters are fitted anew; 0: not in that part. */
export type RefitStages = Readonly<Record<JudgedPart, number>>;

/**
 * Fits in both parts together.
 *
 * @example
 * countRefits({ selection: 3, verdict: 3 }); // 6
 */
export function countRefits({ selection, verdict }: RefitStages): number {
  return selection + verdict;
}

/**
 * Cuts the selection or the verdict part into stretches of neighbouring origins, before each of which a forecaster may be
 * fitted anew on all that lies before it.
 *
 * A series with fewer origins than others takes part in the latest stretches only.
 *
 * @param count Stretches; never more than there are origins, and at least one.
 * @returns The panel once a stretch, earliest first, each time with the origins of the stretch alone in that part.
 *
 * @example
 * refitStages(panel, 'verdict', 3).map(([series]) => series.split.verdictOrigins); // [[79, 82, 85], [88, 91, 94], [97, 100]]
 */
export function refitStages(
  panel: readonly PanelSeries[],
  part: JudgedPart,
  count: number,
): readonly PanelSeries[][] {
  const most = Math.max(0, ...panel.map((series) => originsOf(series, part).length));
  const stages = Math.max(1, Math.min(count, most));
  return Array.from({ length: stages }, (_, stage) => {
    const from = Math.ceil((stage * most) / stages);
    const to = Math.ceil(((stage + 1) * most) / stages);
    return panel.map((series) => {
      const origins = originsOf(series, part);
      const missing = most - origins.length;
      return onlyOrigins(series, part, origins.slice(Math.max(0, from - missing), Math.max(0, to - missing)));
    });
  });
}

function onlyOrigins(series: PanelSeries, part: JudgedPart, origins: readonly number[]): PanelSeries {
  const { split } = series;
  return {
    ...series,
    split:
      part === 'verdict' ? { ...split, verdictOrigins: origins } : { ...split, selectionOrigins: origins },
  };
}

/**
 * All that lies before a stretch, of each series, its first origin included; the training part where it has none there.
 *
 * @example
 * stageHistories([series], 'verdict')[0].values.length; // series.split.verdictOrigins[0] + 1
 */
export function stageHistories(stage: readonly PanelSeries[], part: JudgedPart): History[] {
  return stage.map((series) =>
    historyAt(series, originsOf(series, part)[0] ?? series.split.trainingLength - 1),
  );
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
