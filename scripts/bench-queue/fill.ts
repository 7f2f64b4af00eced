// Makes a data folder with a number of runs that wait; on request three of them, the first ones, are poison.
import { closeDatabase, openDatabase } from '#db/client.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { migrate } from '#db/migrate.ts';
import { createRun } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { runConfigSchema } from '#forecasting/config.ts';

const [root, runs, poison] = [process.argv[2]!, Number(process.argv[3]), process.argv[4]];
const folder = dataFolderAt(root);
migrate(folder, 'db/migrations');
const db = openDatabase(folder.database);
const stamps = Float64Array.from({ length: 400 }, (_, i) => i);

function fillSeries(name: string): number {
  const points = { stamps, values: stamps.map((at) => Math.sin(at / 2)) };
  const axis = { axisKind: 'index', frequency: 'index', zone: null, unit: null } as const;
  return createSeries(db, { name, ...axis, seasonLength: 12, points }, Date.now());
}

const config = runConfigSchema.parse({ horizon: 4, units: 16, epochs: 30 });
const queue = (seriesId: number, priority = 0) =>
  createRun(db, { kind: 'train', seriesIds: [seriesId], config, priority, createdAt: Date.now() });

if (poison === 'poison') {
  for (const name of ['poison: loop', 'poison: memory', 'poison: abort']) queue(fillSeries(name), 1);
}
const seriesId = fillSeries('sine');
for (let i = 0; i < runs; i++) queue(seriesId);
closeDatabase(db);
