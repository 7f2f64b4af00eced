import type { JudgedPart } from '../evaluation/backtest.ts';
import type { Yardstick, YardstickKind } from '../evaluation/yardstick.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { OriginScales } from './origin-scales.ts';

/** An origin of a panel, by its place among those of its series and part; `issued` has one a series. */
export interface YardstickPlace {
  readonly part: JudgedPart | 'issued';
  readonly series: number;
  readonly slot: number;
}

/** The yardstick of one forecaster by origin. */
export type YardstickAt = (place: YardstickPlace) => Yardstick;

/**
 * What the errors of one forecaster are measured by.
 *
 * @param kind 'offsets' where it has some.
 *
 * @example
 * yardstickAt('local-scale', record, scales)({ part: 'issued', series: 0, slot: 0 }); // 12.4
 */
export function yardstickAt(
  kind: YardstickKind,
  { offsets }: Pick<ForecasterRecord, 'offsets'>,
  scales: OriginScales,
): YardstickAt {
  if (kind === 'local-scale' || offsets === undefined) {
    return ({ part, series, slot }) =>
      part === 'issued' ? scales.issued[series]! : scales[part][series]![slot]!;
  }
  return ({ part, series, slot }) =>
    part === 'issued' ? offsets.issued[series]! : offsets[part][series]![slot]!;
}
