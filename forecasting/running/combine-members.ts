import type { OriginForecasts } from '../evaluation/backtest.ts';
import { combineOffsets } from './combine-offsets.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { WholeMember } from './whole-member.ts';

/**
 * Makes one forecaster of the networks of a kind: at each step the median of what they say, and the
 * geometric mean of how far off they expect to be.
 *
 * @param members At least one, all of one kind.
 *
 * @example
 * combineMembers([first, second, third]).members.length; // 3
 */
export function combineMembers(members: readonly WholeMember[]): ForecasterRecord {
  const parts = members.flatMap((member) => member.parts);
  const first = parts[0]!;
  const offsets = combineOffsets(members.map((member) => member.offsets));
  return {
    kind: first.kind,
    selection: medianForecasts(members.map((member) => member.selection)),
    verdict: medianForecasts(members.map((member) => member.verdict)),
    issued: medianForecasts(members.map((member) => [member.issued]))[0]!,
    ...(offsets && { offsets }),
    members: alike(members).map((member) => member.verdict),
    leak: {
      origins: members[0]!.parts.reduce((sum, { leak }) => sum + leak.origins, 0),
      differing: Math.max(...parts.map((part) => part.leak.differing)),
    },
    fitSeconds: parts.reduce((sum, part) => sum + part.fitSeconds + part.rollingSeconds, 0),
    predictSeconds: parts.reduce((sum, part) => sum + part.predictSeconds, 0),
    parameters: first.parameters,
  };
}

/** Those that differ from the first in their seed alone: the spread over seeds is theirs. */
function alike(members: readonly WholeMember[]): readonly WholeMember[] {
  const plannedAs = ({ parts }: WholeMember) => parts[0]!.planned;
  const { variation: first, series: onlySeries } = plannedAs(members[0]!);
  return members.filter((member) => {
    const { variation, series } = plannedAs(member);
    const { lookback, normalisation } = variation;
    return lookback === first.lookback && normalisation === first.normalisation && series === onlySeries;
  });
}

function medianForecasts(all: readonly OriginForecasts[]): OriginForecasts {
  if (all.length === 1) return all[0]!;
  return all[0]!.map((origins, series) =>
    origins.map((steps, origin) =>
      medianOf(
        all.map((forecasts) => forecasts[series]![origin]!),
        steps.length,
      ),
    ),
  );
}

/**
 * The median of several forecasts, step by step; of an even number the mean of the middle two.
 *
 * @example
 * medianOf([Float64Array.of(1), Float64Array.of(4), Float64Array.of(2)], 1); // [2]
 */
export function medianOf(forecasts: readonly Float64Array[], horizon: number): Float64Array {
  const middle = (forecasts.length - 1) / 2;
  return Float64Array.from({ length: horizon }, (_, step) => {
    const sorted = Float64Array.from(forecasts, (steps) => steps[step]!).sort();
    return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  });
}
