import { afterEach, beforeEach, expect, test } from 'vitest';
import { columnsBeside, loadCovariates } from '#db/load-covariates.ts';
import { getSeries } from '#db/queries/series.ts';
import { storeSeries } from '#db/queries/store-series.ts';
import { uploads } from '#db/schema.ts';
import { runConfigSchema } from '#forecasting/config.ts';
import { dailySeries } from '../../support/run-series.ts';
import { seriesOf } from '../../support/stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '../../support/temporary-database.ts';

let stored: TemporaryDatabase;
beforeEach(() => {
  stored = createTemporaryDatabase();
});
afterEach(() => stored.remove());

async function storeColumns(...names: string[]) {
  const uploadId = stored.db
    .insert(uploads)
    .values({ fileName: 'a.csv', bytes: 1, sha256: names.join(), state: 'kept', createdAt: 1 })
    .returning({ id: uploads.id })
    .get().id;
  const columns = names.map((name) => ({ ...seriesOf([1, 2]), name, sourceName: name, uploadId }));
  return await storeSeries(stored.db, columns, { createdAt: 1 });
}

const load = ({ sourceName }: { sourceName: string }) => dailySeries([1], sourceName);

test('columnsBeside() names the other columns of the file, in a long one those of the same id', async () => {
  const [sales] = await storeColumns('sales', 'plan', 'price');
  expect(columnsBeside(stored.db, getSeries(stored.db, sales!)!)).toEqual(['plan', 'price']);
  const [first] = await storeColumns('north/sales', 'north/plan', 'south/sales', 'south/plan');
  expect(columnsBeside(stored.db, getSeries(stored.db, first!)!)).toEqual(['plan']);
});

test('loadCovariates() finds the columns that a configuration names, and says which is not there', async () => {
  const ids = await storeColumns('north/sales', 'north/plan', 'south/sales', 'south/plan');
  const rows = [ids[0]!, ids[2]!].map((id) => getSeries(stored.db, id)!);
  const config = runConfigSchema.parse({ horizon: 2, future: ['plan'] });
  const found = loadCovariates(stored.db, rows, { config, load })!;
  expect(found.map(({ future }) => future.map(({ name }) => name))).toEqual([['north/plan'], ['south/plan']]);
  const other = runConfigSchema.parse({ horizon: 2, past: ['price'] });
  expect(() => loadCovariates(stored.db, rows, { config: other, load })).toThrow(/has no column price/);
  const none = runConfigSchema.parse({ horizon: 2 });
  expect(loadCovariates(stored.db, rows, { config: none, load })).toBeUndefined();
});
