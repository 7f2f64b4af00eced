import { metricInfo } from '#forecasting/evaluation/metrics/metric-info.ts';
import styles from './leaderboard.module.css';
import type { LeaderboardColumnId } from './leaderboard-table.ts';

interface Head {
  readonly id: LeaderboardColumnId;
  readonly label: string;
  readonly definition: string;
  readonly className: string | undefined;
}

const withUnit = (label: string, unit: string | null) => (unit ? `${label}, ${unit}` : label);

/** The columns' names with their units and what they mean. */
export function leaderboardHeads(unit: string | null, level: number | null): readonly Head[] {
  const number = styles.number;
  const optional = `${number} ${styles.optional}`;
  const { mae, rmse, mase, smape, coverage, skill } = metricInfo;
  return [
    {
      id: 'name',
      label: 'Forecaster',
      definition: 'Who forecasts. The naive ones learn nothing.',
      className: styles.name,
    },
    {
      id: 'skill',
      label: 'Skill (95 %)',
      definition: `${skill.definition} In brackets its 95 % interval.`,
      className: number,
    },
    {
      id: 'mae',
      label: withUnit(mae.label, unit),
      definition: `${mae.definition} Lower is better.`,
      className: `${number} ${styles.mae}`,
    },
    {
      id: 'rmse',
      label: withUnit(rmse.label, unit),
      definition: `${rmse.definition} Lower is better.`,
      className: optional,
    },
    { id: 'mase', label: mase.label, definition: `${mase.definition} Lower is better.`, className: optional },
    {
      id: 'smape',
      label: `${smape.label}, %`,
      definition: `${smape.definition} Lower is better.`,
      className: optional,
    },
    {
      id: 'coverage',
      label: level === null ? 'Caught' : `${level} % caught`,
      definition:
        level === null ? coverage.definition : `${coverage.definition} This band promises ${level} %.`,
      className: optional,
    },
    {
      id: 'seeds',
      label: withUnit('Seeds', unit),
      definition:
        'Standard deviation of the error over seeds: how much luck is in a start. n/a with one seed.',
      className: optional,
    },
    {
      id: 'fit',
      label: 'Fit time',
      definition: 'Seconds of training, all seeds together.',
      className: optional,
    },
    { id: 'weights', label: 'Weights', definition: 'Numbers that one network learns.', className: optional },
  ];
}
