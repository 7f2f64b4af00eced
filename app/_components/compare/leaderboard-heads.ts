import { metricInfo } from '#forecasting/evaluation/metrics/metric-info.ts';
import styles from './leaderboard.module.css';
import type { LeaderboardColumnId } from './leaderboard-table.ts';

interface Head {
  readonly id: LeaderboardColumnId;
  readonly label: string;
  /** After the label, where there is room for it. */
  readonly aside?: string;
  readonly definition: string;
  readonly className: string | undefined;
}

interface HeadOptions {
  /** The data's. */
  readonly unit: string | null;
  /** Of the band whose coverage is shown. */
  readonly level: number | null;
  /** Only scaled errors: over several series the data's units cannot be mixed. */
  readonly isScaled: boolean;
}

/** The columns' names with their units and what they mean. */
export function leaderboardHeads({ unit, level, isScaled }: HeadOptions): readonly Head[] {
  return [...nameAndSkill(), ...errors(unit, isScaled), ...furtherHeads(level)];
}

const optional = `${styles.number} ${styles.optional}`;
const main = `${styles.number} ${styles.main}`;

function nameAndSkill(): Head[] {
  const { definition } = metricInfo.skill;
  return [
    {
      id: 'name',
      label: 'Forecaster',
      definition: 'Who forecasts. The naive ones learn nothing.',
      className: styles.name,
    },
    {
      id: 'skill',
      label: 'Skill',
      aside: ' (95 %)',
      definition: `${definition} In brackets its 95 % interval.`,
      className: styles.number,
    },
  ];
}

function errors(unit: string | null, isScaled: boolean): Head[] {
  const withUnit = (label: string) => (unit ? `${label}, ${unit}` : label);
  const lower = (definition: string) => `${definition} Lower is better.`;
  const { mae, rmse, mase, smape } = metricInfo;
  const inDataUnits: Head[] = [
    { id: 'mae', label: withUnit(mae.label), definition: lower(mae.definition), className: main },
    { id: 'rmse', label: withUnit(rmse.label), definition: lower(rmse.definition), className: optional },
  ];
  return [
    ...(isScaled ? [] : inDataUnits),
    {
      id: 'mase',
      label: mase.label,
      definition: lower(mase.definition),
      className: isScaled ? main : optional,
    },
    { id: 'smape', label: `${smape.label}, %`, definition: lower(smape.definition), className: optional },
  ];
}

function furtherHeads(level: number | null): Head[] {
  const { definition } = metricInfo.coverage;
  return [
    {
      id: 'coverage',
      label: level === null ? 'Caught' : `${level} % caught`,
      definition: level === null ? definition : `${definition} This band promises ${level} %.`,
      className: optional,
    },
    {
      id: 'seeds',
      label: 'Seeds ±',
      definition:
        'Standard deviation of the error over seeds: how much luck is in a start. n/a with one seed.',
      className: optional,
    },
    {
      id: 'fit',
      label: 'Fit time',
      definition: 'Time of training, all seeds together.',
      className: optional,
    },
    {
      id: 'weights',
      label: 'Weights',
      definition:
        'Numbers that one network learns, or that a linear forecaster solves for; of a blend those of its parts. Naive forecasters learn none.',
      className: optional,
    },
  ];
}
