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

/** A number of steps of a frequency in words: "1 day", "10 days", "6 steps of 15 minutes". */
export function stepsInWords(steps: number, frequency: Frequency): string {
  const words = wordsOf[frequency];
  if (words) return `${steps.toLocaleString('en')} ${steps === 1 ? words.one : words.many}`;
  const plain = `${steps.toLocaleString('en')} ${steps === 1 ? 'step' : 'steps'}`;
  const every = /^(\d+)-(second|minute|hour)/.exec(frequency);
  return every ? `${plain} of ${every[1]} ${every[2]}s` : plain;
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
