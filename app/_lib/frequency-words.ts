import type { Frequency } from '#forecasting/series/frequency.ts';

interface StepWords {
  readonly one: string;
  readonly many: string;
}

const wordsOf: Readonly<Record<string, StepWords>> = {
  minute: { one: 'minute', many: 'minutes' },
  hourly: { one: 'hour', many: 'hours' },
  daily: { one: 'day', many: 'days' },
  'business-daily': { one: 'day', many: 'days' },
  weekly: { one: 'week', many: 'weeks' },
  monthly: { one: 'month', many: 'months' },
  quarterly: { one: 'quarter', many: 'quarters' },
  yearly: { one: 'year', many: 'years' },
};

const perMinute: Readonly<Record<string, number>> = { second: 1 / 60, minute: 1, hourly: 60 };

/** How many minutes a step takes, where it is not a step of the calendar: 30 for `30-minute`. */
export function minutesOfStep(frequency: Frequency): number | undefined {
  if (frequency === 'minute') return 1;
  if (frequency === 'hourly') return 60;
  const [, count, unit] = /^(\d+)-(second|minute|hourly)$/.exec(frequency) ?? [];
  return count === undefined || unit === undefined ? undefined : Number(count) * perMinute[unit]!;
}

/** A number of steps of a frequency in words: "1 day", "10 days", "6 hours" for twelve half hours. */
export function stepsInWords(steps: number, frequency: Frequency): string {
  const words = wordsOf[frequency];
  if (words) return counted(steps, words);
  const minutes = minutesOfStep(frequency);
  return minutes === undefined
    ? counted(steps, { one: 'step', many: 'steps' })
    : durationInWords(steps * minutes);
}

/** "8 to 9 hours", or "6 hours to 2 days" where the ends are told in other units. */
export function rangeInWords(least: number, most: number, words: (steps: number) => string): string {
  const [low, high] = [words(least), words(most)];
  if (low === high) return high;
  return `${withoutUnitOf(low, high)} to ${high}`;
}

/** "12" for "12 hours" beside "48 hours"; as it is beside "7 days". */
export function withoutUnitOf(text: string, other: string): string {
  const [number, unit] = partsOf(text);
  return unit !== undefined && unit === partsOf(other)[1] ? number : text;
}

/** A number and the unit behind it, without the ending of many. */
function partsOf(text: string): readonly [number: string, unit: string | undefined] {
  const [, number = '', unit] = /^([\d,.]+) ([a-z]+?)s?$/.exec(text) ?? [];
  return [number, unit];
}

function counted(count: number, { one, many }: StepWords): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** An exact time in the largest unit that has no rest; a long one in hours and minutes. */
function durationInWords(minutes: number): string {
  if (minutes % 1440 === 0) return counted(minutes / 1440, { one: 'day', many: 'days' });
  if (minutes % 60 === 0) return counted(minutes / 60, { one: 'hour', many: 'hours' });
  if (Number.isInteger(minutes) && minutes > 120) {
    const hours = counted(Math.floor(minutes / 60), { one: 'hour', many: 'hours' });
    return `${hours} ${counted(minutes % 60, { one: 'minute', many: 'minutes' })}`;
  }
  if (Number.isInteger(minutes)) return counted(minutes, { one: 'minute', many: 'minutes' });
  return counted(Math.round(minutes * 60), { one: 'second', many: 'seconds' });
}

/** A frequency as an adjective: "hourly", "trading days", "every 15 minutes", "uneven". */
export function frequencyInWords(frequency: Frequency): string {
  if (frequency === 'business-daily') return 'trading days';
  if (frequency === 'minute') return 'every minute';
  if (frequency === 'irregular') return 'uneven steps';
  if (frequency === 'index') return 'numbered rows';
  const every = /^(\d+)-(second|minute|hour)/.exec(frequency);
  return every ? `every ${every[1]} ${every[2]}s` : frequency;
}
