import type { ForecasterKind } from '../forecaster-kind.ts';
import type { Frequency } from '../series/frequency.ts';

/** What the name of a baseline may depend on. */
export interface WordingContext {
  readonly frequency: Frequency;
  readonly seasonLength: number;
}

const plainNames: Readonly<Record<ForecasterKind, string>> = {
  naive: 'same as last value',
  'seasonal-naive': 'same as last season',
  drift: 'drift',
  mean: 'mean',
  naive2: 'seasonally adjusted last value',
  ses: 'smoothing',
  theta: 'Theta',
  holt: 'Holt trend',
  damped: 'damped trend',
  comb: 'average of smoothings',
  ets: 'ETS',
  nlinear: 'NLinear',
  dlinear: 'DLinear',
  ridge: 'ridge on lags',
  rnn: 'RNN',
  lstm: 'LSTM',
  gru: 'GRU',
  blend: 'blend',
};

/** Season 0: whatever the season of such a frequency is, it is a day. */
const seasonalNames: readonly (readonly [test: RegExp, season: number, name: string])[] = [
  [/^hourly$/, 24, 'same hour yesterday'],
  [/^(minute|\d+-minute|\d+-hourly)$/, 0, 'same time yesterday'],
  [/^daily$/, 7, 'same weekday'],
  [/^business-daily$/, 5, 'same weekday'],
  [/^weekly$/, 52, 'same week last year'],
  [/^monthly$/, 12, 'same month last year'],
  [/^quarterly$/, 4, 'same quarter last year'],
];

/**
 * The name of a forecaster in words that a reader knows, as they stand inside a sentence.
 *
 * @example
 * nameInWords('seasonal-naive', { frequency: 'hourly', seasonLength: 24 }); // 'same hour yesterday'
 */
export function nameInWords(kind: ForecasterKind, context: WordingContext | undefined): string {
  if (context === undefined) return plainNames[kind];
  const { frequency, seasonLength } = context;
  if (kind === 'naive' && /^(daily|business-daily)$/.test(frequency)) return 'same as yesterday';
  if (kind !== 'seasonal-naive' || seasonLength < 2) return plainNames[kind];
  const named = seasonalNames.find(
    ([test, season]) => test.test(frequency) && (season === 0 || season === seasonLength),
  );
  return named?.[2] ?? `same as ${seasonLength} steps ago`;
}

/** These are said with an article: "beats the mean". */
const withArticle = new Set<ForecasterKind>(['mean', 'naive2', 'holt', 'damped', 'comb', 'blend']);

/**
 * The same as part of a sentence: a rule in quotation marks, a thing with its article.
 *
 * @example
 * wordsFor('seasonal-naive', { frequency: 'hourly', seasonLength: 24 }); // '“same hour yesterday”'
 */
export function wordsFor(kind: ForecasterKind, context: WordingContext | undefined): string {
  const name = nameInWords(kind, context);
  if (withArticle.has(kind)) return `the ${name}`;
  return name.startsWith('same ') ? `“${name}”` : name;
}
