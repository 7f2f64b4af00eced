import { dateFromStamp, dayMs, daysInMonth, timeOfDay, weekdayOf } from './calendar-date.ts';
import { stepOf } from './frequency-step.ts';
import type { TimeAxis } from './series.ts';

/** A circle that stamps go round. */
interface Circle {
  /** Where on it a stamp stands, 0–1. */
  readonly place: (stamp: number) => number;
  /** A series whose steps are as long as this stands still on it. */
  readonly below: number;
  /** Waves that are laid around it: three tell seven weekdays apart completely. */
  readonly waves: number;
}

const circles: readonly Circle[] = [
  { place: (stamp) => timeOfDay(stamp) / dayMs, below: dayMs, waves: 4 },
  { place: (stamp) => weekdayOf(stamp) / 7, below: 7 * dayMs, waves: 3 },
  { place: placeInYear, below: 300 * dayMs, waves: 2 },
];

/**
 * Where stamps stand in the day, in the week and in the year, as sine and cosine, so that midnight is near to the hour
 * before it, with a few shorter waves, so that one weekday can differ from its neighbours: known for the future as for the past. A daily series has no time of day, a monthly one no weekday.
 *
 * @returns Pairs of features, each as long as the stamps; none for an index.
 *
 * @example
 * calendarFeatures(dailyAxis).length; // 10: three waves in the week, two in the year, each as sine and cosine
 */
export function calendarFeatures({ kind, stamps, frequency }: TimeAxis): Float64Array[] {
  if (kind === 'index') return [];
  const step = stepMs(frequency, stamps);
  return circles
    .filter(({ below }) => step < below)
    .flatMap(({ place, waves }) => {
      const angles = stamps.map((stamp) => 2 * Math.PI * place(stamp));
      return Array.from({ length: waves }, (_, wave) => angles.map((angle) => (wave + 1) * angle)).flatMap(
        (angle) => [angle.map(Math.sin), angle.map(Math.cos)],
      );
    });
}

function placeInYear(stamp: number): number {
  const { month, day } = dateFromStamp(stamp);
  return (month - 1 + (day - 1) / daysInMonth(dateFromStamp(stamp).year, month)) / 12;
}

function stepMs(frequency: TimeAxis['frequency'], stamps: Float64Array): number {
  const step = stepOf(frequency);
  if (step.unit === 'ms') return step.size;
  if (step.unit === 'month') return step.size * 28 * dayMs;
  return stamps.length > 1 ? (stamps.at(-1)! - stamps[0]!) / (stamps.length - 1) : Number.POSITIVE_INFINITY;
}
