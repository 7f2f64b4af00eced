import { dateFromStamp, hourMs, timeOfDay, weekdayOf } from '../series/calendar-date.ts';
import type { IdChoice } from './choose-ids.ts';
import type { ColumnData, NumberData } from './column-data.ts';
import { hints } from './column-hints.ts';
import { numericTimesOf } from './numeric-time.ts';
import type { ReadingFlags } from './reading.ts';
import { refuse } from './reading-stop.ts';
import type { TimeChoice } from './time-choice.ts';
import { canLeaveAway } from './units.ts';
import { isConstant, isEmpty } from './value-issues.ts';

/** The value columns, and why each other column is none. */
export interface ValueChoice {
  readonly columns: readonly NumberData[];
  /** By column index, for those that are ignored. */
  readonly reasons: ReadonlyMap<number, string>;
}

interface ValueContext {
  readonly columns: readonly ColumnData[];
  readonly time: TimeChoice;
  readonly ids: IdChoice | undefined;
  readonly flags: ReadingFlags;
}

/** Chooses the columns that hold series: all numbers but counters, codes, parts of the calendar and the like. */
export function chooseValues(context: ValueContext): ValueChoice {
  const taken = new Set([...context.time.columns, ...(context.ids?.columns ?? [])]);
  const others = context.columns.filter((column) => !taken.has(column.index));
  if (context.flags.targets) return namedValues(context, context.flags.targets);
  const reasons = new Map<number, string>();
  const columns: NumberData[] = [];
  for (const column of others) {
    const reason = reasonToIgnore(column, context);
    if (reason !== undefined) reasons.set(column.index, reason);
    else columns.push(column as NumberData);
  }
  return { columns, reasons };
}

function namedValues(context: ValueContext, targets: readonly string[]): ValueChoice {
  const columns = targets.map((name) => {
    const column = context.columns.find((one) => one.name === name);
    if (!column) {
      const known = context.columns.filter((one) => one.kind === 'number').slice(0, 8);
      const listed = known.map((one) => `“${one.name}”`).join(', ');
      return refuse('unknown-column', `There is no column “${name}” to forecast; there are ${listed}.`);
    }
    if (column.kind === 'number' && !context.time.columns.includes(column.index)) return column;
    return refuse('not-numeric', `Column “${name}” does not hold numbers: choose another one.`);
  });
  const chosen = new Set(columns.map((column) => column.index));
  const reasons = new Map(
    context.columns
      .filter((one) => !chosen.has(one.index))
      .map((one) => [one.index, 'not among the chosen values']),
  );
  return { columns, reasons };
}

function reasonToIgnore(column: ColumnData, context: ValueContext): string | undefined {
  if (column.isComposite) return 'holds several values in each cell';
  if (column.kind === 'text') return 'text';
  if (column.kind === 'time') return 'another time';
  return (
    reasonByContent(column) ??
    reasonByName(column, context) ??
    reasonByTime(column, context.time) ??
    reasonById(column, context)
  );
}

function reasonByContent(column: NumberData): string | undefined {
  const { values, source } = column;
  const filled =
    source.wholes +
    source.proofs['.'].count +
    source.proofs[','].count +
    source.unclearCount['.'] +
    source.unclearCount[','];
  if (source.notNumbers.count > filled) return 'mostly text';
  if (!canLeaveAway(source.units) && source.units.size > 0) return 'mixes units';
  if (!column.isNamed && (isEmpty(values) || isConstant(values))) return 'nameless, and never changes';
  return undefined;
}

function reasonByName(column: NumberData, context: ValueContext): string | undefined {
  const { name, values } = column;
  const isOnLeft = context.time.columns.every((time) => column.index < time) || column.index === 0;
  if (isOnLeft && (!column.isNamed || hints.isCounter(name)) && countsRows(values)) return 'counts the rows';
  if (
    isQualityOf(name, context.columns) &&
    values.every((value) => Number.isNaN(value) || Number.isInteger(value))
  ) {
    return 'a quality code';
  }
  if (hints.isPlace(name) && (isConstant(values) || context.ids !== undefined)) return 'a place';
  return hints.isId(name) && isConstant(values) ? 'a code that never changes' : undefined;
}

/** A name that says quality, or `QTN` where there is a column `TN`. */
const isQualityOf = (name: string, columns: readonly ColumnData[]) =>
  hints.isQuality(name) || (/^Q[A-Z]/.test(name) && columns.some((other) => `Q${other.name}` === name));

function countsRows(values: Float64Array): boolean {
  return (
    values.length > 1 &&
    values.every((value, i) => Number.isInteger(value) && (i === 0 || value === values[i - 1]! + 1))
  );
}

