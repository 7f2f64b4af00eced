import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatCount } from '#app/_lib/format-number.ts';
import { bounds, type RunConfigInput } from '#forecasting/config.ts';
import { isNaive, usualKinds } from '#forecasting/forecaster-kind.ts';
import styles from './schedule-details.module.css';

/** The settings of the runs that a schedule makes. */
export function ScheduleDetails({ config }: { readonly config: RunConfigInput }) {
  const chosen = (config.forecasters ?? usualKinds).filter((kind) => !isNaive(kind));
  const names = chosen.map((kind) => forecasterName(kind)).join(', ');
  const details: readonly (readonly [term: string, value: string])[] = [
    ['Forecasters', names || 'none but the naive'],
    ['Naive', 'always all four'],
    ['Test origins', config.folds ? formatCount(config.folds) : 'as many as fit, up to 24'],
    ['Seeds', seedsInWords(config)],
    ['Lookback', config.lookback ? formatCount(config.lookback) : 'from the data'],
    ['Units', formatCount(config.units ?? bounds.units.default)],
    ['Epochs', `up to ${formatCount(config.epochs ?? bounds.epochs.default)}`],
  ];
  return (
    <dl className={styles.details}>
      {details.map(([term, value]) => (
        <div key={term} className={styles.detail}>
          <dt className={styles.term}>{term}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How many, and with which number they begin. */
function seedsInWords({ seeds = bounds.seeds.default, seed = bounds.seed.default }: RunConfigInput): string {
  return seeds === 1 ? `1, number ${seed}` : `${formatCount(seeds)}, from number ${seed}`;
}
