import { loadJob } from '#db/load-job.ts';
import { endAttempt } from '#db/queries/end-attempt.ts';
import { keepParts, recallParts } from '#db/queries/run-checkpoints.ts';
import {
  claimNextRun,
  claimRun,
  type Lease,
  readRequest,
  recordProgress,
  releaseUnheld,
  renewLease,
} from '#db/queries/run-leases.ts';
import type { StoredRun } from '#db/queries/runs.ts';
import { beatWorker, getWorker, removeWorker } from '#db/queries/workers.ts';
import { Refusal } from '../refusal.ts';
import { registerRemoteWorker } from '../register-remote-worker.ts';
import { router, workerProcedure } from '../trpc.ts';
import {
  decodeEnd,
  decodeKept,
  encodeJob,
  encodeRecalled,
  type WireJob,
  type WireParts,
} from '../wire-job.ts';
import {
  beatInput,
  claimInput,
  endInput,
  keepInput,
  leaseInput,
  progressInput,
  recallInput,
  registerInput,
  workerInput,
} from '../worker-inputs.ts';

/** For workers on other machines: what the one beside the database does with it directly. */
export const workersRouter = router({
  register: workerProcedure
    .input(registerInput)
    .mutation(({ ctx, input }) => registerRemoteWorker(ctx, input)),
  /** A sign of life, with the runs it works on: others that are down as its own go back into the queue. */
  beat: workerProcedure.input(beatInput).mutation(({ ctx, input }): { known: boolean } => {
    const now = ctx.now();
    releaseUnheld(ctx.db, { ...input, leaseMs: ctx.environment.leaseMs, now });
    const { workerId, problem } = input;
    return { known: beatWorker(ctx.db, workerId, { now, problem }) };
  }),
  leave: workerProcedure.input(workerInput).mutation(({ ctx, input }): { left: true } => {
    removeWorker(ctx.db, input.workerId);
    return { left: true };
  }),
  claim: workerProcedure.input(claimInput).mutation(({ ctx, input }): Lease | null => {
    const { leaseMs } = ctx.environment;
    if (getWorker(ctx.db, input.workerId) === undefined) {
      throw new Refusal('not-found', 'unknown-worker', 'The server does not know this worker (any more).');
    }
    const options = { workerId: input.workerId, leaseMs, now: ctx.now() };
    const run =
      input.runId === undefined ? claimNextRun(ctx.db, options) : claimRun(ctx.db, input.runId, options);
    return run ? { runId: run.id, attempt: run.attempt, fencingToken: run.fencingToken } : null;
  }),
  job: workerProcedure
    .input(leaseInput)
    .mutation(({ ctx, input }): WireJob => encodeJob(loadJob(ctx.db, ctx.folder, input.lease))),
  progress: workerProcedure.input(progressInput).mutation(({ ctx, input }): { written: true } => {
    recordProgress(ctx.db, input.lease, { progress: input.progress, at: ctx.now() });
    return { written: true };
  }),
  recall: workerProcedure.input(recallInput).mutation(({ ctx, input }): WireParts | null => {
    const { lease, fingerprint } = input;
    const recalled = recallParts(ctx.db, lease, { fingerprint, now: ctx.now() });
    return recalled ? encodeRecalled(recalled) : null;
  }),
  keep: workerProcedure.input(keepInput).mutation(({ ctx, input }): { written: true } => {
    const { lease, fingerprint } = input;
    keepParts(ctx.db, lease, { ...decodeKept(input), fingerprint, at: ctx.now() });
    return { written: true };
  }),
  renew: workerProcedure.input(leaseInput).mutation(({ ctx, input }): StoredRun['request'] => {
    return renewLease(ctx.db, input.lease, ctx.now() + ctx.environment.leaseMs);
  }),
  request: workerProcedure
    .input(leaseInput)
    .query(({ ctx, input }): StoredRun['request'] => readRequest(ctx.db, input.lease)),
  end: workerProcedure.input(endInput).mutation(({ ctx, input }): { written: true } => {
    endAttempt(ctx.db, input.lease, { folder: ctx.folder, end: decodeEnd(input.end), now: ctx.now() });
    return { written: true };
  }),
});
