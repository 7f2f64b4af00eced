import { findCalendarParts } from './calendar-parts.ts';
import { findClockPart, isDottedClock, namedClockPart } from './clock-part.ts';
import type { ColumnData, NumberData, TimeData } from './column-data.ts';
import { hints } from './column-hints.ts';
import { countedTime } from './counted-time.ts';
import { monthOfName } from './month-names.ts';
import { commonStep, hasLikelySteps, type NumericTime, numericTimesOf } from './numeric-time.ts';
import { otherTimes } from './other-times.ts';
import type { ReadingFlags } from './reading.ts';
import { ask, choice, refuse } from './reading-stop.ts';
import { sinceTime } from './since-time.ts';
import { areMidnights, distinctShare, orderShare, type TimeChoice, type TimeContext } from './time-choice.ts';

import { readWrittenTime } from './written-time.ts';

/** A column that may be the time, and how good it would be. */
interface Candidate {
  readonly column: TimeData | NumberData;
  readonly numeric: NumericTime | undefined;
  readonly score: number;
}

/** Finds the time of the rows: as told, else the best column or columns; asks where there is none. */
export function chooseTime(context: TimeContext): TimeChoice {
  const { flags } = context;
  if (flags.start !== undefined || flags.step !== undefined) return countedTime(context.rows, flags);
  if (flags.timeColumn !== undefined) return namedTime(context, flags.timeColumn);
  const best = candidates(context)[0];
  const parts = best && best.score >= 100 ? undefined : findCalendarParts(context);
  if (parts) {
    const names = parts.columns.map((index) => `“${nameAt(context, index)}”`).join(', ');
    const note = parts.note === undefined ? '' : `; ${parts.note}`;
    return joined(context, parts, `The time is made of the columns ${names}${note}`);
  }
  if (best) return fromColumn(context, best);
  return fromIndex(context) ?? askForTime(context);
}

const nameAt = (context: TimeContext, index: number) =>
  context.columns.find((column) => column.index === index)!.name;

function candidates(context: TimeContext): Candidate[] {
  return context.columns.flatMap((column) => candidatesOf(column, context)).sort((a, b) => b.score - a.score);
}

function candidatesOf(column: ColumnData, context: TimeContext): Candidate[] {
  if (column.kind === 'time') {
    if (isDottedClock(column)) return [];
    const dates = column.forms.reduce((sum, form) => sum + (form.kind === 'clock' ? 0 : form.count), 0);
    const written = dates + column.source.impossible.count;
    if (written === 0 || written < 0.5 * (column.values.length - column.source.missing)) return [];
    return [{ column, numeric: undefined, score: 100 + scoreOf(column, context) }];
  }
  if (column.kind !== 'number') return [];
  const { wholes, proofs } = column.source;
  if (wholes + proofs['.'].count + proofs[','].count === 0) return [];
  return numericTimes(column, context.flags).flatMap((numeric) =>
    isLikely(column, numeric, context)
      ? [{ column, numeric, score: 25 * numeric.strength + scoreOf(column, context) }]
      : [],
  );
}

/** The ways to read a column's numbers as times: the one that was named, or all that fit. */
function numericTimes(column: NumberData, { timeFormat }: ReadingFlags): NumericTime[] {
  const since = sinceTime(column.name);
  if (since && (timeFormat === undefined || timeFormat === since.name)) return [since];
  const isOfWeeks = hints.isYearWeek(column.name);
  // A number that begins with a zero is no year, epoch or serial number.
  if (column.paddedDigits > 0 && column.paddedDigits !== 6) return [];
  if (column.paddedDigits === 6) return numericTimesOf(column.values).filter(({ name }) => name === 'YYMMDD');
  return numericTimesOf(column.values).filter(({ name }) =>
    timeFormat === undefined ? !(isOfWeeks && name === 'YYYYMM') : name === timeFormat,
  );
}

