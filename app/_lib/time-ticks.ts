import type { StampAxis } from './format-stamp.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const monthMs = 30.44 * dayMs;
const yearMs = 365.25 * dayMs;

const fixedSteps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minuteMs),
  ...[1, 2, 3, 6, 12].map((count) => count * hourMs),
  ...[1, 2, 7, 14].map((count) => count * dayMs),
];
const monthSteps = [1, 2, 3, 6];
const yearSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500];
/** 5 January 1970 was a Monday: weeks are counted from it. */
const mondayMs = 4 * dayMs;

/**
 * Ticks of a horizontal axis: at most `most`, on the calendar's own boundaries (midnights, Mondays, firsts of
 * months and years), or at round numbers of an index.
 */
export function axisTicks(range: readonly [number, number], axis: StampAxis, most: number): number[] {
  const [from, to] = range;
  if (!(to > from)) return [from];
  if (axis.axisKind === 'index') return evenTicks(from, to, roundStep((to - from) / most));
  const wanted = (to - from) / most;
  const fixed = fixedSteps.find((step) => step >= wanted);
  if (fixed !== undefined && fixed < monthMs) {
    const offset = fixed % (7 * dayMs) === 0 ? mondayMs : 0;
    return evenTicks(from, to, fixed, offset);
  }
  const months = monthSteps.find((count) => count * monthMs >= wanted);
  if (months !== undefined) return monthTicks(from, to, months);
  const years = yearSteps.find((count) => count * yearMs >= wanted) ?? 1000;
  return monthTicks(from, to, years * 12);
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return Math.max(1, [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= least) ?? 10 * power);
}

function evenTicks(from: number, to: number, step: number, offset = 0): number[] {
  const ticks: number[] = [];
  for (let tick = Math.ceil((from - offset) / step) * step + offset; tick <= to; tick += step)
    ticks.push(tick);
  return ticks;
}

function monthTicks(from: number, to: number, step: number): number[] {
  const start = new Date(from);
  let month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  month = Math.floor(month / step) * step;
  const ticks: number[] = [];
  for (;;) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    const tick = date.getTime();
    if (tick > to) return ticks;
    if (tick >= from) ticks.push(tick);
    month += step;
  }
}
