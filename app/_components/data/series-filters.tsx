'use client';

import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import styles from './series-filters.module.css';

interface SeriesFiltersProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** Undefined while the series are on their way. */
  readonly counts: { readonly all: number; readonly needy: number } | undefined;
  readonly onlyNeedy: boolean;
  readonly onOnlyNeedy: (only: boolean) => void;
}

/** Search by name, and the choice between all series and those that wait for a person. */
export function SeriesFilters({ search, onSearch, counts, onlyNeedy, onOnlyNeedy }: SeriesFiltersProps) {
  return (
    <>
      <TextInput
        className={styles.search}
        type="search"
        aria-label="Find a series"
        placeholder="Find a series"
        maxLength={200}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <SegmentedControl
        className={styles.filter}
        aria-label="Filter"
        value={onlyNeedy ? 'needy' : 'all'}
        onChange={(value) => onOnlyNeedy(value === 'needy')}
        data={[
          { value: 'all', label: counts ? `All ${counts.all}` : 'All' },
          { value: 'needy', label: counts ? `Needs you ${counts.needy}` : 'Needs you' },
        ]}
      />
    </>
  );
}
