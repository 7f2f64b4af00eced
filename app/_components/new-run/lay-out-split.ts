import type { PreflightAnswer, SeriesRow } from '#server/api-types.ts';

/** Where the parts of a series lie on the chart, in stamps. */
export interface Split {
  readonly from: number;
  readonly to: number;
  readonly trainTo: number;
  readonly testFrom: number;
  readonly origins: readonly number[];
  readonly trainRows: number;
  readonly shownRows: number;
  readonly isWhole: boolean;
}

/** The test part takes at least this share of the chart, so that its origins can be told apart. */
const leastTestShare = 0.35;

/**
 * Lays the backtest's parts over the series for drawing. Rows are taken to be evenly spaced: on a market's
 * calendar an origin may be drawn a pixel beside its day.
 */
export function layOutSplit(row: SeriesRow, preflight: PreflightAnswer): Split | undefined {
  const { firstStamp, lastStamp, rows } = row;
  if (firstStamp === null || lastStamp === null || rows < 2 || preflight.folds < 1) return undefined;
  const { folds, stride } = preflight;
  const testRows = Math.min(rows - 1, preflight.verdictRows);
  const trainRows = Math.min(rows - testRows, preflight.trainingRows);
  const shownRows = Math.min(rows, Math.ceil(testRows / leastTestShare));
  const step = (lastStamp - firstStamp) / (rows - 1);
  const stampAt = (rowsFromEnd: number) => lastStamp - rowsFromEnd * step;
  return {
    from: stampAt(shownRows - 1),
    to: lastStamp,
    trainTo: stampAt(rows - trainRows),
    testFrom: stampAt(testRows),
    origins: Array.from({ length: folds }, (_, fold) => stampAt(testRows - fold * stride)),
    trainRows,
    shownRows,
    isWhole: shownRows === rows,
  };
}
