import { nameInWords } from '#forecasting/evaluation/naive-words.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { Frequency } from '#forecasting/series/frequency.ts';

/** What the name of a baseline may depend on. */
export interface NamingContext {
  readonly frequency?: Frequency | undefined;
  readonly seasonLength?: number | undefined;
}

/** A forecaster in words a reader knows: "Same hour yesterday" rather than "seasonal naive, m = 24". */
export function forecasterName(kind: ForecasterKind, context: NamingContext = {}): string {
  const name = nameInSentence(kind, context);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The same as it stands inside a sentence: "same hour yesterday", "LSTM". */
export function nameInSentence(kind: ForecasterKind, context: NamingContext = {}): string {
  const { frequency, seasonLength = 1 } = context;
  return nameInWords(kind, frequency === undefined ? undefined : { frequency, seasonLength });
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
  ets: 'ETS: exponential smoothing, its error, trend and season chosen by AICc',
  nlinear: 'NLinear: one linear layer on the last values, counted from the newest',
  dlinear: 'DLinear: one linear layer on their moving average, one on the rest',
  ridge: 'ridge regression on normalised lags, over all series together',
  rnn: 'simple recurrent network',
  lstm: 'long short-term memory',
  gru: 'gated recurrent unit',
  blend: 'weighted mean of the others, weights chosen on origins before those that judge it',
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
  ets: grey('classic', '8 2 2 2'),
  nlinear: grey('classic', '3 3'),
  dlinear: grey('classic', '3 3 7 3'),
  ridge: grey('classic', '6 4'),
  rnn: network('rnn', 'square'),
  lstm: network('lstm', 'circle'),
  gru: network('gru', 'triangle'),
  blend: { ...grey('classic', '1 0'), dash: undefined },
};

/** The dash of everything that is not yet observed. */
export const futureDash = '5 4';
