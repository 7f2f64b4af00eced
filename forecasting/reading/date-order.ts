import { dayMs } from '../series/calendar-date.ts';
import { inferFrequency } from '../series/infer-frequency.ts';
import { type FieldOrder, stampOfTriple, type TripleOrder, unpackTriple } from './date-triple.ts';

/** Which number of a date is the day, and what shows it. */
export type OrderDecision =
  | { readonly fields: FieldOrder; readonly because: string; readonly rows: number }
  /** Orders that the file allows, and nothing more. */
  | { readonly open: readonly FieldOrder[] }
  /** Two rows that prove opposite orders. */
  | { readonly contradicting: readonly [number, number] };

const orders: Readonly<Record<TripleOrder, readonly FieldOrder[]>> = {
  xxy: ['dmy', 'mdy'],
  xxx: ['dmy', 'mdy', 'ymd'],
};

const inWords: Readonly<Record<FieldOrder, string>> = {
  dmy: 'Day comes first',
  mdy: 'Month comes first',
  ymd: 'Year comes first',
};

/** Decides the order of day, month and year by every row of the column. `rows` are those written in triples. */
export function decideFieldOrder(
  packed: Float64Array,
  rows: (row: number) => boolean,
  order: TripleOrder,
): OrderDecision {
  const valid = { dmy: 0, mdy: 0, ymd: 0 };
  const firstOnly = { dmy: -1, mdy: -1, ymd: -1 };
  let total = 0;
  for (let row = 0; row < packed.length; row++) {
    if (!rows(row) || Number.isNaN(packed[row]!)) continue;
    total++;
    const fitting = fitsOf(packed[row]!, order);
    for (const fields of fitting) valid[fields]++;
    if (fitting.length === 1 && firstOnly[fitting[0]!] < 0) firstOnly[fitting[0]!] = row;
  }
  return settle({ packed, rows, order }, { valid, firstOnly, total });
}

interface Column {
  readonly packed: Float64Array;
  readonly rows: (row: number) => boolean;
  readonly order: TripleOrder;
}

interface Tally {
  readonly valid: Record<FieldOrder, number>;
  readonly firstOnly: Record<FieldOrder, number>;
  readonly total: number;
}

/** A few rows that do not fit are bad dates; more than these contradict. */
const tolerated = 0.05;

function settle(column: Column, tally: Tally): OrderDecision {
  const { valid, firstOnly, total } = tally;
  const all = orders[column.order];
  const perfect = all.filter((fields) => valid[fields] === total);
  if (perfect.length === 1) return proven(perfect[0]!, tally);
  if (perfect.length > 1) return byRegularity(column, perfect);
  const best = all.reduce((a, b) => (valid[b] > valid[a] ? b : a));
  if (valid[best] >= (1 - tolerated) * total) return proven(best, tally);
  const other = all.find((fields) => fields !== best && firstOnly[fields] >= 0) ?? best;
  return { contradicting: [Math.max(0, firstOnly[best]), Math.max(0, firstOnly[other])] };
}

function proven(fields: FieldOrder, { valid, total }: Tally): OrderDecision {
  const others = (['dmy', 'mdy', 'ymd'] as const).filter((other) => other !== fields);
  const proving = total - Math.max(...others.map((other) => valid[other]));
  const against = total - valid[fields];
  const prove = proving === 1 ? 'row proves' : 'rows prove';
  const contradict = against === 0 ? 'none contradicts' : `${against} contradict and are left out`;
  return { fields, because: `${inWords[fields]}: ${proving} ${prove} it, ${contradict}`, rows: proving };
}

/** Several orders give dates that exist: the right one also leaves the rows in order. */
function byRegularity(column: Column, candidates: readonly FieldOrder[]): OrderDecision {
  const stamps = candidates.map((fields) => stampsUnder(column, fields));
  if (stamps.every((list) => list.every((stamp, i) => stamp === stamps[0]![i]))) {
    return { fields: candidates[0]!, because: 'Day and month are the same number in every row', rows: 0 };
  }
  const daily = byDays(candidates, stamps);
  if (daily) return daily;
  const breaks = stamps.map(breaksOf);
  const least = Math.min(...breaks);
  const best = breaks.indexOf(least);
  const second = Math.min(...breaks.filter((_, i) => i !== best));
  const isRegular = least === 0 && second > 0 && hasCommonStep(stamps[best]!);
  if (isRegular || second >= 2 * least + 3) {
    const because = `${inWords[candidates[best]!]}: only so the rows are in order (otherwise ${second} steps go back)`;
    return { fields: candidates[best]!, because, rows: second };
  }
  return { open: candidates };
}

/** `01.01.24, 02.01.24 …` are days in a row: with the year first they would be one and the same day of many years. */
function byDays(
  candidates: readonly FieldOrder[],
  stamps: readonly (readonly number[])[],
): OrderDecision | undefined {
  const isYearFirst = candidates.indexOf('ymd');
  if (isYearFirst < 0 || stamps[0]!.length < 10) return undefined;
  const areYears = stamps[isYearFirst]!.every(
    (stamp, i, all) => i === 0 || Math.abs(stamp - all[i - 1]!) >= 365 * dayMs,
  );
  const daily = candidates.flatMap((fields, at) =>
    fields !== 'ymd' && longestStep(stamps[at]!) <= 5 * dayMs ? [fields] : [],
  );
  if (!areYears || daily.length !== 1) return undefined;
  const because = `${inWords[daily[0]!]}: only so the rows are days that follow each other`;
  return { fields: daily[0]!, because, rows: stamps[0]!.length };
}

function longestStep(stamps: readonly number[]): number {
  let longest = 0;
  for (let i = 1; i < stamps.length; i++) longest = Math.max(longest, Math.abs(stamps[i]! - stamps[i - 1]!));
  return longest;
}

function stampsUnder({ packed, rows, order }: Column, fields: FieldOrder): number[] {
  const stamps: number[] = [];
  for (let row = 0; row < packed.length; row++) {
    if (rows(row) && !Number.isNaN(packed[row]!)) stamps.push(stampOfTriple(packed[row]!, order, fields));
  }
  return stamps;
}

/** Whether most steps are alike: days, weeks or months apart. */
function hasCommonStep(stamps: readonly number[]): boolean {
  const rising = stamps[0]! <= stamps.at(-1)! ? stamps : [...stamps].reverse();
  return stamps.length > 4 && inferFrequency(Float64Array.from(new Set(rising)), 'time') !== 'irregular';
}

/** Steps against the direction in which most rows go. */
function breaksOf(stamps: readonly number[]): number {
  let back = 0;
  let forth = 0;
  for (let i = 1; i < stamps.length; i++) {
    if (stamps[i]! < stamps[i - 1]!) back++;
    else if (stamps[i]! > stamps[i - 1]!) forth++;
  }
  return Math.min(back, forth);
}

function fitsOf(packed: number, order: TripleOrder): readonly FieldOrder[] {
  if (order === 'xxy') {
    const [a, b] = unpackTriple(packed, order).triple;
    if (a <= 12 && b <= 12) return orders.xxy;
    return a > 12 ? onlyDay : onlyMonth;
  }
  return orders.xxx.filter((fields) => !Number.isNaN(stampOfTriple(packed, order, fields)));
}

const onlyDay: readonly FieldOrder[] = ['dmy'];
const onlyMonth: readonly FieldOrder[] = ['mdy'];
