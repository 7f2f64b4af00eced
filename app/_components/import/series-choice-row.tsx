'use client';

import { Checkbox, TextInput } from '@mantine/core';
import { Sparkline } from '#app/_components/sparkline.tsx';
import { countOf, formatCount } from '#app/_lib/format-number.ts';
import { formatStamp } from '#app/_lib/format-stamp.ts';
import { frequencyInWords } from '#app/_lib/frequency-words.ts';
import type { Frequency } from '#forecasting/series/frequency.ts';
import type { PreviewSeries } from '#server/api-types.ts';
import type { ImportChoices } from './import-choices.ts';
import styles from './series-choice-row.module.css';

interface SeriesChoiceRowProps {
  readonly series: PreviewSeries;
  readonly frequency: Frequency;
  readonly choices: ImportChoices;
  /** Whether it can be left out. */
  readonly isOptional: boolean;
}

export function SeriesChoiceRow({ series, frequency, choices, isOptional }: SeriesChoiceRowProps) {
  const { name } = series;
  const isKept = !choices.leftOut.has(name);
  return (
    <li className={styles.row}>
      {isOptional && (
        <Checkbox
          aria-label={`Keep ${name}`}
          checked={isKept}
          onChange={(event) => choices.toggle(name, event.currentTarget.checked)}
        />
      )}
      <TextInput
        className={styles.name}
        aria-label={`Name of ${name}`}
        maxLength={200}
        disabled={!isKept}
        value={choices.names[name] ?? name}
        onChange={(event) => choices.rename(name, event.currentTarget.value)}
      />
      <TextInput
        className={styles.unit}
        aria-label={`Unit of ${name}`}
        placeholder="Unit"
        maxLength={40}
        disabled={!isKept}
        value={choices.units[name] ?? ''}
        onChange={(event) => choices.setUnit(name, event.currentTarget.value)}
      />
      <div className={styles.line}>
        {series.sparkline.length > 1 && (
          <Sparkline values={series.sparkline} label={`Latest values of ${name}`} />
        )}
      </div>
      <p className={styles.facts}>
        {countOf(series.rows, 'row')}, {frequencyInWords(frequency)}
        {series.missing > 0 && <b className={styles.missing}>, {formatCount(series.missing)} missing</b>}
        <br />
        {spanOf(series, frequency)}
      </p>
    </li>
  );
}

function spanOf(series: PreviewSeries, frequency: Frequency): string {
  const axis = { axisKind: series.axisKind, frequency };
  return `${formatStamp(series.firstStamp, axis)} to ${formatStamp(series.lastStamp, axis)}`;
}
