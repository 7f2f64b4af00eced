import type { IdChoice } from './choose-ids.ts';
import type { Evidence, ReadingIssue } from './reading.ts';
import { areMidnights, type TimeChoice } from './time-choice.ts';
import { toInstants } from './zone.ts';

/** Takes wall-clock times into the zone that the person named; dates without a time of day stay as they are. */
export function inZone(
  time: TimeChoice,
  context: {
    readonly zone: string | undefined;
    readonly ids: IdChoice | undefined;
    readonly lineOf: (row: number) => number;
  },
): TimeChoice {
  const { zone, ids, lineOf } = context;
  if (zone === undefined || time.kind === 'index' || time.zone !== undefined) return time;
  if (areMidnights(time.stamps)) {
    const message = `The dates have no time of day, so that the zone ${zone} does not change them`;
    return { ...time, evidence: [...time.evidence, { code: 'zone', message }] };
  }
  const { stamps, inGap, inOverlap } = toInstants(time.stamps, zone, (row) => ids?.codes[row] ?? 0);
  const evidence: Evidence[] = [{ code: 'zone', message: `Times are those of ${zone}, and are kept in UTC` }];
  if (inOverlap.count > 0) {
    const message = `${inOverlap.count} rows fall into the hour that comes twice when the clocks go back: their order tells the two passings apart`;
    evidence.push({ code: 'dst-overlap', message, rows: inOverlap.count });
  }
  const warnings: ReadingIssue[] = [];
  if (inGap.count > 0) {
    const line = lineOf(inGap.firstRow);
    const message = `${inGap.count} rows have a time that the clocks of ${zone} skipped (first on line ${line}); they were moved behind the gap`;
    warnings.push({ code: 'dst-gap', message, line });
  }
  return {
    ...time,
    stamps,
    zone: 'UTC',
    evidence: [...time.evidence, ...evidence],
    warnings: [...time.warnings, ...warnings],
  };
}
