import type { TimeData } from './column-data.ts';
import { hints } from './column-hints.ts';
import { decideFieldOrder } from './date-order.ts';
import { type FieldOrder, stampOfTriple, type TripleOrder } from './date-triple.ts';
import type { Evidence, ReadingFlags, ReadingIssue } from './reading.ts';
import { ask, choice, refuse } from './reading-stop.ts';
import { readSeasons } from './seasons.ts';
import { areMidnights, type TimeContext } from './time-choice.ts';
import { settleYears } from './written-years.ts';

/** The stamps of a column of written dates. */
export interface WrittenTime {
  readonly stamps: Float64Array;
  readonly isZoned: boolean;
  readonly isDateOnly: boolean;
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly ReadingIssue[];
  readonly recipe: ReadingFlags;
}

/** Turns the dates of a column into stamps: tells day from month, notes changes of format, refuses contradictions. */
export function readWrittenTime(column: TimeData, context: TimeContext): WrittenTime {
  const used = column.forms
    .map((form, index) => ({ ...form, index }))
    .filter((form) => form.kind !== 'clock');
  refuseMixedZones(column, context);
  refuseMisread(column, context);
  const stamps = column.values;
  const evidence: Evidence[] = [];
  let recipe: ReadingFlags = {};
  for (const kind of ['xxy', 'xxx'] as const) {
    const indices = new Set(used.filter((form) => form.kind === kind).map((form) => form.index));
    if (indices.size === 0) continue;
    const order = orderOf(column, { kind, indices, context });
    for (let row = 0; row < stamps.length; row++) {
      if (indices.has(column.formOfRow[row]!)) stamps[row] = stampOfTriple(stamps[row]!, kind, order.fields);
    }
    evidence.push({ code: 'date-order', message: order.because, rows: order.rows });
    recipe = flagsOf(order.fields);
  }
  refuseMissingYear(column, context);
  const years = settleYears(column, context.flags);
  const areSeasons = readSeasons(column);
  if (areSeasons) {
    evidence.push({
      code: 'seasons',
      message: 'The times are seasons of two years, named by the earlier one',
    });
  }
  const isZoned = used.some((form) => form.isZoned);
  return {
    stamps,
    isZoned,
    isDateOnly: !isZoned && areMidnights(stamps),
    evidence: [...evidence, ...years.evidence],
    warnings: [...(areSeasons ? [] : mixedFormats(column, context)), ...years.warnings],
    recipe,
  };
}

const flagsOf = (fields: FieldOrder): ReadingFlags =>
  fields === 'ymd' ? { yearFirst: true } : { dayFirst: fields === 'dmy' };

function orderOf(
  column: TimeData,
  part: { kind: TripleOrder; indices: ReadonlySet<number>; context: TimeContext },
): { fields: FieldOrder; because: string; rows: number } {
  const { kind, indices, context } = part;
  const { dayFirst, yearFirst } = context.flags;
  const isTriple = (row: number) => indices.has(column.formOfRow[row]!);
  if (yearFirst && kind === 'xxx')
    return { fields: 'ymd', because: 'Year comes first: you said so', rows: 0 };
  if (dayFirst !== undefined) {
    const fields = dayFirst ? 'dmy' : 'mdy';
    return { fields, because: `${dayFirst ? 'Day' : 'Month'} comes first: you said so`, rows: 0 };
  }
  const decision = decideFieldOrder(column.values, isTriple, kind);
  if ('fields' in decision) return decision;
  if ('contradicting' in decision) {
    const lines = decision.contradicting.map(context.lineOf);
    refuse(
      'mixed-date-formats',
      `Column “${column.name}” has dates with the day first (or year) on one line and the month first on another (see lines ${lines[0]} and ${lines[1]}): write all dates in one format.`,
    );
  }
  askForOrder(column, decision.open);
}

function askForOrder(column: TimeData, open: readonly FieldOrder[]): never {
  const labels: Record<FieldOrder, string> = { dmy: 'day first', mdy: 'month first', ymd: 'year first' };
  ask({
    code: 'ambiguous-dates',
    message: `The dates of column “${column.name}” fit ${open.map((fields) => labels[fields]).join(' and ')}, and no row proves either: say which.`,
    flag: open.includes('mdy') ? '--day-first or --month-first' : '--day-first or --year-first',
    choices: open.map((fields) => choice(labels[fields], flagsOf(fields))),
  });
}

function refuseMixedZones(column: TimeData, context: TimeContext): void {
  const zoned = column.forms.find((form) => form.isZoned && form.kind !== 'clock');
  const bare = column.forms.find((form) => !form.isZoned && form.kind !== 'clock');
  if (!zoned || !bare) return;
  const line = context.lineOf(Math.max(zoned.firstRow, bare.firstRow));
  refuse(
    'mixed-zones',
    `From line ${line} on, the times of column “${column.name}” change between having a zone and having none: write all of them alike.`,
  );
}

/** Weeks that read as months, and two-digit years beside years of the Republic of China. */
function refuseMisread(column: TimeData, context: TimeContext): void {
  const { forms, name } = column;
  const month = forms.find(({ form }) => /^YYYY[-/.]MM$/.test(form));
  if (month && column.isNamed && (hints.isWeek(name) || hints.isYearWeek(name))) {
    refuse(
      'bad-dates',
      `Column “${name}” is named after weeks, but its cells read as a year and a month (first on line ${context.lineOf(month.firstRow)}): write the weeks as 2024-W05, or rename the column.`,
    );
  }
  const era = forms.find(({ form }) => form.startsWith('ROC'));
  const short = forms.find(({ kind }) => kind === 'xxx');
  if (!era || !short) return;
  refuse(
    'mixed-date-formats',
    `Line ${context.lineOf(short.firstRow)} has a year of two digits, while line ${context.lineOf(era.firstRow)} counts the years of the Republic of China: write all years with three or four digits.`,
  );
}

/** `Jan-01, Jan-02 … Jan-31, Feb-01` are days of an unknown year, not Januaries of 2001 to 2031. */
function refuseMissingYear(column: TimeData, context: TimeContext): void {
  if (!column.forms.some((form) => form.form === 'MMM-YY') || column.values.length < 3) return;
  const { values } = column;
  let years = 0;
  let back = 0;
  for (let i = 1; i < values.length; i++) {
    const days = (values[i]! - values[i - 1]!) / 86_400_000;
    if (days === 365 || days === 366) years++;
    if (days < 0) back++;
  }
  if (years < values.length / 2 || back === 0) return;
  refuse(
    'bad-dates',
    `The dates of column “${column.name}” have a day and a month but no year (first on line ${context.lineOf(0)}): add the year.`,
  );
}

function mixedFormats(column: TimeData, context: TimeContext): ReadingIssue[] {
  const forms = column.forms.filter((form) => form.kind !== 'clock').sort((a, b) => a.firstRow - b.firstRow);
  const names = [...new Set(forms.map((form) => form.form))];
  if (names.length < 2) return [];
  const change = forms.find((form) => form.form !== names[0])!;
  const line = context.lineOf(change.firstRow);
  const counts = forms.map((form) => `${form.count} rows`).join(', ');
  return [
    {
      code: 'mixed-date-formats',
      message: `the dates change their format ${names.length - 1} ${names.length === 2 ? 'time' : 'times'}, first at line ${line} (${counts}); each format was read by its own rule`,
      line,
      column: column.index + 1,
    },
  ];
}
