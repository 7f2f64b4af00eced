'use client';

import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { countOf, formatCount } from '#app/_lib/format-number.ts';
import type { ReadingPreview } from '#server/api-types.ts';
import { type ImportChoices, keptSeries } from './import-choices.ts';
import styles from './series-choice.module.css';
import { SeriesChoiceRow } from './series-choice-row.tsx';

interface SeriesChoiceProps {
  readonly preview: ReadingPreview;
  readonly choices: ImportChoices;
}

const pageSize = 25;

/** The series that were found: which are kept, what they are called, and their units. */
export function SeriesChoice({ preview, choices }: SeriesChoiceProps) {
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(pageSize);
  const isMany = preview.series.length > 1;
  const isLong = preview.series.length > pageSize / 2;
  const sought = search.trim().toLowerCase();
  const found = preview.series.filter(({ name }) => name.toLowerCase().includes(sought));
  const kept = keptSeries(preview, choices).length;
  return (
    <Card
      title={countOf(preview.series.length, 'series', 'series')}
      note={isMany ? `${formatCount(kept)} will be kept` : 'Name and unit can be changed later, too'}
      actions={
        isMany && (
          <>
            {isLong && (
              <TextInput
                size="xs"
                type="search"
                aria-label="Find a series in the file"
                placeholder="Find"
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
            )}
            <Checkbox
              label="All"
              checked={kept === preview.series.length}
              indeterminate={kept > 0 && kept < preview.series.length}
              onChange={(event) => choices.keepAll(preview.series, event.currentTarget.checked)}
            />
          </>
        )
      }
    >
      <ul className={styles.list}>
        {found.slice(0, shown).map((series) => (
          <SeriesChoiceRow
            key={series.name}
            series={series}
            frequency={preview.frequency ?? 'irregular'}
            choices={choices}
            isOptional={isMany}
          />
        ))}
      </ul>
      {found.length > shown && (
        <Button
          className={styles.more ?? ''}
          variant="default"
          onClick={() => setShown(shown + pageSize * 4)}
        >
          Show more
        </Button>
      )}
      {preview.seriesCount > preview.series.length && (
        <p className={styles.rest}>
          The file holds {formatCount(preview.seriesCount)} series; the first{' '}
          {formatCount(preview.series.length)} are listed. All are kept, unless you leave one out.
        </p>
      )}
    </Card>
  );
}
