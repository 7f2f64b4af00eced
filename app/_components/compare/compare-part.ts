import type { NamingContext } from '#app/_lib/forecaster-names.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { SeriesResult } from '#forecasting/run-result.ts';
import type { SeriesRow } from '#server/api-types.ts';

/** What the charts below the leaderboard draw from. */
export interface ComparePart {
  readonly series: SeriesRow;
  readonly seriesResult: SeriesResult;
  readonly naming: NamingContext;
  readonly ticked: readonly ForecasterKind[];
  readonly onTick: (kind: ForecasterKind) => void;
}

/** Forecasters that are drawn, the naive ones first so that networks lie on top. */
export function drawnKinds({ seriesResult, ticked }: ComparePart): ForecasterKind[] {
  const order = ['mean', 'drift', 'seasonal-naive', 'naive', 'rnn', 'gru', 'lstm'] as const;
  const scored = new Set(seriesResult.leaderboard.filter((row) => !row.failure).map((row) => row.kind));
  return order.filter((kind) => ticked.includes(kind) && scored.has(kind));
}
