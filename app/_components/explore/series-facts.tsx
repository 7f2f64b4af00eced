import { Skeleton } from '@mantine/core';
import { Card } from '#app/_components/card.tsx';
import { type Fact, Facts } from '#app/_components/facts.tsx';
import { formatCount, formatPercent, formatValue } from '#app/_lib/format-number.ts';
import { formatStampLong } from '#app/_lib/format-stamp.ts';
import { frequencyInWords, stepsInWords } from '#app/_lib/frequency-words.ts';
import type { SeriesDescription, SeriesRow } from '#server/api-types.ts';

interface SeriesFactsProps {
  readonly row: SeriesRow;
  readonly description: SeriesDescription | undefined;
}

/** What is known about the series, in numbers. */
export function SeriesFacts({ row, description }: SeriesFactsProps) {
  return (
    <Card title="Facts">
      <Facts facts={[...factsOfRow(row), ...factsOfValues(row, description)]} />
    </Card>
  );
}

function factsOfRow(row: SeriesRow): Fact[] {
  return [
    { term: 'First', value: formatStampLong(row.firstStamp, row) },
    { term: 'Last', value: formatStampLong(row.lastStamp, row) },
    { term: 'Step', value: frequencyInWords(row.frequency) },
    { term: 'Time zone', value: row.zone ?? 'none in the file' },
    { term: 'Rows', value: formatCount(row.rows) },
    { term: 'Missing', value: row.missing === 0 ? 'none' : formatCount(row.missing) },
    {
      term: 'Season',
      value: row.seasonLength > 1 ? stepsInWords(row.seasonLength, row.frequency) : 'none',
      definition:
        'The usual one of this step, after which values begin to repeat themselves. Longer cycles, such as the year of daily values, are not meant.',
    },
  ];
}

function factsOfValues(row: SeriesRow, description: SeriesDescription | undefined): Fact[] {
  const known = (show: (description: SeriesDescription) => string) =>
    description ? show(description) : <Skeleton height={14} width={54} />;
  return [
    {
      term: 'Season strength',
      value: known(({ seasonStrength }) => formatPercent(seasonStrength)),
      definition:
        'How much of what is left beside the trend the mean season explains: 0 % none, 100 % all of it.',
    },
    { term: 'Smallest', value: known(({ min }) => formatValue(min, row.unit)) },
    { term: 'Mean', value: known(({ mean }) => formatValue(mean, row.unit)) },
    { term: 'Largest', value: known(({ max }) => formatValue(max, row.unit)) },
    { term: 'Zeros', value: known(({ zeros }) => (zeros === 0 ? 'none' : formatCount(zeros))) },
    {
      term: 'Below zero',
      value: known(({ negatives }) => (negatives === 0 ? 'none' : formatCount(negatives))),
    },
  ];
}
