import { describe, expect, test } from 'vitest';
import { splitCovariates } from '#cli/split-covariates.ts';
import type { ReadSeries } from '#forecasting/reading/reading.ts';
import { dailySeries } from '../../support/run-series.ts';

const column = (target: string, id?: string): ReadSeries => ({
  ...dailySeries([1, 2], id === undefined ? target : `${id}/${target}`),
  id,
  target,
  missing: 0,
});

describe('splitCovariates()', () => {
  test('takes the columns that stand beside from those that are forecast, each id its own', () => {
    const read = [column('y', 'a'), column('plan', 'a'), column('y', 'b'), column('plan', 'b')];
    const { series, covariates } = splitCovariates(read, { past: [], future: ['plan'] });
    expect(series.map(({ name }) => name)).toEqual(['a/y', 'b/y']);
    expect(covariates!.map(({ future }) => future[0]!.name)).toEqual(['a/plan', 'b/plan']);
  });

  test('names the column that is not there, and leaves something to forecast', () => {
    const read = [column('y'), column('plan')];
    expect(() => splitCovariates(read, { past: ['price'], future: [] })).toThrow(
      'There is no column of numbers "price" in the file; there are y, plan.',
    );
    expect(() => splitCovariates(read, { past: ['y'], future: ['plan'] })).toThrow(/No column is left/);
    expect(splitCovariates(read, { past: [], future: [] }).covariates).toBeUndefined();
  });
});
