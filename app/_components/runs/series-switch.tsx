'use client';

import { SegmentedControl, Select } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { formatCount } from '#app/_lib/format-number.ts';
import { plainListbox } from '#app/_lib/plain-listbox.ts';
import type { RunRow } from '#server/api-types.ts';
import styles from './series-switch.module.css';

interface SeriesSwitchProps {
  readonly run: RunRow;
  readonly seriesId: number;
  readonly place: 'compare' | 'forecast' | 'memory';
  /** With it verdict and table can be those of all series together. */
  readonly ofAll?: boolean;
  readonly onAll?: (ofAll: boolean) => void;
}

/** Chooses one series of a run over several; typing searches. */
export function SeriesSwitch({ run, seriesId, place, ofAll, onAll }: SeriesSwitchProps) {
  const router = useRouter();
  return (
    <div className={styles.switch}>
      {onAll && (
        <SegmentedControl
          size="xs"
          aria-label="Verdict and table of"
          value={ofAll ? 'all' : 'one'}
          onChange={(value) => onAll(value === 'all')}
          data={[
            { value: 'all', label: `All ${formatCount(run.seriesIds.length)} series` },
            { value: 'one', label: 'One series' },
          ]}
        />
      )}
      <Select
        {...plainListbox}
        aria-label="Series"
        searchable
        allowDeselect={false}
        limit={100}
        maw={320}
        data={run.seriesIds.map((id, index) => ({
          value: String(id),
          label: run.seriesNames[index] ?? String(id),
        }))}
        value={String(seriesId)}
        onChange={(value) => {
          if (value) router.replace(`/runs/${run.id}/${place}?series=${value}`, { scroll: false });
        }}
      />
    </div>
  );
}
