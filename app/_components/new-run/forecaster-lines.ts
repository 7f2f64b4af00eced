import type { FittedKind } from '#forecasting/forecaster-kind.ts';

/** What each forecaster does, in a line. */
export const forecasterLines: Readonly<Record<FittedKind, string>> = {
  naive: 'The last value, repeated.',
  'seasonal-naive': 'The last season, repeated.',
  drift: 'Straight line, first to last.',
  mean: 'Average of all training.',
  naive2: 'Last value, its season put back.',
  ses: 'A smoothed level, flat.',
  theta: 'Half trend, half smoothed level.',
  holt: 'A smoothed level and slope.',
  damped: 'A slope that fades.',
  comb: 'Average of three smoothings.',
  ets: 'Smoothing, its form chosen.',
  nlinear: 'Linear, from the newest value.',
  dlinear: 'Linear, trend and rest apart.',
  ridge: 'Linear on the last values.',
  rnn: 'Simple cell, short memory.',
  lstm: 'Gated memory cell. The usual choice.',
  gru: 'Two gates, fewer weights than LSTM.',
};