/** Numbers are a time where their digits say so, or their name, or their place and even steps. */
function isLikely(column: NumberData, numeric: NumericTime, context: TimeContext): boolean {
  if (numeric.strength === 3 || context.flags.timeFormat !== undefined) return true;
  const order = orderShare(column.values);
  if (numeric.name === 'YYMMDD') return hints.isTime(column.name) && goesByDays(column, numeric);
  if (column.isNamed && hints.isTime(column.name)) return numeric.strength === 2 || order >= 0.6;
  const isFirst = context.columns.every((other) => other.index >= column.index || other.kind === 'text');
  if (!isFirst || order < 1 || (numeric.name === 'years' && !couldBeYears(column))) return false;
  return hasLikelySteps(numeric, column.values);
}

/** `240102` is a year, a month and a day where most rows are at most a week apart; read otherwise they are not. */
function goesByDays(column: NumberData, numeric: NumericTime): boolean {
  const stamps = column.values.map(numeric.stampOf);
  return orderShare(stamps) === 1 && commonStep(stamps) <= 7 * 86_400_000;
}

/** Three numbers that go up by one are soon found; years of today, and some of them, are not. */
const couldBeYears = ({ isNamed, values }: NumberData) =>
  (!isNamed || values.length >= 5) &&
  values.every((value) => Number.isNaN(value) || (value >= 1500 && value <= 2200));

/** A good time has a telling name, tells the rows apart, goes one way and stands on the left. */
function scoreOf(column: TimeData | NumberData, context: TimeContext): number {
  let filled = 0;
  for (const value of column.values) if (!Number.isNaN(value)) filled++;
  const bad = 1 - filled / Math.max(1, context.rows);
  return (
    (hints.isTime(column.name) ? 25 : 0) +
    30 * distinctShare(column.values) +
    20 * orderShare(column.values) -
    100 * bad -
    Math.min(10, 0.5 * column.index)
  );
}

function fromColumn(context: TimeContext, { column, numeric }: Candidate): TimeChoice {
  const others = otherTimes(column, context);
  const base = numeric
    ? readNumericTime(column as NumberData, numeric)
    : readWrittenTime(column as TimeData, context);
  const clock = base.isDateOnly
    ? findClockPart(context, { index: column.index, stamps: base.stamps })
    : undefined;
  const name = `“${column.name}”`;
  if (!clock) {
    const how = numeric ? `, read as ${numeric.name}` : '';
    return {
      kind: 'time',
      columns: [column.index],
      stamps: base.stamps,
      zone: base.isZoned || (!base.isDateOnly && saysUtc(column.name)) ? 'UTC' : undefined,
      evidence: [{ code: 'time-column', message: `The time is in column ${name}${how}` }, ...base.evidence],
      warnings: [...base.warnings, ...others],
      recipe: { timeColumn: column.name, ...base.recipe },
    };
  }
  const stamps = base.stamps.map((stamp, row) => stamp + clock.ms(row));
  const clocks = clock.columns.map((one) => `column “${one.name}”`).join(' and ');
  const message = `The time is made of column ${name} and ${clocks} (${clock.what})`;
  const choice = joined(
    context,
    { columns: [column, ...clock.columns].map((one) => one.index), stamps },
    message,
  );
  return {
    ...choice,
    evidence: [...choice.evidence, ...base.evidence],
    warnings: [...base.warnings, ...others],
    recipe: { ...choice.recipe, ...base.recipe },
  };
}

/** `Time (UTC)`: the name carries the zone. */
const saysUtc = (name: string) => /(^|[^a-z])(utc|gmt)([^a-z0-9+-]|$)/i.test(name);

function readNumericTime(column: NumberData, numeric: NumericTime) {
  const stamps = column.values.map(numeric.stampOf);
  const isDateOnly = !numeric.isZoned && areMidnights(stamps);
  const recipe = { timeFormat: numeric.name };
  return { stamps, isZoned: numeric.isZoned, isDateOnly, evidence: [], warnings: [], recipe };
}

