'use client';

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_lib/trpc.tsx';
import styles from './series-switcher.module.css';

interface SeriesSwitcherProps {
  readonly current: number;
  readonly onChoose: (id: number) => void;
}

const mostOffered = 50;

/** Another series, found by typing a part of its name. */
export function SeriesSwitcher({ current, onChoose }: SeriesSwitcherProps) {
  const trpc = useTRPC();
  const [search, setSearch] = useState('');
  const [sought] = useDebouncedValue(search.trim(), 200);
  const found = useQuery(
    trpc.series.list.queryOptions(
      { sort: 'name', limit: mostOffered, ...(sought === '' ? {} : { search: sought }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const others = found.data?.items.filter(({ id }) => id !== current) ?? [];
  return (
    <Select
      className={styles.switcher ?? ''}
      aria-label="Another series"
      placeholder="Another series"
      searchable
      value={null}
      searchValue={search}
      onSearchChange={setSearch}
      data={others.map(({ id, name, fileName }) => ({
        value: String(id),
        label: fileName ? `${name} · ${fileName}` : name,
      }))}
      filter={({ options }) => options}
      nothingFoundMessage={found.isPending ? 'Looking' : 'No other series'}
      maxDropdownHeight={320}
      onChange={(value) => value !== null && onChoose(Number(value))}
    />
  );
}
