import type { ForecastsWithOffsets, OriginOffsets } from '../evaluation/backtest.ts';
import type { ForecastOffsets } from '../forecaster.ts';
import type { NetworkState, QuantileRequest } from '../network-forecaster.ts';
import type { ExpectedOffsets } from './forecaster-record.ts';
import type { PanelPart } from './panel-part.ts';
import type { PlannedMember } from './planned-member.ts';
import type { RunContext } from './run-context.ts';

/**
 * What a network is to learn about how far off it is.
 *
 * @example
 * quantilesOf(context, planned); // { levels: [80, 95] }
 */
export function quantilesOf(
  { config }: RunContext,
  { withoutOffsets }: PlannedMember,
): QuantileRequest | undefined {
  return config.levels.length === 0 || withoutOffsets ? undefined : { levels: config.levels };
}

/**
 * The same where it is trained again on more rows: it goes on telling what it has learned, so that bands rest on the same
 * offsets wherever they are calibrated, judged and issued.
 *
 * @example
 * quantilesAgain(context, member)?.learned; // that of the member's state
 */
export function quantilesAgain(
  { config }: RunContext,
  { state: { quantiles, weights } }: { readonly state: NetworkState },
): QuantileRequest | undefined {
  return quantiles && { levels: config.levels, learned: { reader: weights, ...quantiles } };
}

/**
 * Puts what a network of a part of the panel expects at its place among all series; nothing where it has not said so
 * everywhere.
 *
 * @example
 * placeOffsets(panelPart(context, 0), said).offsets; // undefined without a quantile head
 */
export function placeOffsets(
  part: PanelPart,
  said: Readonly<Record<'selection' | 'verdict' | 'issued', ForecastsWithOffsets>>,
): { offsets?: ExpectedOffsets } {
  const { selection, verdict, issued } = said;
  if (!selection.offsets || !verdict.offsets || !issued.offsets) return {};
  return {
    offsets: {
      selection: part.place(selection.offsets, []),
      verdict: part.place(verdict.offsets, []),
      issued: placeLast(part, issued.offsets),
    },
  };
}

const nothingExpected: ForecastOffsets = {
  levels: [],
  below: new Float32Array(0),
  above: new Float32Array(0),
};

/**
 * As `placeOffsets()`, for the last observation of each series alone.
 *
 * @example
 * placeLast(panelPart(context, 0), offsets).length; // one a series
 */
export function placeLast(part: PanelPart, offsets: OriginOffsets): readonly ForecastOffsets[] {
  return part.place(lastOf(offsets), nothingExpected);
}

/**
 * What was said from the one origin of each series.
 *
 * @example
 * lastOf([['a'], ['b']]); // ['a', 'b']
 */
export function lastOf<T>(said: readonly (readonly T[])[]): readonly T[] {
  return said.map((origins) => origins[0]!);
}
