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
  const grid = regularGrid(series.axis);
  const { stamps } = series.axis;
  if (grid === undefined || grid.length === stamps.length) return series;
  const values = new Float64Array(grid.length).fill(Number.NaN);
  let from = 0;
  for (let i = 0; i < grid.length; i++) {
    if (grid[i] === stamps[from]) values[i] = series.values[from++]!;
  }
  return { ...series, axis: { ...series.axis, stamps: grid }, values };
}

/**
 * How many steps of the regular grid have no observation.
 *
 * @example countGaps(axisOf(['2024-01-01', '2024-01-02', '2024-01-04'])) // 1
 */
export function countGaps(axis: TimeAxis): number {
  const grid = regularGrid(axis);
  return grid === undefined ? 0 : grid.length - axis.stamps.length;
}

function regularGrid(axis: TimeAxis): Float64Array | undefined {
  const { stamps } = axis;
  const next = stepper(axis);
  if (!next || stamps.length < 2) return undefined;
  const grid: number[] = [];
  const limit = stamps.length * mostSparse;
  let expected = stamps[0]!;
  for (const stamp of stamps) {
    while (expected < stamp && next.isGap(expected, stamp)) {
      grid.push(expected);
      if (grid.length > limit) return undefined;
      expected = next.after(expected);
    }
    grid.push(stamp);
    expected = next.after(stamp);
  }
  return Float64Array.from(grid);
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
