'use client';

import { Button, Skeleton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { ConfirmRemoval } from '#app/_components/confirm-removal.tsx';
import type { NamedThing } from '#app/_components/named-thing.ts';
import { RenameDialog } from '#app/_components/rename-dialog.tsx';
import { SortHeader } from '#app/_components/sort-header.tsx';
import { type RunSort, type RunSortKey, sortRuns } from '#app/_lib/sort-runs.ts';
import type { RunRow } from '#server/api-types.ts';
import styles from './runs-table.module.css';
import { RunsTableRow } from './runs-table-row.tsx';

interface RunsTableProps {
  readonly rows: readonly RunRow[];
  /** Absent when everything is shown. */
  readonly onMore?: () => void;
  readonly isLoadingMore: boolean;
}

interface Column {
  readonly key: RunSortKey;
  readonly label: string;
  readonly right?: boolean;
  readonly definition?: string;
}

const columns: readonly Column[] = [
  { key: 'name', label: 'Run' },
  { key: 'state', label: 'State' },
  {
    key: 'skill',
    label: 'Verdict',
    definition:
      'The best network against the best naive forecast. Sorted by skill: 1 − error / error of the naive.',
  },
  { key: 'horizon', label: 'Steps ahead', right: true },
  { key: 'created', label: 'Made' },
  { key: 'took', label: 'Took', right: true, definition: 'From the start of the work to its end.' },
];

/** Every run; the newest first until a column is pressed. */
export function RunsTable({ rows, onMore, isLoadingMore }: RunsTableProps) {
  const [sort, setSort] = useState<RunSort>({ key: 'created', descending: true });
  const [renaming, setRenaming] = useState<NamedThing | null>(null);
  const [removing, setRemoving] = useState<NamedThing | null>(null);
  const sorted = useMemo(() => sortRuns(rows, sort), [rows, sort]);
  return (
    <section className={styles.card} aria-label="All runs">
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <SortHeader
                  key={column.key}
                  label={column.label}
                  definition={column.definition}
                  className={column.right ? styles.right : undefined}
                  direction={
                    sort.key === column.key ? (sort.descending ? 'descending' : 'ascending') : 'none'
                  }
                  onSort={() =>
                    setSort({
                      key: column.key,
                      descending: sort.key === column.key ? !sort.descending : column.key === 'created',
                    })
                  }
                />
              ))}
              <th scope="col">
                <span className="visuallyHidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((run) => (
              <RunsTableRow key={run.id} run={run} onRename={setRenaming} onRemove={setRemoving} />
            ))}
          </tbody>
        </table>
      </div>
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

/** The table's place while the runs are on their way. */
export function RunsTableSkeleton() {
  return (
    <section className={styles.card} aria-label="All runs" aria-busy="true">
      <div className={styles.skeletons}>
        {['head', 'one', 'two', 'three', 'four'].map((key) => (
          <Skeleton key={key} height={key === 'head' ? 14 : 28} />
        ))}
      </div>
    </section>
  );
}
