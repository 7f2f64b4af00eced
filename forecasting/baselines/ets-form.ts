/** How a component acts: not at all, added, multiplied. */
export type EtsSeason = 'none' | 'additive' | 'multiplicative';

/** One exponential smoothing model: how the error, the trend and the season act. */
export interface EtsForm {
  readonly error: 'additive' | 'multiplicative';
  readonly trend: 'none' | 'additive' | 'damped';
  readonly season: EtsSeason;
}

const trends = ['none', 'additive', 'damped'] as const;

/**
 * The forms that a series may take. A multiplied error or season needs positive values; an added error goes with no
 * multiplied season, whose variance it would make infinite; a multiplied trend is never tried.
 *
 * Definition: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), section 8.5 and 8.6, as R's
 * `forecast::ets` restricts them by default.
 *
 * @example
 * etsForms({ positive: false, seasonal: false }).map(nameOfForm); // ['ETS(A,N,N)', 'ETS(A,A,N)', 'ETS(A,Ad,N)']
 */
export function etsForms({ positive, seasonal }: { positive: boolean; seasonal: boolean }): EtsForm[] {
  const added = trends.flatMap((trend): EtsForm[] => [
    { error: 'additive', trend, season: 'none' },
    ...(seasonal ? [{ error: 'additive', trend, season: 'additive' } as const] : []),
  ]);
  if (!positive) return added;
  const multiplied = trends.flatMap((trend): EtsForm[] => [
    { error: 'multiplicative', trend, season: 'none' },
    ...(seasonal
      ? [
          { error: 'multiplicative', trend, season: 'additive' } as const,
          { error: 'multiplicative', trend, season: 'multiplicative' } as const,
        ]
      : []),
  ]);
  return [...added, ...multiplied];
}

const trendLetters = { none: 'N', additive: 'A', damped: 'Ad' } as const;
const letters = { none: 'N', additive: 'A', multiplicative: 'M' } as const;

/**
 * The name that the literature gives a form.
 *
 * @example
 * nameOfForm({ error: 'multiplicative', trend: 'damped', season: 'multiplicative' }); // 'ETS(M,Ad,M)'
 */
export function nameOfForm({ error, trend, season }: EtsForm): string {
  return `ETS(${letters[error]},${trendLetters[trend]},${letters[season]})`;
}
