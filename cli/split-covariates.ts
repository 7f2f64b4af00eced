import type { RunConfig } from '#forecasting/config.ts';
import type { ReadSeries } from '#forecasting/reading/reading.ts';
import type { Covariates } from '#forecasting/series/covariates.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';

/** What is forecast, and what stands beside each series; undefined where nothing does. */
export interface SplitSeries {
  readonly series: readonly ReadSeries[];
  readonly covariates: readonly Covariates[] | undefined;
}

/** Takes the columns that stand beside from those that are forecast; in a long file each id has its own. */
export function splitCovariates(
  read: readonly ReadSeries[],
  { past, future }: Pick<RunConfig, 'past' | 'future'>,
): SplitSeries {
  const beside = new Set([...past, ...future]);
  if (beside.size === 0) return { series: read, covariates: undefined };
  const series = read.filter(({ target }) => !beside.has(target));
  if (series.length === 0) {
    throw new CommandFailure(
      exitCodes.refused,
      'no-target',
      'No column is left to forecast: --past and --future take all of them.',
    );
  }
  const find = (names: readonly string[], { id }: ReadSeries) =>
    names.map((name) => read.find((one) => one.target === name && one.id === id) ?? missing(name, id, read));
  return {
    series,
    covariates: series.map((one) => ({ past: find(past, one), future: find(future, one) })),
  };
}

function missing(name: string, id: string | undefined, read: readonly ReadSeries[]): never {
  const there = [...new Set(read.map(({ target }) => target))].join(', ');
  const where = id === undefined ? 'in the file' : `beside ${id}`;
  throw new CommandFailure(
    exitCodes.refused,
    'unknown-column',
    `There is no column of numbers "${name}" ${where}; there are ${there}.`,
  );
}