/** Parts of the calendar that the time says already, and times in other words. */
function reasonByTime(column: NumberData, time: TimeChoice): string | undefined {
  if (time.kind === 'index') return undefined;
  const { name, values } = column;
  const parts: readonly [boolean, (stamp: number) => number][] = [
    [hints.isYear(name), (stamp) => dateFromStamp(stamp).year],
    [hints.isMonth(name), (stamp) => dateFromStamp(stamp).month],
    [hints.isDay(name), (stamp) => dateFromStamp(stamp).day],
    [hints.isHour(name), (stamp) => Math.floor(timeOfDay(stamp) / hourMs)],
  ];
  const repeats = parts.some(([isNamed, part]) => isNamed && agrees(values, time.stamps, part));
  if (repeats || isWeekday(name, values, time.stamps)) return 'a part of the time';
  if (isAnotherDay(column)) return 'another time';
  return saysTheTime(column, time) || isDecimalYear(column, time) ? 'the time in other words' : undefined;
}

function agrees(values: Float64Array, stamps: Float64Array, part: (stamp: number) => number): boolean {
  const probe = values.subarray(0, 3000);
  return probe.every(
    (value, row) => Number.isNaN(value) || Number.isNaN(stamps[row]!) || value === part(stamps[row]!),
  );
}

/** 0 to 6 or 1 to 7, whatever day the week begins with. */
function isWeekday(name: string, values: Float64Array, stamps: Float64Array): boolean {
  if (!/^(week_?day|day_?of_?week|dow|wday|요일|曜日|星期)$/i.test(name)) return false;
  const offset = (((values[0]! - weekdayOf(stamps[0]!)) % 7) + 7) % 7;
  return agrees(
    values.map((value) => value % 7),
    stamps,
    (stamp) => (weekdayOf(stamp) + offset) % 7,
  );
}

const fewDays = 3;

/** `20240205` all the way down is a day, such as that of the publication, where it changes or is called one. */
function isAnotherDay({ name, values }: NumberData): boolean {
  if (!numericTimesOf(values).some(({ strength }) => strength === 3)) return false;
  return /(date|datum|fecha|일자|일시|날짜|日|日期)$/i.test(name) || new Set(values).size >= fewDays;
}

function saysTheTime(column: NumberData, time: TimeChoice): boolean {
  const { values } = column;
  if (column.source.wholes === 0) return false;
  return numericTimesOf(values).some((numeric) => {
    if (numeric.strength === 3 && hints.isTime(column.name)) return true;
    if (numeric.strength === 1 && !hints.isTime(column.name)) return false;
    const probe = values.subarray(0, 3000);
    const shift = numeric.stampOf(values[0]!) - time.stamps[0]!;
    const isNear = Math.abs(shift) <= 15 * hourMs || hints.isTime(column.name);
    return (
      isNear &&
      probe.every((value, row) => Number.isNaN(value) || numeric.stampOf(value) - time.stamps[row]! === shift)
    );
  });
}

/** 1990.042 for the middle of January 1990. */
function isDecimalYear({ values, source }: NumberData, time: TimeChoice): boolean {
  if (source.proofs['.'].count + source.proofs[','].count + source.unclearCount['.'] === 0) return false;
  return agreesWithin(values, time.stamps);
}

function agreesWithin(values: Float64Array, stamps: Float64Array): boolean {
  return values.subarray(0, 3000).every((value, row) => {
    const { year, month, day } = dateFromStamp(stamps[row]!);
    return Number.isNaN(value) || Math.abs(value - year - (month - 1) / 12 - day / 365) < 0.1;
  });
}

/** Units, decimals and base periods stand in every row of a statistical office's file. */
function reasonById(column: NumberData, { ids, columns }: ValueContext): string | undefined {
  if (!ids) return undefined;
  if (isConstantById(column, ids)) return 'the same in every row of a series';
  const changes = columns.some(
    (other) => other.kind === 'number' && hints.isObservation(other.name) && !isConstant(other.values),
  );
  return changes && isConstant(column.values) ? 'the same in every row' : undefined;
}

function isConstantById(column: NumberData, ids: IdChoice): boolean {
  if (ids.ids.length < 2 || isConstant(column.values)) return false;
  const first = new Float64Array(ids.ids.length).fill(Number.NaN);
  return column.values.every((value, row) => {
    if (Number.isNaN(value)) return true;
    const code = ids.codes[row]!;
    if (Number.isNaN(first[code]!)) first[code] = value;
    return first[code] === value;
  });
}
