'use client';

import { useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { SortHeader } from '#app/_components/sort-header.tsx';
import type { NamingContext } from '#app/_lib/forecaster-names.ts';
import { type LeaderboardRow, leaderboardRows, narrowestLevel } from '#app/_lib/leaderboard-rows.ts';
import type { ForecasterKind, NaiveKind } from '#forecasting/forecaster-kind.ts';
import type { ForecasterScore } from '#forecasting/run-result.ts';
import styles from './leaderboard.module.css';
import { leaderboardHeads } from './leaderboard-heads.ts';
import { LeaderboardLine } from './leaderboard-line.tsx';
import { leaderboardColumns, leaderboardFeatures } from './leaderboard-table.ts';
import { barWidth, SkillAxis } from './skill-axis.tsx';

interface LeaderboardProps {
  readonly leaderboard: readonly ForecasterScore[];
  readonly against: NaiveKind;
  readonly naming: NamingContext;
  readonly unit: string | null;
  /** Over several series only scaled errors can be compared. */
  readonly isScaled: boolean;
  readonly limit: number;
  readonly ticked: readonly ForecasterKind[];
  readonly onTick: (kind: ForecasterKind) => void;
}

/** Every forecaster on the same rows: the naive pinned on top, the rest by whichever column was pressed. */
export function Leaderboard(props: LeaderboardProps) {
  const { leaderboard, against, unit, limit } = props;
  const data = useMemo(() => leaderboardRows(leaderboard, against), [leaderboard, against]);
  const table = useTable({
    features: leaderboardFeatures,
    columns: leaderboardColumns,
    data,
    enableSortingRemoval: false,
    initialState: { sorting: [{ id: 'skill', desc: true }] },
  });
  const sorted = table.getRowModel().rows.map((row) => row.original);
  const lines: LeaderboardRow[] = [
    ...sorted.filter((row) => row.isReference),
    ...sorted.filter((row) => !row.isReference),
  ];
  const level = narrowestLevel(leaderboard);
  return (
    <section className={styles.card} aria-label="Leaderboard">
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.tick}>
                <span className="visuallyHidden">Drawn below</span>
              </th>
              {leaderboardHeads({ unit, level, isScaled: props.isScaled }).map((head) => {
                const column = table.getColumn(head.id);
                const direction = column?.getIsSorted();
                return [
                  <SortHeader
                    key={head.id}
                    label={
                      <>
                        {head.label}
                        {head.aside && <span className={styles.headAside}>{head.aside}</span>}
                      </>
                    }
                    definition={head.definition}
                    className={head.className}
                    direction={direction ? (direction === 'desc' ? 'descending' : 'ascending') : 'none'}
                    onSort={() => column?.toggleSorting()}
                  />,
                  ...(head.id === 'name' ? [<AxisHead key="axis" limit={limit} />] : []),
                ];
              })}
            </tr>
          </thead>
          <tbody>
            {lines.map((row) => (
              <LeaderboardLine
                key={row.kind}
                row={row}
                naming={props.naming}
                limit={limit}
                level={level}
                isScaled={props.isScaled}
                isTicked={props.ticked.includes(row.kind)}
                onTick={() => props.onTick(row.kind)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function AxisHead({ limit }: { readonly limit: number }) {
  return (
    <th scope="col" className={styles.bar}>
      <span className="visuallyHidden">Skill, drawn</span>
      <span className={styles.wide}>
        <SkillAxis width={barWidth} limit={limit} />
      </span>
    </th>
  );
}
