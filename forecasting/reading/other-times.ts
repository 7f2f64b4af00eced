import { dayMs } from '../series/calendar-date.ts';
import type { ColumnData, TimeData } from './column-data.ts';
import type { ReadingIssue } from './reading.ts';
import { refuse } from './reading-stop.ts';
import type { TimeContext } from './time-choice.ts';

const probedRows = 3000;

/** What the date columns beside the chosen one mean: a second table, or another time worth a word. */
export function otherTimes(chosen: ColumnData, context: TimeContext): ReadingIssue[] {
  if (chosen.kind !== 'time' || context.flags.timeColumn !== undefined) return [];
  const others = context.columns.filter(
    (column): column is TimeData =>
      column.kind === 'time' && column !== chosen && column.forms.some((form) => form.kind !== 'clock'),
  );
  return others.flatMap((other) => {
    const row = firstDifference(chosen, other);
    if (row < 0) return [];
    if (baseName(other) === baseName(chosen) && other.index > chosen.index + 1) {
      refuse(
        'paired-tables',
        `Columns “${chosen.name}” and “${other.name}” are the times of two tables side by side (they differ on line ${context.lineOf(row)}): put them into two files.`,
      );
    }
    const message = `column “${other.name}” holds times too, and other ones (line ${context.lineOf(row)}); “${chosen.name}” was used`;
    return [{ code: 'several-time-columns', message, column: other.index + 1 }];
  });
}

const baseName = (column: TimeData) => column.name.replace(/ \(\d+\)$/, '');

/** The first row in which two columns are more than a day apart and not as far as in the first row; -1 for none. */
function firstDifference(chosen: TimeData, other: TimeData): number {
  const rows = Math.min(probedRows, chosen.values.length);
  let shift = Number.NaN;
  for (let row = 0; row < rows; row++) {
    const [kind, otherKind] = [chosen, other].map((column) => column.forms[column.formOfRow[row]!]?.kind);
    const distance = other.values[row]! - chosen.values[row]!;
    if (Number.isNaN(distance) || kind !== otherKind) continue;
    if (Number.isNaN(shift)) shift = distance;
    if (distance !== shift && Math.abs(distance) > 1.5 * dayMs) return row;
  }
  return -1;
}
