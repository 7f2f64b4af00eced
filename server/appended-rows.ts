import type { AppendResult } from '#db/queries/append-observations.ts';
import { Refusal } from './refusal.ts';

type Appended = Extract<AppendResult, { outcome: 'appended' }>;

/** What was appended; a Refusal where nothing could be. */
export function appendedRows(seriesName: string, result: AppendResult): Appended {
  if (result.outcome === 'appended') return result;
  if (result.outcome === 'unknown-series') {
    throw new Refusal('not-found', 'unknown-series', 'There is no such series.');
  }
  const { changed, inserted } = result;
  const parts = [
    changed > 0 ? `${changed} rows that are there have another value` : '',
    inserted > 0 ? `${inserted} rows stand before the last one and are not there` : '',
  ].filter((part) => part !== '');
  throw new Refusal(
    'conflict',
    'history-changed',
    `The history of "${seriesName}" would change: ${parts.join(', and ')}. Nothing was appended.`,
  );
}
