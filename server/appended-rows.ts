import type { AppendResult } from '#db/queries/append-observations.ts';
import type { SeriesRow } from '#db/queries/series.ts';
import type { HistoryChange } from '#db/queries/vintages.ts';
import { formatStamp } from '#forecasting/series/format-stamp.ts';
import { Refusal } from './refusal.ts';

type SeriesAxis = Pick<SeriesRow, 'name' | 'axisKind' | 'zone' | 'frequency'>;

type Appended = Extract<AppendResult, { outcome: 'appended' }>;

/** What was appended; a Refusal where nothing could be. */
export function appendedRows(series: SeriesAxis, result: AppendResult): Appended {
  if (result.outcome === 'appended') return result;
  if (result.outcome === 'unknown-series') {
    throw new Refusal('not-found', 'unknown-series', 'There is no such series.');
  }
  if (result.outcome === 'off-grid') {
    const axis = { kind: series.axisKind, zone: series.zone ?? undefined };
    throw new Refusal(
      'bad-request',
      'off-grid',
      `${formatStamp(result.stamp, axis)} does not fall on a step of "${series.name}", which is ${series.frequency}. Nothing was appended.`,
    );
  }
  const { changed, inserted, examples } = result;
  const parts = [
    changed > 0 ? `${changed} rows that are there have another value` : '',
    inserted > 0 ? `${inserted} rows stand before the last one and are not there` : '',
  ].filter((part) => part !== '');
  throw new Refusal(
    'conflict',
    'history-changed',
    `The history of "${series.name}" would change: ${parts.join(', and ')} (${examples.map((one) => inWords(one, series)).join('; ')}). Nothing was appended; sent as a revision, the old values are kept as a vintage.`,
  );
}

function inWords({ stamp, before, after }: HistoryChange, { axisKind, zone }: SeriesAxis): string {
  const when = formatStamp(stamp, { kind: axisKind, zone: zone ?? undefined });
  const value = (one: number | null | undefined) =>
    one === undefined ? 'not there' : one === null ? 'missing' : String(one);
  return `${when} was ${value(before)} and is now ${value(after)}`;
}
