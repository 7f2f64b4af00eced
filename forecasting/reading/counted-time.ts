import { dateFromStamp, dayMs, monthIndexOf, timeOfDay, weekdayOf } from '../series/calendar-date.ts';
import { parseStamp } from '../series/format-stamp.ts';
import { anchoredStamp, type MonthAnchor } from '../series/month-anchor.ts';
import { parseDateCell } from './date-grammar.ts';
import type { ReadingFlags } from './reading.ts';
import { refuse } from './reading-stop.ts';
import type { TimeChoice } from './time-choice.ts';

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  hourly: 3_600_000,
  d: dayMs,
  day: dayMs,
  daily: dayMs,
  w: 7 * dayMs,
  week: 7 * dayMs,
  weekly: 7 * dayMs,
};
const unitMonths: Readonly<Record<string, number>> = {
  mo: 1,
  month: 1,
  monthly: 1,
  q: 3,
  quarter: 3,
  quarterly: 3,
  y: 12,
  year: 12,
  yearly: 12,
};

/** A start and a step for rows without a time: `--start 2013-01-01 --step day`, or whole numbers for an index. */
export function countedTime(rows: number, flags: ReadingFlags): TimeChoice {
  const start = flags.start ?? '1';
  const step = flags.step ?? (/^-?\d{1,9}$/.test(start) ? '1' : undefined);
  if (step === undefined) {
    refuse('no-step', 'A start needs a step: give one such as --step day, --step hour or --step "15 min".');
  }
  const isIndex = /^-?\d{1,9}$/.test(start) && /^[1-9]\d{0,8}$/.test(step);
  const next = isIndex ? counted(Number(start), Number(step)) : stepped(start, step);
  return {
    kind: isIndex ? 'index' : 'time',
    columns: [],
    stamps: Float64Array.from({ length: rows }, (_, row) => next(row)),
    zone: undefined,
    evidence: [
      { code: 'time-column', message: `The rows are counted from ${start} by ${step}: you said so` },
    ],
    warnings: [],
    recipe: { start, step },
  };
}

const counted = (start: number, step: number) => (row: number) => start + row * step;

function stepped(start: string, step: string): (row: number) => number {
  const from = startStamp(start);
  const match = /^(\d{0,6})\s*-?\s*(business[- ]?da(?:y|ily)|[a-z]+?)s?$/i.exec(step.trim());
  const count = Number(match?.[1] || 1);
  const unit = match?.[2]?.toLowerCase() ?? '';
  if (/^business/.test(unit) || unit === 'b') return businessDays(from, count);
  const ms = unitMs[unit];
  if (ms !== undefined && count > 0) return counted(from, ms * count);
  const months = unitMonths[unit];
  if (months !== undefined && count > 0) return monthly(from, months * count);
  return refuse(
    'bad-step',
    `The step “${step}” is not understood: use day, hour, 15 min, week, month, quarter, year, business day, or a whole number for an index.`,
  );
}

function startStamp(start: string): number {
  const iso = parseStamp(start, 'time');
  if (iso !== undefined) return iso;
  const cell = /^\d{4}$/.test(start) ? parseDateCell(`${start}-01`) : parseDateCell(start);
  if (cell?.kind === 'stamp' && !Number.isNaN(cell.value)) return cell.value;
  return refuse(
    'bad-start',
    `The start “${start}” is not understood: write it as 2024-01-31 or 2024-01-31T09:30.`,
  );
}

function monthly(from: number, months: number): (row: number) => number {
  const { day } = dateFromStamp(from);
  const anchor: MonthAnchor = { kind: 'day', day };
  const index = monthIndexOf(from);
  return (row) => anchoredStamp(anchor, index + row * months, timeOfDay(from));
}

/** Monday to Friday: five of them make a week. */
function businessDays(from: number, count: number): (row: number) => number {
  const weekday = weekdayOf(from);
  const sinceMonday = Math.min(4, (weekday + 6) % 7);
  const monday = from - ((weekday + 6) % 7) * dayMs;
  return (row) => {
    const days = sinceMonday + row * count;
    return monday + (Math.floor(days / 5) * 7 + (days % 5)) * dayMs;
  };
}
