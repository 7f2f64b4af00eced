'use client';

import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './sort-header.module.css';

export type SortDirection = 'ascending' | 'descending' | 'none';

interface SortHeaderProps {
  readonly label: ReactNode;
  readonly direction: SortDirection;
  readonly onSort: () => void;
  /** What the column means; shown on hover and focus. */
  readonly definition?: string | undefined;
  readonly className?: string | undefined;
}

/** The head of a column that the table can be sorted by. */
export function SortHeader({ label, direction, onSort, definition, className }: SortHeaderProps) {
  const button = (
    <button type="button" className={styles.sort} onClick={onSort} aria-description={definition}>
      {label}
      <span className={styles.arrow} aria-hidden="true">
        {direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : ''}
      </span>
    </button>
  );
  return (
    <th scope="col" className={className} aria-sort={direction}>
      {definition ? (
        <Tooltip label={definition} events={{ hover: true, focus: true, touch: true }} withArrow>
          {button}
        </Tooltip>
      ) : (
        button
      )}
    </th>
  );
}
