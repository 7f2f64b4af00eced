'use client';

import { NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '#app/_components/card.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { plainListbox } from '#app/_lib/plain-listbox.ts';
import { bounds } from '#forecasting/config.ts';
import type { SeriesRow, SourceRow } from '#server/api-types.ts';
import { ClockRemark } from './clock-remark.tsx';
import { NumberSlot } from './number-slot.tsx';
import { ScheduleDetails } from './schedule-details.tsx';
import type { ChangeDraft, ScheduleDraft } from './schedule-draft.ts';
import styles from './sentence-card.module.css';
import { Slot } from './slot.tsx';
import { SourceSlot } from './source-slot.tsx';
import { WhenSlot } from './when-slot.tsx';

interface SentenceCardProps {
  readonly draft: ScheduleDraft;
  readonly onChange: ChangeDraft;
  /** The first of its series; undefined until one is chosen. */
  readonly series: SeriesRow | undefined;
  /** The place in the sentence that names the series. */
  readonly subject: ReactNode;
  /** The source that is kept. */
  readonly kept?: SourceRow | null;
  /** Below the sentence: how it does. */
  readonly children?: ReactNode;
}

/** The schedule as a sentence whose parts can be changed. */
export function SentenceCard(props: SentenceCardProps) {
  const { draft, onChange, subject, kept = null, children } = props;
  return (
    <Card label="The schedule in a sentence" className={styles.card}>
      <div className={styles.sentence}>
        <TrainingWhen draft={draft} onChange={onChange} />, train a challenger on {subject}. Fetch new rows
        from <SourceSlot kept={kept} draft={draft.source} onChange={(source) => onChange({ source })} /> and
        forecast the next <HorizonSlot {...props} />. In between the champion forecasts{' '}
        <ForecastWhen draft={draft} onChange={onChange} />. Replace the champion only if the challenger{' '}
        <TieSlot draft={draft} onChange={onChange} />.
      </div>
      <p className={styles.remark}>
        A challenger is compared with the champion on rows that neither has seen; every forecast stays. If a
        run is still at work, the next one is skipped, never queued. What fell due while Hindcast was off is
        caught up once. <ClockRemark draft={draft} />
      </p>
      {children}
      <ScheduleDetails config={draft.config} />
    </Card>
  );
}

type DraftPart = Pick<SentenceCardProps, 'draft' | 'onChange'>;

function TrainingWhen({ draft, onChange }: DraftPart) {
  const { when, everyRows, underNaiveRows } = draft;
  return (
    <>
      <WhenSlot label="When it trains" plan={when} onChange={(chosen) => onChange({ when: chosen })} />
      {when.kind !== 'never' && (
        <>
          {' '}
          in <ZoneSlot draft={draft} onChange={onChange} />
        </>
      )}
      , or after{' '}
      <NumberSlot
        label="After new rows"
        words={everyRows === null ? 'no number of new rows' : countOf(everyRows, 'new row')}
        value={everyRows}
        onChange={(chosen) => onChange({ everyRows: chosen })}
        question="Also when enough new rows have come"
        unit="New rows"
        description="Counted from the last training of the schedule."
        usual={24}
      />
      , or{' '}
      <NumberSlot
        label="When the naive is better"
        words={
          underNaiveRows === null
            ? 'whatever the naive does'
            : `when the naive was better over ${countOf(underNaiveRows, 'value')}`
        }
        value={underNaiveRows}
        onChange={(chosen) => onChange({ underNaiveRows: chosen })}
        question="Also when live skill falls under the naive"
        unit="Values that have come"
        description="Fewer say too little; counted from the last training on."
        usual={48}
      />
    </>
  );
}

function ForecastWhen({ draft, onChange }: DraftPart) {
  const { when, forecastWhen, forecastEveryRows } = draft;
  return (
    <>
      <WhenSlot
        label="When the champion forecasts"
        plan={forecastWhen}
        onChange={(chosen) => onChange({ forecastWhen: chosen })}
      />
      {when.kind === 'never' && forecastWhen.kind !== 'never' && (
        <>
          {' '}
          in <ZoneSlot draft={draft} onChange={onChange} />
        </>
      )}
      , or after{' '}
      <NumberSlot
        label="Forecast after new rows"
        words={forecastEveryRows === null ? 'no number of new rows' : countOf(forecastEveryRows, 'new row')}
        value={forecastEveryRows}
        onChange={(chosen) => onChange({ forecastEveryRows: chosen })}
        question="Also when enough new rows have come"
        unit="New rows"
        description="Counted from the last forecast of the schedule. Nothing is trained."
        usual={1}
      />
    </>
  );
}

function TieSlot({ draft: { tieDays }, onChange }: DraftPart) {
  return (
    <NumberSlot
      label="When the champion is replaced"
      words={tieDays === null ? 'wins' : `wins, or ties once the champion is ${countOf(tieDays, 'day')} old`}
      value={tieDays}
      onChange={(chosen) => onChange({ tieDays: chosen })}
      question="Also on a tie, when the champion is old"
      unit="Days"
      description="Since the champion was trained. With few new rows neither can win, and an old champion would stay for ever."
      usual={30}
      max={3650}
    />
  );
}

function HorizonSlot({ draft: { config }, onChange, series }: SentenceCardProps) {
  const { horizon } = config;
  return (
    <Slot
      label="How far ahead"
      value={series ? stepsInWords(horizon, series.frequency) : countOf(horizon, 'step')}
    >
      <NumberInput
        label="Steps ahead"
        min={bounds.horizon.min}
        max={bounds.horizon.max}
        allowDecimal={false}
        value={horizon}
        onChange={(chosen) =>
          typeof chosen === 'number' && chosen > 0 && onChange({ config: { ...config, horizon: chosen } })
        }
      />
    </Slot>
  );
}

function ZoneSlot({ draft: { zone }, onChange }: DraftPart) {
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
        onChange={(chosen) => chosen && onChange({ zone: chosen })}
      />
    </Slot>
  );
}

function zonesWith(zone: string): string[] {
  return [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])];
}
