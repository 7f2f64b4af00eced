// Claims runs as fast as it can until none is left, and says when it began and ended: one process of several.
import { closeDatabase, openDatabase } from '#db/client.ts';
import { claimNextRun } from '#db/queries/run-leases.ts';
import { registerWorker } from '#db/queries/workers.ts';

const db = openDatabase(process.argv[2]!);
const workerId = registerWorker(db, {
  machine: 'bench',
  pid: process.pid,
  processStart: null,
  now: Date.now(),
});
const claimed: number[] = [];
const startedAt = Date.now();
for (;;) {
  const run = claimNextRun(db, { workerId, leaseMs: 600_000, now: Date.now() });
  if (run === undefined) break;
  claimed.push(run.id);
}
console.log(JSON.stringify({ startedAt, endedAt: Date.now(), claimed }));
closeDatabase(db);
