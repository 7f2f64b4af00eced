// Makes a data folder with one series and a number of runs that wait.
import { closeDatabase, openDatabase } from '#db/client.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { migrate } from '#db/migrate.ts';
import { createRun } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { runConfigSchema } from '#forecasting/config.ts';

const [root, runs] = [process.argv[2]!, Number(process.argv[3])];
const folder = dataFolderAt(root);
migrate(folder, 'db/migrations');
const db = openDatabase(folder.database);
const stamps = Float64Array.from({ length: 400 }, (_, i) => i);
const seriesId = createSeries(
  db,
  {
    name: 'sine',
    axisKind: 'index',
    frequency: 'index',
    zone: null,
    unit: null,
    seasonLength: 12,
    points: { stamps, values: stamps.map((at) => Math.sin(at / 2)) },
  },
  Date.now(),
);
const config = runConfigSchema.parse({ horizon: 4, units: 16, epochs: 30 });
for (let i = 0; i < runs; i++) {
  createRun(db, { kind: 'train', seriesIds: [seriesId], config, createdAt: Date.now() });
}
closeDatabase(db);