function joined(
  context: TimeContext,
  parts: { readonly columns: readonly number[]; readonly stamps: Float64Array },
  message: string,
): TimeChoice {
  return {
    kind: 'time',
    columns: parts.columns,
    stamps: parts.stamps,
    zone: undefined,
    evidence: [{ code: 'time-column', message }],
    warnings: [],
    recipe: { timeColumn: parts.columns.map((index) => nameAt(context, index)).join('+') },
  };
}

/** `--time NAME`, or the names of several columns joined by `+`. */
function namedTime(context: TimeContext, name: string): TimeChoice {
  const column = context.columns.find((one) => one.name === name);
  if (column) return singleNamed(context, column);
  const names = name.split('+').map((part) => part.trim());
  const columns = names.map((part) => context.columns.find((one) => one.name === part));
  const unknown = names.find((_, i) => columns[i] === undefined);
  if (unknown !== undefined || names.length < 2) refuseUnknown(context, unknown ?? name);
  return severalNamed(context, columns as ColumnData[]);
}

function severalNamed(context: TimeContext, columns: readonly ColumnData[]): TimeChoice {
  const parts = findCalendarParts({ ...context, columns });
  if (parts) return joined(context, parts, 'The time is made of the columns that you named');
  const date = columns[0]!;
  const clock = namedClockPart({ ...context, columns }, columns[1]!);
  const base = singleNamed(context, date, false);
  if (!clock)
    refuse('bad-time-column', `Column “${columns[1]!.name}” holds no time of day: name another column.`);
  const stamps = base.stamps.map((stamp, row) => stamp + clock.ms(row));
  const choice = joined(
    context,
    { columns: [date, ...clock.columns].map((one) => one.index), stamps },
    'The time is made of the columns that you named',
  );
  return {
    ...choice,
    evidence: [...choice.evidence, ...base.evidence],
    recipe: { ...choice.recipe, ...base.recipe, timeColumn: columns.map((one) => one.name).join('+') },
  };
}

function singleNamed(context: TimeContext, column: ColumnData, mayJoin = true): TimeChoice {
  const alone = { ...context, columns: mayJoin ? context.columns : [column] };
  if (column.kind === 'time') return fromColumn(alone, { column, numeric: undefined, score: 0 });
  if (column.kind === 'number') {
    const numeric = numericTimes(column, context.flags)[0];
    if (numeric) return fromColumn(alone, { column, numeric, score: 0 });
    const index = context.flags.timeFormat === undefined ? indexOf(column) : undefined;
    if (index) return index;
  }
  if (context.flags.timeFormat !== undefined)
    refuse(
      'bad-time-column',
      `Column “${column.name}” does not hold times written as ${context.flags.timeFormat} (the data begin on line ${context.lineOf(0)}): mend them, or read the file anew.`,
    );
  refuse(
    'bad-time-column',
    `Column “${column.name}” holds no dates or times that can be read (first value on line ${context.lineOf(0)}): name another column, or give a start and a step.`,
  );
}

function refuseUnknown(context: TimeContext, name: string): never {
  const known = context.columns.slice(0, 8).map((column) => `“${column.name}”`);
  refuse(
    'unknown-column',
    `There is no column “${name}” in line 1 of the table; there are ${known.join(', ')}.`,
  );
}

/** A whole-number column that steps evenly upwards counts the observations. */
function fromIndex(context: TimeContext): TimeChoice | undefined {
  const others = context.columns.filter((column) => column.kind === 'number').length;
  if (context.columns.some(isUnreadTime)) return undefined;
  const column = context.columns.find(
    (one): one is NumberData =>
      one.kind === 'number' && (hints.isIndex(one.name) || !one.isNamed || hints.isTime(one.name)),
  );
  if (!column || others < 2 || isMatrix(column, context)) return undefined;
  if (!column.isNamed && column.index !== 0) return undefined;
  return indexOf(column);
}

