import { dateFromStamp, dayMs, daysFromDate, timeOfDay } from '../series/calendar-date.ts';
import type { TimeData } from './column-data.ts';
import { eraEvidence } from './eras.ts';
import type { Evidence, ReadingFlags, ReadingIssue } from './reading.ts';
import { refuse } from './reading-stop.ts';

/** What the years of a column of dates were taken for. */
export interface WrittenYears {
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly ReadingIssue[];
}

/** Two-digit years from this one on are more likely of the last century, and are said to the person. */
const farYear = 2035;
/** No series of today is observed in these years, but those of Thailand are dated so: 2567 is 2024. */
const buddhist = { first: 2443, last: 2643, before: 543 };

/** Days of these years are those of the Persian or the Islamic calendar: 1403 and 1445 are 2024. */
const otherCalendars = { first: 1290, last: 1500 };

/** Finishes the years of a column whose dates are read: centuries of two-digit years, and eras. Changes its values. */
export function settleYears(column: TimeData, flags: ReadingFlags): WrittenYears {
  refuseOtherCalendars(column);
  const eras = new Set(column.forms.flatMap(({ form }) => eraEvidence(form) ?? []));
  const evidence = [...eras].map((message) => ({ code: 'years', message }));
  const twoDigits = new Set(
    column.forms.flatMap((form, index) => (hasTwoDigits(form.form, form.kind) ? [index] : [])),
  );
  const found = twoDigits.size > 0 ? settleCentury(column, twoDigits) : settleBuddhist(column, flags);
  return { evidence: [...evidence, ...found.evidence], warnings: found.warnings };
}

const hasTwoDigits = (form: string, kind: string) =>
  kind === 'xxx' || (/(^|[^Y])YY([^Y]|$)/.test(form) && !form.startsWith('era'));

/** A century begins at 69; where the column crosses that year, the years before it are of the last century too. */
function settleCentury(column: TimeData, forms: ReadonlySet<number>): WrittenYears {
  const { values } = column;
  const rows = [...values.keys()].filter((row) => forms.has(column.formOfRow[row]!));
  const late = rows.filter((row) => values[row]! >= startOf(2050));
  if (late.length > 0 && rows.some((row) => values[row]! < startOf(2000))) {
    for (const row of late) values[row] = yearsEarlier(values[row]!, 100);
    const message = 'The years have two digits: 50 to 99 are of the last century, since the dates cross 1969';
    return { evidence: [{ code: 'years', message }], warnings: [] };
  }
  const far = rows.find((row) => values[row]! >= startOf(farYear));
  if (far === undefined) return { evidence: [], warnings: [] };
  const { year } = dateFromStamp(values[far]!);
  const message = `the years of column “${column.name}” have two digits and are read as those of this century, such as ${year}; where they are of the last one, write them with four`;
  return { evidence: [], warnings: [{ code: 'two-digit-years', message, column: column.index + 1 }] };
}

const startOf = (year: number) => daysFromDate(year, 1, 1) * dayMs;

function settleBuddhist(column: TimeData, { keep }: ReadingFlags): WrittenYears {
  const { values } = column;
  const [from, to] = [startOf(buddhist.first), startOf(buddhist.last)];
  const isThai = values.every((stamp) => Number.isNaN(stamp) || (stamp >= from && stamp < to));
  const first = values.find((stamp) => !Number.isNaN(stamp));
  if (!isThai || first === undefined || keep?.includes('buddhist-years'))
    return { evidence: [], warnings: [] };
  const { year } = dateFromStamp(first);
  for (let row = 0; row < values.length; row++) values[row] = yearsEarlier(values[row]!, buddhist.before);
  const message = `the years of column “${column.name}” are taken for Buddhist ones: ${year} is ${year - buddhist.before}`;
  return {
    evidence: [],
    warnings: [{ code: 'buddhist-years', message, column: column.index + 1, rows: values.length }],
  };
}

/** Years alone may well be of the Middle Ages; their days are not. */
function refuseOtherCalendars({ values, forms, name }: TimeData): void {
  const [from, to] = [startOf(otherCalendars.first), startOf(otherCalendars.last)];
  const isOld = values.every((stamp) => Number.isNaN(stamp) || (stamp >= from && stamp < to));
  const first = values.find((stamp) => !Number.isNaN(stamp));
  const hasMonths = forms.some(({ form, kind }) => kind !== 'clock' && !/^YYYY(년|-YY)?$/.test(form));
  if (!isOld || !hasMonths || first === undefined) return;
  refuse(
    'bad-dates',
    `The dates of column “${name}” lie in the year ${dateFromStamp(first).year}, as the Persian and the Islamic calendar count: write them by the Gregorian calendar.`,
  );
}

function yearsEarlier(stamp: number, years: number): number {
  if (Number.isNaN(stamp)) return stamp;
  const { year, month, day } = dateFromStamp(stamp);
  return daysFromDate(year - years, month, day) * dayMs + timeOfDay(stamp);
}
