import { dayMs, monthIndexOf, weekdayOf } from './calendar-date.ts';
import type { Frequency } from './frequency.ts';
import { frequencyOfStep } from './frequency-step.ts';
import { monthAnchorOf } from './month-anchor.ts';

const sampleSize = 100_000;
const halfHourMs = 1_800_000;
/** The commonest step is the frequency even where many steps are missing, as long as all others are multiples. */
const leastShare = 0.3;

/**
 * How far apart ascending stamps stand: the commonest distance, provided that nearly all others are multiples of
 * it. Months, quarters and years go by the calendar (the same day, the
 * month's end or its first or last working day); days with an empty weekend are `business-daily`. Anything
 * else is `irregular`, and so are fewer than two stamps.
 *
 * @param stamps milliseconds or plain integers, strictly ascending
 * @example inferFrequency(new Float64Array([0, 3_600_000, 7_200_000]), 'time') // 'hourly'
 */
export function inferFrequency(stamps: Float64Array, kind: 'time' | 'index'): Frequency {
  if (kind === 'index') return 'index';
  if (stamps.length < 2) return 'irregular';
  const gaps = sampleGaps(stamps);
  const shortest = gaps.reduce((least, gap) => Math.min(least, gap), Number.POSITIVE_INFINITY);
  return (
    (shortest >= 26 * dayMs ? monthsApart(stamps) : undefined) ??
    daysApart(stamps, gaps) ??
    fixedStep(gaps) ??
    'irregular'
  );
}

/** All distances between neighbours, or a hundred thousand spread over the series. */
function sampleGaps(stamps: Float64Array): Float64Array {
  const pairs = stamps.length - 1;
  const count = Math.min(pairs, sampleSize);
  const stride = pairs / count;
  return Float64Array.from({ length: count }, (_, i) => {
    const at = Math.floor(i * stride);
    return stamps[at + 1]! - stamps[at]!;
  });
}

/** The commonest value and the share it has. */
function commonest(values: Iterable<number>): { value: number; share: number } {
  const counts = new Map<number, number>();
  let total = 0;
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    total++;
  }
  let best = Number.NaN;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most || (count === most && value < best)) {
      best = value;
      most = count;
    }
  }
  return { value: best, share: total === 0 ? 0 : most / total };
}

function monthsApart(stamps: Float64Array): Frequency | undefined {
  if (!monthAnchorOf(stamps)) return undefined;
  const months = Array.from(stamps, monthIndexOf);
  const { value, share } = commonest(months.slice(1).map((month, i) => month - months[i]!));
  if (share < 0.5) return undefined;
  return ({ 1: 'monthly', 3: 'quarterly', 12: 'yearly' } as const)[value];
}

function daysApart(stamps: Float64Array, gaps: Float64Array): Frequency | undefined {
  const rounded = gaps.map((gap) => Math.round(gap / dayMs));
  const whole = gaps.reduce(
    (n, gap, i) => n + (Math.abs(gap - rounded[i]! * dayMs) <= 2 * halfHourMs ? 1 : 0),
    0,
  );
  if (whole < 0.95 * gaps.length || rounded.some((days) => days === 0)) return undefined;
  const { value, share } = commonest(rounded);
  if (value === 7 && share >= 0.5) return 'weekly';
  if (value !== 1 || share < leastShare) return undefined;
  return hasWeekend(stamps) ? 'business-daily' : 'daily';
}

/** Two weekdays that (nearly) never occur, in a span that holds at least one such pair. */
function hasWeekend(stamps: Float64Array): boolean {
  const span = stamps[stamps.length - 1]! - stamps[0]!;
  if (span < 7 * dayMs) return stamps.length < span / dayMs + 1 && leapsOverWeekend(stamps);
  const counts = [0, 0, 0, 0, 0, 0, 0];
  for (const stamp of stamps) counts[weekdayOf(stamp)]! += 1;
  const rare = counts.map((count) => count <= (stamps.length / 7) * 0.05);
  const empty = rare.filter(Boolean).length;
  return empty === 2 && rare.some((isRare, day) => isRare && rare[(day + 1) % 7]!);
}

/** In less than a week: the only missing days are a Saturday and its Sunday. */
function leapsOverWeekend(stamps: Float64Array): boolean {
  return stamps.every((stamp, i) => {
    const gap = i === 0 ? dayMs : stamp - stamps[i - 1]!;
    return gap < 1.5 * dayMs || (Math.round(gap / dayMs) === 3 && weekdayOf(stamp) === 1);
  });
}

function fixedStep(gaps: Float64Array): Frequency | undefined {
  const { value, share } = commonest(gaps);
  if (share < leastShare || value >= dayMs) return undefined;
  const multiples = gaps.reduce((n, gap) => n + (gap % value === 0 ? 1 : 0), 0);
  const leastMultiples = share < 0.5 ? 0.99 : 0.9;
  return multiples >= leastMultiples * gaps.length ? frequencyOfStep(value) : undefined;
}
