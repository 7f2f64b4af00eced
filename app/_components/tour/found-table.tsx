import type { ReactNode } from 'react';
import type { CellName, TourWords } from '#app/_lib/tour/tour-words.ts';
import { CellMark } from './cell-mark.tsx';
import styles from './tour-screen.module.css';

interface FoundRow {
  readonly cell: CellName;
  readonly values: readonly ReactNode[];
}

interface FoundTableProps {
  readonly words: TourWords;
  /** What the columns are, in the order of the values. */
  readonly heads: readonly string[];
  /** The column that the claim is about, 0-based. */
  readonly main: number;
  readonly rows: readonly FoundRow[];
}

/** What was measured of each cell, a row a cell. */
export function FoundTable({ words, heads, main, rows }: FoundTableProps) {
  return (
    <table className={styles.found}>
      <thead>
        <tr>
          <th />
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ cell, values }) => (
          <tr key={cell}>
            <th scope="row">
              <CellMark cell={cell} words={words} />
            </th>
            {values.map((value, column) => (
              <td key={heads[column]} className="num">
                {column === main ? <strong>{value}</strong> : value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
