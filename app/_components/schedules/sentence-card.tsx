'use client';

import { Checkbox, NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '#app/_components/card.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { plainListbox } from '#app/_lib/plain-listbox.ts';
import { bounds } from '#forecasting/config.ts';
import type { SeriesRow } from '#server/api-types.ts';
import { ScheduleDetails } from './schedule-details.tsx';
import type { ChangeDraft, ScheduleDraft } from './schedule-draft.ts';
import styles from './sentence-card.module.css';
import { Slot } from './slot.tsx';
import { WhenSlot } from './when-slot.tsx';

interface SentenceCardProps {
  readonly draft: ScheduleDraft;
  readonly onChange: ChangeDraft;
  /** The first of its series; undefined until one is chosen. */
  readonly series: SeriesRow | undefined;
  /** The place in the sentence that names the series. */
  readonly subject: ReactNode;
}

/** The schedule as a sentence whose parts can be changed. */
export function SentenceCard({ draft, onChange, series, subject }: SentenceCardProps) {
  const { config } = draft;
  const horizonWords = series
    ? stepsInWords(config.horizon, series.frequency)
    : countOf(config.horizon, 'step');
  return (
    <Card label="The schedule in a sentence" className={styles.card}>
      <div className={styles.sentence}>
        <WhenSlot plan={draft.when} onChange={(when) => onChange({ when })} />
        {draft.when.kind !== 'never' && (
          <>
            {' '}
            in <ZoneSlot zone={draft.zone} onChange={(zone) => onChange({ zone })} />
          </>
        )}
        , or after <RowsSlot everyRows={draft.everyRows} onChange={(everyRows) => onChange({ everyRows })} />,
        train anew on {subject} and forecast the next{' '}
        <Slot label="How far ahead" value={horizonWords}>
          <NumberInput
            label="Steps ahead"
            min={bounds.horizon.min}
            max={bounds.horizon.max}
            allowDecimal={false}
            value={config.horizon}
            onChange={(horizon) =>
              typeof horizon === 'number' && horizon > 0 && onChange({ config: { ...config, horizon } })
            }
          />
        </Slot>
        . Replace the champion only if the challenger{' '}
        <TieSlot tieDays={draft.tieDays} onChange={(tieDays) => onChange({ tieDays })} />.
      </div>
      <p className={styles.remark}>
        A challenger is compared with the champion on rows that neither has seen; every forecast stays. If a
        run is still at work, the next one is skipped, never queued. What fell due while Hindcast was off is
        caught up once.
      </p>
      <ScheduleDetails config={config} />
    </Card>
  );
}

function ZoneSlot({ zone, onChange }: { readonly zone: string; readonly onChange: (zone: string) => void }) {
  return (
    <Slot label="Time zone" value={`${zone.replaceAll('_', ' ')} time`}>
      <Select
        {...plainListbox}
        label="Time zone"
        description="A wall clock: when it is changed, the schedule goes with it."
        searchable
        allowDeselect={false}
        limit={60}
        comboboxProps={{ withinPortal: false }}
        data={zonesWith(zone)}
        value={zone}
        onChange={(chosen) => chosen && onChange(chosen)}
      />
    </Slot>
  );
}

function zonesWith(zone: string): string[] {
  return [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])];
}

interface RowsSlotProps {
  readonly everyRows: number | null;
  readonly onChange: (everyRows: number | null) => void;
}

const usualTieDays = 30;

interface TieSlotProps {
  readonly tieDays: number | null;
  readonly onChange: (tieDays: number | null) => void;
}

function TieSlot({ tieDays, onChange }: TieSlotProps) {
  const value =
    tieDays === null ? 'wins' : `wins, or ties once the champion is ${countOf(tieDays, 'day')} old`;
  return (
    <Slot label="When the champion is replaced" value={value}>
      <Checkbox
        label="Also on a tie, when the champion is old"
        description="With few new rows neither can win, and an old champion would stay for ever."
        checked={tieDays !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? usualTieDays : null)}
        iconColor="var(--hc-on-ink)"
      />
      {tieDays !== null && (
        <NumberInput
          label="Days"
          description="Since the champion was trained."
          min={1}
          max={3650}
          allowDecimal={false}
          value={tieDays}
          onChange={(days) => typeof days === 'number' && days > 0 && onChange(days)}
        />
      )}
    </Slot>
  );
}

const usualRows = 24;

function RowsSlot({ everyRows, onChange }: RowsSlotProps) {
  const value = everyRows === null ? 'no number of new rows' : countOf(everyRows, 'new row');
  return (
    <Slot label="After new rows" value={value}>
      <Checkbox
        label="Also when enough new rows have come"
        checked={everyRows !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? usualRows : null)}
        iconColor="var(--hc-on-ink)"
      />
      {everyRows !== null && (
        <NumberInput
          label="New rows"
          description="Counted from the last run of the schedule."
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={everyRows}
          onChange={(rows) => typeof rows === 'number' && rows > 0 && onChange(rows)}
        />
      )}
    </Slot>
  );
}
