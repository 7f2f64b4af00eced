import type { OriginForecasts } from '../evaluation/backtest.ts';
import type { ExpectedOffsets } from './forecaster-record.ts';
import type { NetworkMember } from './network-member.ts';
import type { RunContext } from './run-context.ts';

/** What answers for every series of a run: one network for all of them, or one network each. */
export interface WholeMember {
  readonly parts: readonly NetworkMember[];
  readonly selection: OriginForecasts;
  readonly verdict: OriginForecasts;
  readonly issued: readonly Float64Array[];
  /** Left out where one of the parts has not learned how far off it is. */
  readonly offsets?: ExpectedOffsets;
}

/**
 * Puts networks of one kind together to what answers for every series. Those for one series each belong together where
 * they share seed and variation; a set in which one is missing answers for nothing.
 *
 * @example
 * wholeMembers([global, localOfFirst, localOfSecond], context).length; // 2, over two series
 */
export function wholeMembers(members: readonly NetworkMember[], { panel }: RunContext): WholeMember[] {
  const sets = new Map<string, NetworkMember[]>();
  for (const member of members) {
    const { series, seedNumber, variation } = member.planned;
    const set = series === undefined ? `all ${member.member}` : JSON.stringify([seedNumber, variation]);
    sets.set(set, [...(sets.get(set) ?? []), member]);
  }
  return [...sets.values()].flatMap((parts) => {
    const ofSeries = panel.map((_, index) =>
      parts.find(({ planned: { series } }) => series === undefined || series === index),
    );
    return ofSeries.every((part) => part !== undefined) ? [joinParts(parts, ofSeries)] : [];
  });
}

function joinParts(parts: readonly NetworkMember[], ofSeries: readonly NetworkMember[]): WholeMember {
  return {
    parts,
    selection: ofSeries.map(({ selection }, index) => selection[index]!),
    verdict: ofSeries.map(({ verdict }, index) => verdict[index]!),
    issued: ofSeries.map(({ issued }, index) => issued[index]!),
    ...joinOffsets(ofSeries),
  };
}

function joinOffsets(ofSeries: readonly NetworkMember[]): { offsets?: ExpectedOffsets } {
  const known = ofSeries.flatMap(({ offsets }) => offsets ?? []);
  if (known.length < ofSeries.length) return {};
  return {
    offsets: {
      selection: known.map(({ selection }, index) => selection[index]!),
      verdict: known.map(({ verdict }, index) => verdict[index]!),
      issued: known.map(({ issued }, index) => issued[index]!),
    },
  };
}
