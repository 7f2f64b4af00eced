import { dateFromStamp, timeOfDay, weekdayOf } from '../series/calendar-date.ts';
import { formatStamp } from '../series/format-stamp.ts';
import { countGaps } from '../series/regular.ts';
import { learnTradingCalendar } from '../series/trading-calendar.ts';
import type { BuiltSeries } from './build-series.ts';
import type { IdChoice } from './choose-ids.ts';
import type { ColumnData } from './column-data.ts';
import type { Evidence, ReadingIssue } from './reading.ts';
import { ask, choice, refuse } from './reading-stop.ts';
import type { Table } from './table.ts';
import type { TimeChoice } from './time-choice.ts';

interface ReportContext {
  readonly table: Table;
  readonly ids: IdChoice | undefined;
  readonly time: TimeChoice;
  readonly kept: number;
  readonly columns: readonly ColumnData[];
}

/** More conflicting rows than this share are not slips: the file has something that tells them apart. */
const mostConflicts = 0.2;

/** What is to be said about order, repeated times, gaps and opening hours. */
export function axisReport(
  built: BuiltSeries,
  context: ReportContext,
): { readonly evidence: Evidence[]; readonly warnings: ReadingIssue[] } {
  refuseManyConflicts(built, context);
  const evidence: Evidence[] = [];
  const warnings: ReadingIssue[] = [...repeatWarnings(built, context)];
  if (built.directions.has('unsorted')) {
    warnings.push({ code: 'unsorted', message: 'the rows were not in the order of time; they were sorted' });
  } else if (built.directions.has('descending')) {
    evidence.push({ code: 'order', message: 'The newest rows come first; they were turned round' });
  }
  const axis = built.axes[0];
  if (!axis) return { evidence, warnings };
  evidence.push({
    code: 'frequency',
    message: `The times are ${axis.frequency}: the commonest distance between them`,
  });
  const gaps = countGaps(axis);
  if (gaps > 0) {
    evidence.push({
      code: 'gaps',
      message: `${gaps} steps between the first and the last time have no row`,
      rows: gaps,
    });
  }
  const calendar = axis.stamps.length < 200_000 ? learnTradingCalendar(axis) : undefined;
  if (calendar) {
    const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
    const open = days.filter((_, day) => calendar.openings[day]!.length > 0).map((day) => day.slice(0, 3));
    const slots = Math.max(...calendar.openings.map((day) => day.length));
    const hours = slots > 1 ? `, up to ${slots} times a day` : '';
    evidence.push({ code: 'trading-calendar', message: `Observed on ${open.join(', ')}${hours}` });
  }
  if (axis.frequency === 'irregular' && axis.stamps.length > 2) {
    warnings.push({ code: 'irregular', message: 'the times have no regular distance' });
  }
  return { evidence, warnings };
}

function refuseManyConflicts(built: BuiltSeries, context: ReportContext): void {
  const { conflictCount, conflicts } = built.repeats;
  if (conflictCount <= mostConflicts * context.kept) return;
  const [row, other] = conflicts[0]!;
  const lines = `lines ${context.table.lineOf(row)} and ${context.table.lineOf(other)}`;
  const texts = context.columns.filter((column) => couldBeIds(column, context));
  const message = `Many rows share a time and differ in their values (as ${lines} do)`;
  if (texts.length === 0 || context.ids) {
    refuse('repeated-times', `${message}: add a column that names the series, or remove the repetitions.`);
  }
  ask({
    code: 'repeated-times',
    message: `${message}: say which column names the series.`,
    flag: '--series-id COLUMN',
    choices: texts
      .slice(0, 5)
      .map((column) => choice(`“${column.name}” names the series`, { idColumn: column.name })),
  });
}

/** Texts that differ, and whole numbers that come again and again. */
function couldBeIds(column: ColumnData, { time, kept }: ReportContext): boolean {
  if (time.columns.includes(column.index)) return false;
  if (column.kind === 'text') return column.texts.length > 1 && column.texts.length <= kept / 2;
  if (column.kind !== 'number' || !column.values.every(Number.isInteger)) return false;
  const distinct = new Set(column.values.subarray(0, 5000)).size;
  return distinct > 1 && distinct <= Math.min(kept, 5000) / 2;
}

function repeatWarnings(built: BuiltSeries, { table, time }: ReportContext): ReadingIssue[] {
  const { rows, conflicts, conflictCount } = built.repeats;
  if (rows === 0) return [];
  const equal = rows - conflictCount;
  const parts: string[] = [];
  if (equal > 0)
    parts.push(
      `${equal} ${equal === 1 ? 'row repeats' : 'rows repeat'} a time with equal values and ${equal === 1 ? 'was' : 'were'} left out`,
    );
  if (conflictCount > 0) {
    const listed = conflicts
      .slice(0, 3)
      .map(([row, other, a, b]) => {
        const when = formatStamp(time.stamps[other]!, { kind: time.kind, zone: time.zone });
        return `${when} is ${a} on line ${table.lineOf(row)} and ${b} on line ${table.lineOf(other)}`;
      })
      .join('; ');
    const more = conflictCount > 3 ? ` and ${conflictCount - 3} more` : '';
    parts.push(`${conflictCount} conflict: ${listed}${more}; the last one in the file counts`);
  }
  const line = conflicts[0] ? table.lineOf(conflicts[0][1]) : undefined;
  const hint = looksLikeClockChange(built.repeatedStamps)
    ? '; they stand where clocks go back, so that --zone with the name of the time zone would keep both'
    : '';
  return [
    {
      code: 'duplicate-timestamps',
      message: parts.join('; ') + hint,
      rows,
      ...(line === undefined ? {} : { line }),
    },
  ];
}

/** All in the small hours of Sundays in spring or autumn. */
function looksLikeClockChange(stamps: readonly number[]): boolean {
  return (
    stamps.length > 0 &&
    stamps.every((stamp) => {
      const { month } = dateFromStamp(stamp);
      const isSeason = [3, 4, 9, 10, 11].includes(month);
      return isSeason && weekdayOf(stamp) === 0 && timeOfDay(stamp) < 4 * 3_600_000 && timeOfDay(stamp) > 0;
    })
  );
}
