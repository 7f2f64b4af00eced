import { and, eq } from 'drizzle-orm';
import { type Database, writeTransaction } from '../client.ts';
import { runSeries, runs } from '../schema.ts';
import { appendProgress, appendStateEvent, type ProgressEvents } from './run-events.ts';
import type { StoredRun } from './runs.ts';

/** The right to work on a run: a write that names an older token than the run's is refused. */
export interface Lease {
  readonly runId: number;
  readonly attempt: number;
  readonly fencingToken: number;
}

/** The run has another owner now, has ended or is gone: whatever this worker still has to say is void. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor(lease: Lease) {
    super(`Cannot write to run ${lease.runId}: attempt ${lease.attempt} no longer holds it`);
  }
}

export interface ClaimOptions {
  readonly workerId: number;
  readonly leaseMs: number;
  readonly now: number;
}

/** A clock that was set back must not keep a run waiting: nobody is ever asked to wait for longer than this. */
export const longestWaitMs = 60_000;
/** Of a queued run, with `:now` and `:longestWaitMs`. */
export const isAvailable = '(available_at <= :now or available_at > :now + :longestWaitMs)';

/** Takes the next run: highest priority first, then the oldest. */
export function claimNextRun(db: Database, options: ClaimOptions): StoredRun | undefined {
  return claim(db, null, options);
}

/** Takes one run, if it waits. */
export function claimRun(db: Database, runId: number, options: ClaimOptions): StoredRun | undefined {
  return claim(db, runId, options);
}

function claim(
  db: Database,
  runId: number | null,
  { workerId, leaseMs, now }: ClaimOptions,
): StoredRun | undefined {
  return writeTransaction(db, () => {
    const id = db.$client
      .prepare(
        `update runs set state = 'running', attempt = attempt + 1, fencing_token = fencing_token + 1,
          worker_id = :workerId, lease_until = :now + :leaseMs, trainer_pid = null, share = 0, eta_seconds = null,
          started_at = coalesce(started_at, :now)
        where id = (
          select id from runs
          where state = 'queued' and ${isAvailable} and id = coalesce(:runId, id)
          order by priority desc, id limit 1
        )
        returning id`,
      )
      .pluck()
      .get({ runId, workerId, leaseMs, now, longestWaitMs }) as number | undefined;
    if (id === undefined) return undefined;
    const run = db.select().from(runs).where(eq(runs.id, id)).get()!;
    appendStateEvent(db, { runId: id, attempt: run.attempt, state: 'running', at: now });
    return run;
  });
}

/**
 * Renews a lease and answers what a person has asked of the run in the meantime.
 *
 * @throws LeaseLostError
 */
export function renewLease(db: Database, lease: Lease, leaseUntil: number): StoredRun['request'] {
  return writeTransaction(db, () => {
    changeHeld(db, lease, { leaseUntil });
    return readRequest(db, lease);
  });
}

/** @throws LeaseLostError */
export function readRequest(db: Database, lease: Lease): StoredRun['request'] {
  const found = db.select({ request: runs.request }).from(runs).where(held(lease)).get();
  if (found === undefined) throw new LeaseLostError(lease);
  return found.request;
}

/** @throws LeaseLostError */
export function noteTrainer(db: Database, lease: Lease, trainerPid: number | null): void {
  changeHeld(db, lease, { trainerPid });
}

/** Fixes what each series held when the attempt began. @throws LeaseLostError */
export function noteData(
  db: Database,
  lease: Lease,
  members: readonly { readonly seriesId: number; readonly rows: number; readonly dataHash: string }[],
): void {
  writeTransaction(db, () => {
    assertHeld(db, lease);
    for (const { seriesId, rows, dataHash } of members) {
      db.update(runSeries)
        .set({ rows, dataHash })
        .where(and(eq(runSeries.runId, lease.runId), eq(runSeries.seriesId, seriesId)))
        .run();
    }
  });
}

/** Writes what a trainer told, and how far it is. @throws LeaseLostError */
export function recordProgress(
  db: Database,
  lease: Lease,
  events: Pick<ProgressEvents, 'progress' | 'at'>,
): void {
  writeTransaction(db, () => {
    assertHeld(db, lease);
    appendProgress(db, { ...events, runId: lease.runId, attempt: lease.attempt });
    const latest = events.progress.findLast((one) => 'share' in one);
    if (latest === undefined) return;
    const eta =
      'etaSeconds' in latest && latest.etaSeconds !== undefined ? { etaSeconds: latest.etaSeconds } : {};
    changeHeld(db, lease, { share: latest.share, ...eta });
  });
}

