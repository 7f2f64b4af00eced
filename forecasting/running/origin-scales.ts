import type { JudgedPart } from '../evaluation/backtest.ts';
import { originsOf } from '../evaluation/backtest.ts';
import { localScale } from '../evaluation/local-scale.ts';
import { historyAt, type PanelSeries } from '../evaluation/panel.ts';

/** How much each series moved just before each origin, data units: series → origin. */
export interface OriginScales {
  readonly selection: readonly (readonly number[])[];
  readonly verdict: readonly (readonly number[])[];
  /** At the last observation. */
  readonly issued: readonly number[];
}

/**
 * Measures the local scale at every origin of a panel.
 *
 * @example
 * measureOriginScales(panel, 12).issued.length; // one a series
 */
export function measureOriginScales(panel: readonly PanelSeries[], horizon: number): OriginScales {
  const at = (series: PanelSeries, origin: number) => localScale(historyAt(series, origin), horizon);
  const part = (name: JudgedPart) =>
    panel.map((series) => originsOf(series, name).map((origin) => at(series, origin)));
  return {
    selection: part('selection'),
    verdict: part('verdict'),
    issued: panel.map((series) => at(series, series.values.length - 1)),
  };
}
