// One case of `npm run bench:read`, in a process of its own; bench-read.mjs bundles it and reads its answer.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { migrate } from '#db/migrate.ts';
import { storeSeries } from '#db/queries/store-series.ts';
import { toNewSeries } from '#server/keep-upload.ts';
import { readHere } from '#server/read-file.ts';
import { writeBenchFile } from './bench-read-files.mjs';

const tasks = {
  write: ({ path, file }) => writeBenchFile(path, file),
  read: ({ path }) => timedReading(path, 'whole').then(({ answer }) => answer),
  preview: ({ path }) => timedReading(path, 'preview').then(({ answer }) => answer),
  store: readAndStore,
};

const task = JSON.parse(process.argv[2]);
const answer = await tasks[task.name](task);
const peakMegabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
process.stdout.write(JSON.stringify({ ...answer, peakMegabytes }));

async function timedReading(path, extent) {
  const started = performance.now();
  const file = { path, fileName: basename(path), bytes: statSync(path).size, flags: {}, extent };
  const reading = await readHere(file);
  const { outcome, errorCode, message, rows } = reading;
  return { reading, answer: { readMs: performance.now() - started, outcome, errorCode, message, rows } };
}

/** What keeping an upload does, less the upload's own row: read, typed, and written to a fresh database. */
async function readAndStore({ path, data, migrations }) {
  const folder = dataFolderAt(data);
  migrate(folder, migrations);
  const db = openDatabase(folder.database);
  const { reading, answer } = await timedReading(path, 'whole');
  const started = performance.now();
  const list = reading.series.map((one) => ({ ...toNewSeries(one, 0, {}), uploadId: null }));
  await storeSeries(db, list, { createdAt: Date.now() });
  const observations = db.$client.prepare('select sum(rows) from observation_blocks').pluck().get();
  closeDatabase(db);
  return { ...answer, storeMs: performance.now() - started, observations };
}
