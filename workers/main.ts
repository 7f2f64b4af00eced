// The worker process: trains what is queued, until it is told to stop or its parent is gone.
import pino from 'pino';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { createFolders, dataFolderAt } from '#db/data-folder.ts';
import { readEnvironment } from '#server/env.ts';
import { keepWorkerKey } from '#server/worker-key.ts';
import { chooseDispatch } from './choose-dispatch.ts';
import { systemClock } from './clock.ts';
import { spawnTrainer } from './spawn-trainer.ts';
import { startWorker } from './worker.ts';

/** Whoever waits for us to end kills us after ten seconds. */
const longestStopMs = 7500;
const parentLookMs = 500;

const log = pino(
  { name: 'hindcast-worker', level: process.env.HINDCAST_LOG_LEVEL || 'warn' },
  pino.destination(2),
);
const settings = readEnvironment();
const folder = dataFolderAt(settings.dataFolder);
const db = openDatabase(folder.database);
createFolders(folder);
const workerKey = keepWorkerKey(folder);

let stopping = false;

const openDispatch = await chooseDispatch({ ...settings, workerKey, db, log, clock: systemClock }).catch(
  (problem: Error) => {
    log.fatal({}, problem.message);
    process.exit(1);
  },
);

const worker = startWorker({
  db,
  folder,
  settings,
  log,
  clock: systemClock,
  spawnTrainer,
  openDispatch,
  onFatal(problem) {
    log.fatal({ err: problem }, 'The database cannot be used any more');
    process.exit(1);
  },
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
stopWithParent();

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // What has no time to end in good order is found by the next worker.
  setTimeout(() => process.exit(1), longestStopMs).unref();
  await worker.stop();
  closeDatabase(db);
  process.exit(0);
}

/** Trained runs are of no use to anyone when the dashboard is gone. */
function stopWithParent(): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void stop(), parentLookMs).unref();
}
