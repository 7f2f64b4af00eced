import { actualAfter, type JudgedPart, originsOf } from '../evaluation/backtest.ts';
import { type Calibration, calibrate } from '../evaluation/intervals.ts';
import type { PanelSeries } from '../evaluation/panel.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { OriginScales } from './origin-scales.ts';

/**
 * Pools a forecaster's scaled residuals over series and origins into what bands are made from.
 *
 * Bands that are judged rest on the selection part alone; those of the issued forecast, which nothing judges
 * yet, on both parts.
 *
 * @example
 * calibrateRecord(record, panel, { scales, parts: ['selection'], horizon: 12 }).byStep.length; // 12
 */
export function calibrateRecord(
  record: ForecasterRecord,
  panel: readonly PanelSeries[],
  options: { readonly scales: OriginScales; readonly parts: readonly JudgedPart[]; readonly horizon: number },
): Calibration {
  const scores: number[][] = Array.from({ length: options.horizon }, () => []);
  for (const part of options.parts) {
    panel.forEach((series, index) => {
      originsOf(series, part).forEach((origin, slot) => {
        const forecast = record[part][index]![slot]!;
        const scale = options.scales[part][index]![slot]!;
        actualAfter(series, origin, options.horizon).forEach((actual, step) => {
          if (!Number.isNaN(actual)) scores[step]!.push(Math.abs(actual - forecast[step]!) / scale);
        });
      });
    });
  }
  return calibrate(scores);
}
