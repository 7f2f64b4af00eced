import type { RunRow, SeriesRow } from '#server/api-types.ts';
import { stepsInWords } from './frequency-words.ts';

/** The series of a run in few words: "Close", "Close and 3 more". */
export function seriesWords(names: readonly string[]): string {
  const [first, ...rest] = names;
  if (first === undefined) return 'no series';
  return rest.length > 0 ? `${first} and ${rest.length} more` : first;
}

/** How a run is called in crumbs and lists: its own name, or its number. */
export function runLabel(run: Pick<RunRow, 'id' | 'name'>): string {
  return run.name ?? `Run ${run.id}`;
}

/** "Melbourne temperature, next 48 hours". */
export function runTopic(run: RunRow, series: Pick<SeriesRow, 'name' | 'frequency'> | undefined): string {
  const name = run.seriesIds.length === 1 && series ? series.name : seriesWords(run.seriesNames);
  const { horizon } = run.config;
  return `${name}, next ${series ? stepsInWords(horizon, series.frequency) : `${horizon} steps`}`;
}

export function isActive(run: Pick<RunRow, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running';
}

/** Where a run is best looked at: while it works its progress, afterwards what came of it. */
export function runHref({ id, state, kind }: Pick<RunRow, 'id' | 'state' | 'kind'>): string {
  if (state !== 'succeeded') return `/runs/${id}`;
  return kind === 'train' ? `/runs/${id}/compare` : `/runs/${id}/forecast`;
}

const stateNames: Readonly<Record<RunRow['state'], string>> = {
  queued: 'Waiting',
  running: 'Running',
  succeeded: 'Done',
  failed: 'Failed',
  canceled: 'Canceled',
};

export function stateName(state: RunRow['state']): string {
  return stateNames[state];
}

const remedies: Readonly<Record<string, string>> = {
  'too-short': 'Take fewer steps ahead or fewer test origins, add rows, or run the naive forecasters alone.',
  diverged: 'Lower the learning rate in the settings, a tenth of it as a start, and run again.',
  'invalid-config': 'Change the settings and run again.',
  'invalid-series': 'Look at the series: gaps or values may need mending. Then run again.',
  'future-too-short': 'Add the rows to come to the file, or take fewer steps ahead. Then run again.',
  'model-damaged': 'Train again: the stored model cannot be used.',
  'model-mismatch': 'Train again: the series has changed its shape since the model was made.',
  'out-of-memory': 'Use a smaller batch or fewer units and run again.',
};

/** The one thing to do about a failed run. */
export function remedyFor(errorCode: string | null): string {
  return remedies[errorCode ?? ''] ?? 'Run it again; if it fails in the same way, change its settings.';
}
