import { dayMs, monthIndexOf, timeOfDay } from './calendar-date.ts';
import { stepOf } from './frequency-step.ts';
import { anchoredStamp, monthAnchorOf } from './month-anchor.ts';
import type { Series, TimeAxis } from './series.ts';
import { learnTradingCalendar, nextOpening, type TradingCalendar } from './trading-calendar.ts';

/** A grid may be at most this many times longer than the observations it holds. */
const mostSparse = 20;

/**
 * Puts a series on the regular grid of its frequency: a step without an observation becomes NaN.
 *
 * What counts as a missing step follows the calendar that the stamps show. In a market's series the observed
 * days stand next to each other: weekends and holidays are no gaps; within a session that has any
 * observation, an empty slot is one. Monthly, quarterly and yearly series step by calendar months. An index
 * steps by 1. Irregular axes, and grids more than twenty times longer than their observations, stay as they
 * are. Stamps off the grid (a clock change, a jitter) are kept at their own place.
 *
 * @example regularise(series) // daily 1, 2, 4 January → values [a, b, NaN, d]
 */
export function regularise(series: Series): Series {
  const { stamps } = series.axis;
  const gaps = countGaps(series.axis);
  if (gaps === 0) return series;
  const grid = new Float64Array(stamps.length + gaps);
  const values = new Float64Array(grid.length).fill(Number.NaN);
  let at = 0;
  let from = 0;
  walkGrid(series.axis, (stamp, isObserved) => {
    grid[at] = stamp;
    if (isObserved) values[at] = series.values[from++]!;
    at++;
  });
  return { ...series, axis: { ...series.axis, stamps: grid }, values };
}

/**
 * How many steps of the regular grid have no observation: 0 for axes that `regularise` leaves alone.
 *
 * @example countGaps(axisOf(['2024-01-01', '2024-01-02', '2024-01-04'])) // 1
 */
export function countGaps(axis: TimeAxis): number {
  let gaps = 0;
  const isSane = walkGrid(axis, (_, isObserved) => {
    if (!isObserved) gaps++;
  });
  return isSane ? gaps : 0;
}

/** Visits every step of the grid in order; false if the axis has none, or one that is nearly empty. */
function walkGrid(axis: TimeAxis, visit: (stamp: number, isObserved: boolean) => void): boolean {
  const { stamps } = axis;
  const step = stepper(axis);
  if (!step || stamps.length < 2) return false;
  let left = stamps.length * mostSparse;
  let expected = stamps[0]!;
  for (let i = 0; i < stamps.length; i++) {
    const stamp = stamps[i]!;
    while (expected < stamp && step.isGap(expected, stamp)) {
      visit(expected, false);
      if (--left < 0) return false;
      expected = step.after(expected);
    }
    visit(stamp, true);
    expected = step.after(stamp);
  }
  return true;
}

/** How to walk an axis; `isGap` says whether the expected stamp, which comes before the observed one, is missing. */
interface Stepper {
  after(stamp: number): number;
  isGap(expected: number, observed: number): boolean;
}

function stepper(axis: TimeAxis): Stepper | undefined {
  const step = stepOf(axis.frequency);
  if (step.unit === 'none' || axis.frequency === 'business-daily') return undefined;
  if (step.unit === 'month') return monthStepper(axis.stamps, step.size);
  const calendar = learnTradingCalendar(axis);
  if (calendar) return sessionStepper(axis.stamps, calendar, step.size);
  const tolerance = step.size * 0.5;
  return {
    after: (stamp) => stamp + step.size,
    isGap: (expected, observed) => observed - expected >= tolerance,
  };
}

function monthStepper(stamps: Float64Array, months: number): Stepper {
  const anchor = monthAnchorOf(stamps) ?? { kind: 'month-end' as const };
  const time = timeOfDay(stamps[0]!);
  return {
    after: (stamp) => anchoredStamp(anchor, monthIndexOf(stamp) + months, time),
    isGap: (expected, observed) => monthIndexOf(observed) > monthIndexOf(expected),
  };
}

/** Only the empty slots of days on which the market was open at all are gaps. */
function sessionStepper(stamps: Float64Array, calendar: TradingCalendar, size: number): Stepper {
  const openDays = new Set<number>();
  for (const stamp of stamps) openDays.add(Math.floor(stamp / dayMs));
  const after = (stamp: number) => {
    let next = nextOpening(calendar, stamp);
    const last = stamps[stamps.length - 1]!;
    while (next < last && !openDays.has(Math.floor(next / dayMs))) next = nextOpening(calendar, next);
    return next;
  };
  return { after, isGap: (expected, observed) => observed - expected >= size * 0.5 };
}
