import { bounds } from '#forecasting/config.ts';
import type { Frequency } from '#forecasting/series/frequency.ts';
import { minutesOfStep } from './frequency-words.ts';

interface Choices {
  readonly offered: readonly number[];
  readonly usual: number;
}

const byFrequency: Readonly<Record<string, Choices>> = {
  hourly: { offered: [1, 12, 24, 48, 168], usual: 24 },
  daily: { offered: [1, 7, 14, 30], usual: 14 },
  'business-daily': { offered: [1, 5, 10, 21], usual: 10 },
  weekly: { offered: [1, 4, 13, 26], usual: 13 },
  monthly: { offered: [1, 3, 6, 12], usual: 12 },
  quarterly: { offered: [1, 2, 4, 8], usual: 4 },
  yearly: { offered: [1, 2, 3, 5], usual: 3 },
};
const dayMinutes = 1440;
/** More steps ahead than this are offered, but not proposed. */
const mostUsual = 96;
const otherwise: Choices = { offered: [1, 6, 12, 24, 48], usual: bounds.horizon.default };

function choicesOf(frequency: Frequency): Choices {
  const known = byFrequency[frequency];
  if (known) return known;
  const minutes = minutesOfStep(frequency);
  return minutes === undefined ? otherwise : choicesOfClock(minutes);
}

/** A step, an hour, six hours, a day, two days: as far as whole steps make them. */
function choicesOfClock(minutes: number): Choices {
  const steps = [minutes, 60, 360, dayMinutes, 2 * dayMinutes].map((span) => span / minutes);
  const offered = [...new Set(steps)].filter(
    (count) => Number.isInteger(count) && count >= 1 && count <= bounds.horizon.max,
  );
  return {
    offered,
    usual: offered.filter((count) => count <= Math.min(mostUsual, dayMinutes / minutes)).at(-1) ?? 1,
  };
}

/** The horizons that are offered for a frequency. */
export function offeredHorizons(frequency: Frequency): readonly number[] {
  return choicesOf(frequency).offered;
}

/** The horizon a new run begins with: the usual one, or less where the series is short. */
export function usualHorizon(frequency: Frequency, rows: number): number {
  const { offered, usual } = choicesOf(frequency);
  const most = Math.max(1, Math.floor(rows / 8));
  if (usual <= most) return usual;
  return offered.filter((horizon) => horizon <= most).at(-1) ?? 1;
}

/** How far apart forecasts may be made: every step, every season, every horizon. */
export function offeredStrides(frequency: Frequency, seasonLength: number, horizon: number): number[] {
  const week = { daily: 7, 'business-daily': 5, hourly: 24 }[frequency as string];
  const candidates = [1, week ?? seasonLength, horizon].filter((stride) => stride >= 1 && stride <= horizon);
  return [...new Set(candidates)].sort((a, b) => a - b);
}
