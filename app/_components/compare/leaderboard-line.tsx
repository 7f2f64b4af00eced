'use client';

import { Checkbox } from '@mantine/core';
import { ForecasterMark } from '#app/_components/forecaster-mark.tsx';
import { SkillBar } from '#app/_components/skill-bar.tsx';
import { forecasterName, type NamingContext, technicalName } from '#app/_lib/forecaster-names.ts';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import { formatCount, formatPercent, formatScore, formatSkill } from '#app/_lib/format-number.ts';
import { keptPromise } from '#app/_lib/kept-promise.ts';
import type { LeaderboardRow } from '#app/_lib/leaderboard-rows.ts';
import { isNaive } from '#forecasting/forecaster-kind.ts';
import styles from './leaderboard.module.css';
import { barWidth } from './skill-axis.tsx';

interface LeaderboardLineProps {
  readonly row: LeaderboardRow;
  readonly naming: NamingContext;
  readonly limit: number;
  readonly level: number | null;
  /** Over several series only scaled errors can be compared. */
  readonly isScaled: boolean;
  readonly isTicked: boolean;
  readonly onTick: () => void;
}

export function LeaderboardLine({
  row,
  naming,
  limit,
  level,
  isScaled,
  isTicked,
  onTick,
}: LeaderboardLineProps) {
  const { kind, scores } = row;
  const optional = `${styles.number} ${styles.optional}`;
  const main = `${styles.number} ${styles.main} ${styles.strong}`;
  return (
    <tr className={row.isReference ? styles.pinned : undefined}>
      <td className={styles.tick}>
        <Checkbox
          checked={isTicked}
          onChange={onTick}
          aria-label={`Draw ${forecasterName(kind, naming)} below`}
        />
      </td>
      <td className={styles.name} title={technicalName(kind)}>
        <ForecasterMark kind={kind} {...naming} />
        {row.isReference && <span className={styles.aside}> pinned</span>}
      </td>
      <td className={styles.bar}>
        <Bars row={row} limit={limit} />
      </td>
      <td className={styles.number}>
        <SkillText row={row} />
      </td>
      {isScaled ? (
        <td className={main}>{formatScore(scores.mase)}</td>
      ) : (
        <>
          <td className={main}>{formatScore(scores.mae)}</td>
          <td className={optional}>{formatScore(scores.rmse)}</td>
          <td className={optional}>{formatScore(scores.mase)}</td>
        </>
      )}
      <td className={optional}>{formatScore(scores.smape)}</td>
      <td className={optional}>
        <span className={isLow(row.caught, level) ? styles.low : undefined}>{formatPercent(row.caught)}</span>
      </td>
      <td className={`${optional} ${styles.quiet}`}>
        {row.seedSpread === null ? 'n/a' : `±${formatScore(row.seedSpread)}`}
      </td>
      <td className={`${optional} ${styles.quiet}`}>
        {row.fitSeconds === 0 ? 'none' : formatElapsed(row.fitSeconds)}
      </td>
      <td className={`${optional} ${styles.quiet}`}>{weightsWords(row)}</td>
    </tr>
  );
}

/** What the field's baselines fit anew to every history is no count of weights. */
function weightsWords({ kind, parameters }: LeaderboardRow): string {
  if (parameters > 0) return formatCount(parameters);
  return isNaive(kind) ? 'none' : 'n/a';
}

/** A band that caught clearly less than it promised. */
function isLow(caught: number | null, level: number | null): boolean {
  return caught !== null && level !== null && keptPromise(caught, level / 100) === 'less';
}

function Bars({ row, limit }: Pick<LeaderboardLineProps, 'row' | 'limit'>) {
  const { kind, scores, isReference } = row;
  const bar = {
    kind,
    skill: isReference ? 0 : scores.skill,
    interval: isReference ? null : scores.skillInterval,
    limit,
  };
  return (
    <>
      <span className={styles.wide}>
        <SkillBar {...bar} width={barWidth} />
      </span>
      <span className={styles.narrow}>
        <SkillBar {...bar} width={74} />
      </span>
    </>
  );
}

function SkillText({ row }: Pick<LeaderboardLineProps, 'row'>) {
  const { scores, standing } = row;
  if (row.failure) {
    return (
      <div className={styles.failure} title={row.failure}>
        {row.failure}
      </div>
    );
  }
  if (row.isReference) return <span className={styles.quiet}>reference</span>;
  return (
    <>
      <span className={standing === 'worse' ? styles.low : styles.strong}>{formatSkill(scores.skill)}</span>
      <span className={styles.aside}>
        {' '}
        {intervalWords(scores)} {standing}
      </span>
    </>
  );
}

/** Far below the naive the interval's ends say no more than the skill itself. */
function intervalWords({ skill, skillInterval }: LeaderboardRow['scores']): string {
  if (!skillInterval || skill === null || skill < -2) return '';
  return `(${bracket(skillInterval)})`;
}

const bracket = ([low, high]: readonly [number, number]) =>
  `${formatSkill(low).replace(' %', '')} … ${formatSkill(high).replace(' %', '')}`;
