import { dateFromStamp, dayMs, daysFromDate } from '../series/calendar-date.ts';
import type { TimeData } from './column-data.ts';

/**
 * `2009-10, 2010-11, 2011-12, 2012-13` are seasons of two years each, although the first three could be months.
 * Where every cell is a year and the next one, the stamps become the first of January of the earlier year.
 */
export function readSeasons(column: TimeData): boolean {
  const season = column.forms.findIndex(({ form }) => form === 'YYYY-YY');
  const month = column.forms.findIndex(({ form }) => form === 'YYYY-MM' || form === 'YYYY/MM');
  if (month < 0) return season >= 0;
  const { values, formOfRow } = column;
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    if (formOfRow[row] !== month) continue;
    const date = dateFromStamp(values[row]!);
    if (date.month !== (date.year + 1) % 100) return false;
    count++;
  }
  if (season < 0 && count < 3) return false;
  for (let row = 0; row < values.length; row++) {
    if (formOfRow[row] === month) values[row] = daysFromDate(dateFromStamp(values[row]!).year, 1, 1) * dayMs;
  }
  return true;
}
