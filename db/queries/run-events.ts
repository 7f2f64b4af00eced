import type { RunProgress } from '#forecasting/run-progress.ts';
import type { Database } from '../client.ts';
import type { RunEventPayload, RunState } from '../schema.ts';

export interface RunEventRow {
  readonly seq: number;
  readonly runId: number;
  readonly attempt: number;
  readonly payload: RunEventPayload;
  readonly createdAt: number;
}

export interface EventSearch {
  /** Events after this `seq`; 0 for all. */
  readonly after: number;
  readonly limit: number;
  readonly runIds?: readonly number[] | undefined;
  /** Leave out the progress of attempts that have been given up; changes of state stay. */
  readonly currentAttemptOnly?: boolean;
}

/** Events in the order of their commits. */
export function listEvents(db: Database, search: EventSearch): RunEventRow[] {
  const conditions = ['run_events.seq > :after'];
  if (search.runIds) conditions.push('run_events.run_id in (select value from json_each(:runIds))');
  if (search.currentAttemptOnly) conditions.push("(run_events.attempt = runs.attempt or key like 'state:%')");
  const rows = db.$client
    .prepare(
      `select seq, run_id as runId, run_events.attempt, payload, run_events.created_at as createdAt
      from run_events join runs on runs.id = run_events.run_id
      where ${conditions.join(' and ')} order by seq limit :limit`,
    )
    .all({
      after: search.after,
      limit: search.limit,
      runIds: JSON.stringify(search.runIds ?? []),
    }) as (Omit<RunEventRow, 'payload'> & { payload: string })[];
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as RunEventPayload }));
}

/** The `seq` of the newest event, 0 when there is none. */
export function latestSeq(db: Database): number {
  return db.$client.prepare('select coalesce(max(seq), 0) from run_events').pluck().get() as number;
}

export interface ProgressEvents {
  readonly runId: number;
  readonly attempt: number;
  readonly progress: readonly RunProgress[];
  readonly at: number;
}

/** Appends what a trainer told. An event that is there already is not told twice. */
export function appendProgress(db: Database, { runId, attempt, progress, at }: ProgressEvents): void {
  const insert = prepareInsert(db);
  for (const one of progress) {
    insert.run({ runId, attempt, key: keyOf(one), payload: JSON.stringify(one), at });
  }
}

export interface CopiedProgress {
  readonly runId: number;
  /** The attempt that goes on. */
  readonly attempt: number;
  /** The attempt it goes on from. */
  readonly from: number;
  readonly at: number;
}

/** Lets an attempt that goes on from another one say what that one has said. */
export function copyProgress(db: Database, copied: CopiedProgress): void {
  db.$client
    .prepare(
      `insert or ignore into run_events (run_id, attempt, key, payload, created_at)
      select run_id, :attempt, key, payload, :at from run_events
      where run_id = :runId and attempt = :from and key not like 'state:%' order by seq`,
    )
    .run(copied);
}

export interface StateEvent {
  readonly runId: number;
  readonly attempt: number;
  readonly state: RunState;
  readonly message?: string | undefined;
  readonly at: number;
}

/** Appends a change of a run's state; the caller changes the row in the same transaction. */
export function appendStateEvent(db: Database, { runId, attempt, state, message, at }: StateEvent): void {
  const payload: RunEventPayload = { kind: 'state', state, attempt, ...(message ? { message } : {}) };
  prepareInsert(db).run({ runId, attempt, key: `state:${state}`, payload: JSON.stringify(payload), at });
}

function prepareInsert(db: Database) {
  return db.$client.prepare(
    `insert or ignore into run_events (run_id, attempt, key, payload, created_at)
    values (:runId, :attempt, :key, :payload, :at)`,
  );
}

/** What makes an event the same event within an attempt. */
function keyOf(progress: RunProgress): string {
  switch (progress.kind) {
    case 'epoch':
    case 'gradient':
      return `${progress.kind}:${progress.forecaster}:${progress.member}:${progress.epoch}`;
    case 'sample':
      return `sample:${progress.forecaster}:${progress.epoch}`;
    case 'baseline':
    case 'forecaster-finished':
      return `${progress.kind}:${progress.forecaster}`;
    case 'phase':
      return `phase:${progress.phase}:${progress.share.toFixed(3)}`;
    case 'note':
      return `note:${progress.message}`;
    case 'started':
      return progress.kind;
  }
}
