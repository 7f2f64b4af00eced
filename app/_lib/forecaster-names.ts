import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { Frequency } from '#forecasting/series/frequency.ts';

/** What the name of a baseline may depend on. */
export interface NamingContext {
  readonly frequency?: Frequency | undefined;
  readonly seasonLength?: number | undefined;
}

const plainNames: Readonly<Record<ForecasterKind, string>> = {
  naive: 'Same as last value',
  'seasonal-naive': 'Same as last season',
  drift: 'Drift',
  mean: 'Mean',
  naive2: 'Seasonally adjusted last value',
  ses: 'Smoothing',
  theta: 'Theta',
  holt: 'Holt trend',
  damped: 'Damped trend',
  comb: 'Average of smoothings',
  rnn: 'RNN',
  lstm: 'LSTM',
  gru: 'GRU',
};

const seasonalNames: readonly (readonly [test: RegExp, season: number, name: string])[] = [
  [/^hourly$/, 24, 'Same hour yesterday'],
  [/^(minute|\d+-minute|\d+-hourly)$/, 0, 'Same time yesterday'],
  [/^daily$/, 7, 'Same weekday'],
  [/^business-daily$/, 5, 'Same weekday'],
  [/^weekly$/, 52, 'Same week last year'],
  [/^monthly$/, 12, 'Same month last year'],
  [/^quarterly$/, 4, 'Same quarter last year'],
];

/** A forecaster in words a reader knows: "Same hour yesterday" rather than "seasonal naive, m = 24". */
export function forecasterName(kind: ForecasterKind, context: NamingContext = {}): string {
  const { frequency, seasonLength } = context;
  if (frequency === undefined) return plainNames[kind];
  if (kind === 'naive' && /^(daily|business-daily)$/.test(frequency)) return 'Same as yesterday';
  if (kind !== 'seasonal-naive' || seasonLength === undefined || seasonLength < 2) return plainNames[kind];
  const named = seasonalNames.find(
    ([test, season]) => test.test(frequency) && (season === 0 || season === seasonLength),
  );
  return named?.[2] ?? `Same as ${seasonLength.toLocaleString('en')} steps ago`;
}

const technicalNames: Readonly<Record<ForecasterKind, string>> = {
  naive: 'naive: repeats the last value',
  'seasonal-naive': 'seasonal naive: repeats the last season',
  drift: 'drift: the straight line from the first to the last value, continued',
  mean: 'mean of all training values',
  naive2: 'Naive2: the last seasonally adjusted value, its season put back',
  ses: 'SES: simple exponential smoothing, seasonally adjusted',
  theta: 'Theta: half the trend line, half the smoothed series with its curvature doubled',
  holt: 'Holt: exponential smoothing with a linear trend, seasonally adjusted',
  damped: 'Damped: exponential smoothing with a fading trend, seasonally adjusted',
  comb: 'Comb: the average of SES, Holt and Damped',
  rnn: 'simple recurrent network',
  lstm: 'long short-term memory',
  gru: 'gated recurrent unit',
};

/** The name the literature uses, for column help. */
export function technicalName(kind: ForecasterKind): string {
  return technicalNames[kind];
}

/** How a forecaster is drawn: its colour, its colour as text, its dash. */
export interface ForecasterStyle {
  readonly color: string;
  readonly textColor: string;
  /** For SVG; undefined is a solid line. */
  readonly dash: string | undefined;
  readonly shape: 'square' | 'circle' | 'triangle' | 'dash';
}

const grey = (name: string, dash: string): ForecasterStyle => ({
  color: `var(--hc-${name})`,
  textColor: 'var(--hc-ink-2)',
  dash,
  shape: 'dash',
});
const network = (name: string, shape: ForecasterStyle['shape']): ForecasterStyle => ({
  color: `var(--hc-${name})`,
  textColor: `var(--hc-${name}-text)`,
  dash: undefined,
  shape,
});

/** One colour and one shape a forecaster, fixed everywhere; baselines are grey and told apart by dash. */
export const forecasterStyles: Readonly<Record<ForecasterKind, ForecasterStyle>> = {
  naive: grey('naive', '2 3'),
  'seasonal-naive': grey('seasonal', '7 3'),
  drift: grey('drift', '7 3 2 3'),
  mean: grey('mean', '1 4'),
  naive2: grey('classic', '4 2 1 2'),
  ses: grey('classic', '10 3'),
  theta: grey('classic', '10 3 2 3 2 3'),
  holt: grey('classic', '5 2'),
  damped: grey('classic', '5 2 1 2 1 2'),
  comb: grey('classic', '12 2 4 2'),
  rnn: network('rnn', 'square'),
  lstm: network('lstm', 'circle'),
  gru: network('gru', 'triangle'),
};

/** The dash of everything that is not yet observed. */
export const futureDash = '5 4';