/** Days or months down, and months or years to the right: no column of it is a series. */
function isMatrix({ name, index }: NumberData, { columns }: TimeContext): boolean {
  if (!hints.isDay(name) && !hints.isMonth(name)) return false;
  const names = columns.filter((other) => other.index !== index).map((other) => other.name);
  const years = names.filter((one) => /^(19|20)\d\d$/.test(one)).map(Number);
  const areYears =
    years.length > 1 && years.every((year, i) => i === 0 || Math.abs(year - years[i - 1]!) === 1);
  return areYears || new Set(names.map(monthOfName).filter((month) => month !== undefined)).size === 12;
}

/** A column that calls itself the time and goes up by fractions: no index may stand in for it. */
function isUnreadTime(column: ColumnData): boolean {
  if (column.kind !== 'number' || !column.isNamed || !hints.isTime(column.name)) return false;
  return orderShare(column.values) === 1 && column.values.some((value) => !Number.isInteger(value));
}

function indexOf(column: NumberData): TimeChoice | undefined {
  const { values } = column;
  if (values.length < 3 || !values.every(Number.isInteger)) return undefined;
  const step = values[1]! - values[0]!;
  const isSteady = values.every((value, i) => i === 0 || value > values[i - 1]!);
  if (!isSteady || step < 1 || isDateInDigits(column)) return undefined;
  return {
    kind: 'index',
    columns: [column.index],
    stamps: values,
    zone: undefined,
    evidence: [{ code: 'time-column', message: `The rows are counted by column “${column.name}”` }],
    warnings: [],
    recipe: { timeColumn: column.name },
  };
}

/** The most steps that a date in digits leaves out at once, and that a count of the rows does. */
const mostMissing = { date: 50, count: 1e6 };

/** A column called after dates counts the rows only where it goes up one by one: `310124` is no row number. */
function isDateInDigits({ name, values, paddedDigits }: NumberData): boolean {
  if (!hints.isTime(name)) return false;
  const common = commonStep(values);
  const isCount = hints.isIndex(name);
  const most = common * (isCount ? mostMissing.count : mostMissing.date);
  const leaps = values.some((value, i) => i > 0 && value - values[i - 1]! > most);
  return leaps || paddedDigits > 0 || (common > 1 && !isCount);
}

function askForTime(context: TimeContext): never {
  const first = context.lineOf(0);
  if (!context.columns.some((column) => column.kind === 'number')) {
    refuseSingleQuotes(context);
    refuseQuotedLines(context);
    refuse(
      'no-values',
      `No column holds numbers or times (the data begin on line ${first}): choose another file.`,
    );
  }
  ask({
    code: 'no-time-column',
    message: `There is no time column (the data begin on line ${first}): give the first time and the step, or use the row number.`,
    flag: '--start TIME --step STEP',
    choices: [
      choice('Use the row number', { start: '1', step: '1' }),
      choice('One row a day from 2000-01-01', { start: '2000-01-01', step: 'day' }),
      choice('One row an hour from 2000-01-01', { start: '2000-01-01', step: 'hour' }),
      choice('One row a month from 2000-01-01', { start: '2000-01-01', step: 'month' }),
    ],
  });
}

/** A CSV's quotation mark is the double one. */
function refuseSingleQuotes(context: TimeContext): void {
  const quoted = context.columns.every(
    (column) => column.kind === 'text' && column.texts.every((text) => text === '' || /^'.*'$/.test(text)),
  );
  if (!quoted) return;
  refuse(
    'no-values',
    `The cells stand between single quotation marks (from line ${context.lineOf(0)} on), which hide the numbers: write double ones, or none.`,
  );
}

/** A program that quoted each line instead of each cell. */
function refuseQuotedLines(context: TimeContext): void {
  const [only, ...others] = context.columns;
  if (only?.kind !== 'text' || others.length > 0) return;
  if (!only.texts.every((text) => /^[^,;\t]*\d[^,;\t]*[,;\t].*\d/.test(text))) return;
  refuse(
    'no-values',
    `Each line stands as a whole between quotation marks (from line ${context.lineOf(0)} on): take the outer marks away.`,
  );
}