export interface Requeue {
  readonly now: number;
  /** When it may be claimed again. */
  readonly availableAt: number;
  /** Whether the attempt counts as a failed one; an orderly stop of the worker does not. */
  readonly failed: boolean;
  readonly message: string;
}

/** Puts a run back into the queue. @throws LeaseLostError */
export function requeueRun(db: Database, lease: Lease, { now, availableAt, failed, message }: Requeue): void {
  writeTransaction(db, () => {
    const run = db.select().from(runs).where(held(lease)).get();
    if (run === undefined) throw new LeaseLostError(lease);
    changeHeld(db, lease, {
      ...atRest,
      state: 'queued',
      availableAt,
      failedAttempts: run.failedAttempts + (failed ? 1 : 0),
      share: 0,
    });
    appendStateEvent(db, { ...lease, state: 'queued', message, at: now });
  });
}

export interface Failure {
  readonly now: number;
  readonly code: string;
  readonly message: string;
  /** An attempt that ended badly, and the last one allowed. */
  readonly failedAttempts?: number;
}

/** @throws LeaseLostError */
export function failRun(db: Database, lease: Lease, { now, code, message, failedAttempts }: Failure): void {
  writeTransaction(db, () => {
    changeHeld(db, lease, {
      ...atRest,
      state: 'failed',
      errorCode: code,
      errorMessage: message,
      finishedAt: now,
      ...(failedAttempts === undefined ? {} : { failedAttempts }),
    });
    appendStateEvent(db, { ...lease, state: 'failed', message, at: now });
  });
}

/** @throws LeaseLostError */
export function cancelRun(db: Database, lease: Lease, now: number): void {
  writeTransaction(db, () => {
    changeHeld(db, lease, { ...atRest, state: 'canceled', finishedAt: now });
    appendStateEvent(db, { ...lease, state: 'canceled', at: now });
  });
}

export interface Unheld {
  readonly workerId: number;
  /** What the worker says it works on. */
  readonly held: readonly Lease[];
  readonly leaseMs: number;
  readonly now: number;
}

/**
 * Queues again what a worker was given and does not know of: the answer to its claim was lost on the way. What it
 * was given within half a lease may still be on the way. No attempt is counted.
 */
export function releaseUnheld(db: Database, { workerId, held: known, leaseMs, now }: Unheld): void {
  const unknown = listLeases(db).filter(
    (lease) =>
      lease.workerId === workerId &&
      (lease.leaseUntil ?? now) - now < leaseMs / 2 &&
      !known.some(({ runId, fencingToken }) => runId === lease.runId && fencingToken === lease.fencingToken),
  );
  for (const lease of unknown) {
    requeueRun(db, lease, { now, availableAt: now, failed: false, message: 'Its worker never heard of it.' });
  }
}

/** A lease with whom it belongs to. */
export interface RunLease extends Lease {
  readonly workerId: number | null;
  readonly leaseUntil: number | null;
  readonly trainerPid: number | null;
}

/** Of all running runs, for those who look after the ones that lost their worker. */
export function listLeases(db: Database): RunLease[] {
  return db
    .select({
      runId: runs.id,
      attempt: runs.attempt,
      fencingToken: runs.fencingToken,
      workerId: runs.workerId,
      leaseUntil: runs.leaseUntil,
      trainerPid: runs.trainerPid,
    })
    .from(runs)
    .where(eq(runs.state, 'running'))
    .all();
}

/** What a run that nobody works on looks like. */
export const atRest = { leaseUntil: null, workerId: null, trainerPid: null, etaSeconds: null } as const;

/** Changes a run if the lease still holds. @throws LeaseLostError */
export function changeHeld(db: Database, lease: Lease, change: Partial<StoredRun>): void {
  if (db.update(runs).set(change).where(held(lease)).run().changes === 0) throw new LeaseLostError(lease);
}

function assertHeld(db: Database, lease: Lease): void {
  readRequest(db, lease);
}

function held({ runId, fencingToken }: Lease) {
  return and(eq(runs.id, runId), eq(runs.fencingToken, fencingToken), eq(runs.state, 'running'));
}
