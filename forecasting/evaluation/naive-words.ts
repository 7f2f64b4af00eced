import type { ForecasterKind } from '../forecaster-kind.ts';
import type { Frequency } from '../series/frequency.ts';

const seasonal: Partial<Record<Frequency, readonly [season: number, words: string]>> = {
  daily: [7, 'same day last week'],
  'business-daily': [5, 'same day last week'],
  weekly: [52, 'same week last year'],
  monthly: [12, 'same month last year'],
  quarterly: [4, 'same quarter last year'],
  hourly: [24, 'same hour yesterday'],
};

const labels: Readonly<Record<ForecasterKind, string>> = {
  naive: 'the last value',
  'seasonal-naive': 'one season ago',
  drift: 'the line from first to last value',
  mean: 'the mean so far',
  naive2: 'the last value, seasonally adjusted',
  ses: 'exponential smoothing',
  theta: 'Theta',
  holt: 'Holt’s trend',
  damped: 'the damped trend',
  comb: 'the average of three smoothings',
  rnn: 'RNN',
  lstm: 'LSTM',
  gru: 'GRU',
};

/** What the words depend on. */
export interface WordingContext {
  readonly frequency: Frequency;
  readonly seasonLength: number;
}

/**
 * Says what a forecaster does in words a person uses, in quotation marks where it is a rule and not a name.
 *
 * @example
 * wordsFor('seasonal-naive', { frequency: 'hourly', seasonLength: 24 }); // '“same hour yesterday”'
 */
export function wordsFor(kind: ForecasterKind, context: WordingContext | undefined): string {
  const words = context === undefined ? undefined : specialWords(kind, context);
  if (words !== undefined) return `“${words}”`;
  const label = labels[kind];
  return label === label.toUpperCase() ? label : `“${label}”`;
}

function specialWords(kind: ForecasterKind, { frequency, seasonLength }: WordingContext): string | undefined {
  if (kind === 'naive' && frequency === 'daily') return 'same as yesterday';
  if (kind !== 'seasonal-naive' || seasonLength <= 1) return undefined;
  const known = seasonal[frequency];
  if (known?.[0] === seasonLength) return known[1];
  const minutes = frequency === 'minute' ? 1 : Number(/^(\d+)-minute$/.exec(frequency)?.[1]);
  const hours = Number(/^(\d+)-hourly$/.exec(frequency)?.[1]);
  const day = minutes * seasonLength === 1440 || hours * seasonLength === 24;
  return day ? 'same time yesterday' : `${seasonLength} steps ago`;
}
