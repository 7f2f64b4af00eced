import { monthIndexOf, timeOfDay, weekdayOf } from './calendar-date.ts';
import { stepOf } from './frequency-step.ts';
import type { TimeAxis } from './series.ts';

/**
 * Finds the first of some new stamps that does not fall on the grid of an axis: between two steps, at another
 * time of day, in a month's other place, or at a weekend on a business-daily axis. Steps that are left out are
 * fine: they are missing values. An axis that is not on a grid itself, or has none, takes any stamp.
 *
 * @param fresh stamps after the last one of the axis
 * @returns undefined where every stamp fits
 *
 * @example
 * firstOffGrid(hourlyAxis, Float64Array.of(lastStamp + 90 * 60_000)); // lastStamp + 5_400_000
 */
export function firstOffGrid(axis: TimeAxis, fresh: Float64Array): number | undefined {
  const last = axis.stamps.at(-1);
  if (last === undefined) return undefined;
  const fits = gridOf(axis, last);
  if (fits === undefined || !axis.stamps.every(fits)) return undefined;
  return fresh.find((stamp) => !fits(stamp));
}

function gridOf({ frequency, kind }: TimeAxis, last: number): ((stamp: number) => boolean) | undefined {
  const step = stepOf(frequency);
  if (step.unit === 'none' || kind === 'index') return undefined;
  if (step.unit === 'month') {
    const place = placesInMonth(last);
    return (stamp) =>
      (monthIndexOf(stamp) - monthIndexOf(last)) % step.size === 0 &&
      placesInMonth(stamp).some((name) => place.includes(name));
  }
  const onStep = (stamp: number) => (stamp - last) % step.size === 0;
  if (frequency !== 'business-daily') return onStep;
  return (stamp) => onStep(stamp) && weekdayOf(stamp) !== 0 && weekdayOf(stamp) !== 6;
}

/** Where in its month a stamp stands, counted from both ends: month ends fall on different days. */
function placesInMonth(stamp: number): string[] {
  const dayMs = 86_400_000;
  const time = timeOfDay(stamp);
  const ordinal = (direction: number) => {
    let steps = 0;
    while (monthIndexOf(stamp + direction * (steps + 1) * dayMs) === monthIndexOf(stamp)) steps++;
    return steps;
  };
  return [`${ordinal(-1)} from the start at ${time}`, `${ordinal(1)} from the end at ${time}`];
}
