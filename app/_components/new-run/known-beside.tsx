'use client';

import { Checkbox, MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SeriesRow } from '#server/api-types.ts';
import styles from './known-beside.module.css';
import type { ChangePlan, RunPlan } from './run-plan.ts';

interface KnownBesideProps {
  readonly row: SeriesRow;
  readonly plan: RunPlan;
  readonly onChange: ChangePlan;
  /** Why a column cannot be known in advance. */
  readonly shortColumn: string | null;
}

/** The other columns of the file, by when they are known, and the calendar. A column is in one of the lists only. */
export function KnownBeside({ row, plan, onChange, shortColumn }: KnownBesideProps) {
  const trpc = useTRPC();
  const { data: columns = [] } = useQuery(
    trpc.series.columnsBeside.queryOptions({ id: row.id }, { staleTime: 60_000 }),
  );
  const { past, future, calendar } = plan;
  return (
    <div className={styles.known}>
      {row.axisKind === 'time' && (
        <Checkbox
          label="The calendar: hour, weekday, time of year"
          checked={calendar}
          onChange={(event) => onChange({ calendar: event.currentTarget.checked })}
        />
      )}
      {columns.length > 0 && (
        <>
          <ColumnPicker
            label="Known in advance"
            description="Its rows must reach to the end of the forecast."
            columns={columns.filter((column) => !past.includes(column))}
            chosen={future}
            onChange={(names) => onChange({ future: names })}
            error={future.length > 0 && shortColumn !== null ? `${shortColumn}.` : null}
          />
          <ColumnPicker
            label="Known up to now"
            description="Seen until each origin, as the series itself."
            columns={columns.filter((column) => !future.includes(column))}
            chosen={past}
            onChange={(names) => onChange({ past: names })}
          />
        </>
      )}
    </div>
  );
}

interface ColumnPickerProps {
  readonly label: string;
  readonly description: string;
  readonly columns: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (names: string[]) => void;
  readonly error?: string | null;
}

function ColumnPicker({ label, description, columns, chosen, onChange, error = null }: ColumnPickerProps) {
  return (
    <MultiSelect
      label={label}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error}
      placeholder={chosen.length === 0 ? 'no column' : ''}
      searchable
      hidePickedOptions
      limit={100}
      maxValues={20}
      data={[...columns]}
      value={[...chosen]}
      onChange={onChange}
    />
  );
}
