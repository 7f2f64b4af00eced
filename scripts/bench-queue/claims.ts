// Claims runs as fast as it can until none is left, and says when it began and ended: one process of several.
import { closeDatabase, openDatabase } from '#db/client.ts';
import { claimNextRun } from '#db/queries/run-leases.ts';
import { registerWorker } from '#db/queries/workers.ts';

const db = openDatabase(process.argv[2]!);
let busy = 0;
const self = { machine: 'bench', pid: process.pid, processStart: null };
const workerId = untilFree(() => registerWorker(db, { ...self, now: Date.now() }));
const claimed: number[] = [];
const startedAt = Date.now();
for (;;) {
  const run = untilFree(() => claimNextRun(db, { workerId, leaseMs: 600_000, now: Date.now() }));
  if (run === undefined) break;
  claimed.push(run.id);
}
console.log(JSON.stringify({ startedAt, endedAt: Date.now(), claimed, busy }));
closeDatabase(db);

/** Who waits for the lock for ten seconds is told so; a worker then tries again, and so does this. */
function untilFree<T>(task: () => T): T {
  for (;;) {
    try {
      return task();
    } catch (problem) {
      if ((problem as { code?: unknown }).code !== 'SQLITE_BUSY') throw problem;
      busy++;
    }
  }
}
