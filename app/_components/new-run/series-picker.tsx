'use client';

import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SeriesRow } from '#server/api-types.ts';
import styles from './series-picker.module.css';

interface SeriesPickerProps {
  readonly row: SeriesRow;
  readonly chosen: readonly number[];
  readonly onChange: (seriesIds: number[]) => void;
}

/** This series, and others that came from the same file. */
export function SeriesPicker({ row, chosen, onChange }: SeriesPickerProps) {
  const trpc = useTRPC();
  const uploads = useQuery({
    ...trpc.uploads.list.queryOptions({ limit: 200 }),
    enabled: row.uploadId !== null,
  });
  const upload = uploads.data?.items.find(({ id }) => id === row.uploadId);
  const siblings = upload?.seriesIds.map((id, index) => ({
    id,
    name: upload.seriesNames[index] ?? `Series ${id}`,
  }));
  if (!siblings || siblings.length < 2) return <p className={styles.alone}>Only {row.name}</p>;
  return (
    <MultiSelect
      className={styles.picker ?? ''}
      aria-label="Series of this run"
      placeholder={chosen.length < siblings.length ? 'Add another' : ''}
      searchable
      hidePickedOptions
      limit={100}
      data={siblings.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={chosen.map(String)}
      onChange={(values) => values.length > 0 && onChange(values.map(Number))}
    />
  );
}
