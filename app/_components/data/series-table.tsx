'use client';

import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { ConfirmRemoval } from '#app/_components/confirm-removal.tsx';
import type { NamedThing } from '#app/_components/named-thing.ts';
import { RenameDialog } from '#app/_components/rename-dialog.tsx';
import type { SeriesRow } from '#server/api-types.ts';
import styles from './series-table.module.css';
import { SeriesTableRow } from './series-table-row.tsx';

export type SortKey = 'name' | 'createdAt' | 'rows';

interface SeriesTableProps {
  readonly rows: readonly SeriesRow[];
  readonly sort: SortKey;
  readonly onSort: (sort: SortKey) => void;
  /** Absent when everything is shown. */
  readonly onMore?: () => void;
  readonly isLoadingMore: boolean;
}

/** The series with their latest values and what the last run said. */
export function SeriesTable({ rows, sort, onSort, onMore, isLoadingMore }: SeriesTableProps) {
  const [renaming, setRenaming] = useState<NamedThing | null>(null);
  const [removing, setRemoving] = useState<NamedThing | null>(null);
  return (
    <section className={styles.card} aria-label="Series">
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <SortHeader label="Series" sortKey="name" sort={sort} onSort={onSort} />
              <th scope="col">Recent</th>
              <th scope="col" className={styles.right}>
                Latest
              </th>
              <SortHeader label="Rows" sortKey="rows" sort={sort} onSort={onSort} right />
              <th scope="col">Verdict of the last run</th>
              <th scope="col">Next forecast</th>
              <th scope="col">
                <span className="visuallyHidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <SeriesTableRow key={row.id} row={row} onRename={setRenaming} onRemove={setRemoving} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p className={styles.none}>No series here. Drop a file above to add one.</p>}
      {onMore && (
        <div className={styles.more}>
          <Button variant="default" loading={isLoadingMore} onClick={onMore}>
            Show more
          </Button>
        </div>
      )}
      <RenameDialog thing={renaming} onClose={() => setRenaming(null)} />
      <ConfirmRemoval thing={removing} onClose={() => setRemoving(null)} />
    </section>
  );
}

interface SortHeaderProps {
  readonly label: string;
  readonly sortKey: 'name' | 'rows';
  readonly sort: SortKey;
  readonly onSort: (sort: SortKey) => void;
  readonly right?: boolean;
}

const directions = { name: 'ascending', rows: 'descending' } as const;

/** A second press goes back to the newest first. */
function SortHeader({ label, sortKey, sort, onSort, right = false }: SortHeaderProps) {
  const isOn = sort === sortKey;
  return (
    <th
      scope="col"
      className={right ? styles.right : undefined}
      aria-sort={isOn ? directions[sortKey] : 'none'}
    >
      <button type="button" className={styles.sort} onClick={() => onSort(isOn ? 'createdAt' : sortKey)}>
        {label}
        <span aria-hidden="true">{isOn ? (directions[sortKey] === 'ascending' ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </th>
  );
}

/** The table's place while the series are on their way. */
export function SeriesTableSkeleton() {
  return (
    <section className={styles.card} aria-label="Series" aria-busy="true">
      <div className={styles.skeletons}>
        {['head', 'one', 'two', 'three', 'four'].map((key) => (
          <Skeleton key={key} height={key === 'head' ? 14 : 30} />
        ))}
      </div>
    </section>
  );
}
