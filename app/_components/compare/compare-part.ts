import type { NamingContext } from '#app/_lib/forecaster-names.ts';
import { type ForecasterKind, isNaive, kindsBySimplicity, naiveKinds } from '#forecasting/forecaster-kind.ts';
import type { SeriesResult } from '#forecasting/run-result.ts';
import type { SeriesRow } from '#server/api-types.ts';

/** What the charts below the leaderboard draw from. */
export interface ComparePart {
  readonly series: SeriesRow;
  readonly seriesResult: SeriesResult;
  readonly naming: NamingContext;
  /** The name of the series, where the run has several. */
  readonly of: string | null;
  readonly ticked: readonly ForecasterKind[];
  readonly onTick: (kind: ForecasterKind) => void;
}

/** From the one that lies below all others to the one on top. */
const drawingOrder: readonly ForecasterKind[] = [
  ...[...naiveKinds].reverse(),
  ...kindsBySimplicity.filter((kind) => !isNaive(kind)),
];

/** Forecasters that are drawn: those that are ticked and have something to show. */
export function drawnKinds({ seriesResult, ticked }: ComparePart): ForecasterKind[] {
  const scored = new Set(seriesResult.leaderboard.filter((row) => !row.failure).map((row) => row.kind));
  return drawingOrder.filter((kind) => ticked.includes(kind) && scored.has(kind));
}
