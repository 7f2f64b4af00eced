import { dayMs, hourMs } from './calendar-date.ts';
import type { Frequency } from './frequency.ts';

/** The distance between two observations: a fixed time, whole months, or neither. */
export type FrequencyStep =
  | { readonly unit: 'ms'; readonly size: number }
  | { readonly unit: 'month'; readonly size: number }
  | { readonly unit: 'none' };

const named: Partial<Record<Frequency, FrequencyStep>> = {
  minute: { unit: 'ms', size: 60_000 },
  hourly: { unit: 'ms', size: hourMs },
  daily: { unit: 'ms', size: dayMs },
  'business-daily': { unit: 'ms', size: dayMs },
  weekly: { unit: 'ms', size: 7 * dayMs },
  monthly: { unit: 'month', size: 1 },
  quarterly: { unit: 'month', size: 3 },
  yearly: { unit: 'month', size: 12 },
  index: { unit: 'ms', size: 1 },
};

const unitMs = { second: 1000, minute: 60_000, hourly: hourMs } as const;

/**
 * What one step of a frequency is. A plain index steps by 1; `irregular` has no step.
 *
 * @example stepOf('15-minute') // { unit: 'ms', size: 900_000 }
 */
export function stepOf(frequency: Frequency): FrequencyStep {
  const known = named[frequency];
  if (known) return known;
  const counted = /^([\d.]+)-(second|minute|hourly)$/.exec(frequency);
  if (!counted) return { unit: 'none' };
  return { unit: 'ms', size: Number(counted[1]) * unitMs[counted[2] as keyof typeof unitMs] };
}

/**
 * The name of the frequency whose observations stand `ms` apart, for steps shorter than a day.
 *
 * @example frequencyOfStep(1_800_000) // '30-minute'
 */
export function frequencyOfStep(ms: number): Frequency {
  if (ms === hourMs) return 'hourly';
  if (ms === 60_000) return 'minute';
  if (ms % hourMs === 0) return `${ms / hourMs}-hourly`;
  if (ms % 60_000 === 0) return `${ms / 60_000}-minute`;
  return `${ms / 1000}-second`;
}
