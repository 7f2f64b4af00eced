import { type TrackedEnvelope, tracked } from '@trpc/server';
import { latestSeq, listEvents, type RunEventRow as StoredEvent } from '#db/queries/run-events.ts';
import { activeStates, getRun, listActiveRuns } from '#db/queries/runs.ts';
import type { RunEventRow } from './api-types.ts';
import type { Services } from './context.ts';

export interface ProgressRequest {
  /** Those runs only, until all of them have ended; without it all that are active, and all to come. */
  readonly runIds?: readonly number[] | undefined;
  /** The last event that was seen: what follows it is told, nothing twice. */
  readonly after: number | undefined;
}

type FollowServices = Pick<Services, 'db' | 'pulse'>;

const eventsPerRead = 500;
/** Runs whose past is told to whoever follows all: those at work, and those that are next. */
const mostPast = 20;

/** Tells what happens in runs: first what has happened, then each event as it is written. */
export async function* followRuns(
  services: FollowServices,
  { runIds, after }: ProgressRequest,
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<RunEventRow>> {
  const release = services.pulse.acquire();
  try {
    if (runIds) yield* followSome(services, { runIds, after: after ?? 0 }, signal);
    else yield* followAll(services, after, signal);
  } finally {
    release();
  }
}

async function* followSome(
  services: FollowServices,
  { runIds, after }: { runIds: readonly number[]; after: number },
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<RunEventRow>> {
  let last = after;
  while (!signal.aborted) {
    // Asked before the events are read: what a run tells before it ends is there by then.
    const ended = runIds.every((id) => hasEnded(services, id));
    const events = listEvents(services.db, {
      after: last,
      limit: eventsPerRead,
      runIds,
      currentAttemptOnly: true,
    });
    for (const event of events) {
      last = event.seq;
      yield toTracked(event);
    }
    if (events.length > 0) continue;
    if (ended) return;
    await services.pulse.next(signal);
  }
}

async function* followAll(
  services: FollowServices,
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<RunEventRow>> {
  let last = after ?? latestSeq(services.db);
  if (after === undefined) yield* pastOfActive(services, last);
  while (!signal.aborted) {
    const events = listEvents(services.db, { after: last, limit: eventsPerRead, currentAttemptOnly: true });
    for (const event of events) {
      last = event.seq;
      yield toTracked(event);
    }
    if (events.length === 0) await services.pulse.next(signal);
  }
}

/** What the runs that are queued or at work have told up to an event. */
function* pastOfActive({ db }: FollowServices, upTo: number): Generator<TrackedEnvelope<RunEventRow>> {
  const runIds = listActiveRuns(db, mostPast).map(({ id }) => id);
  if (runIds.length === 0) return;
  for (let last = 0; ; ) {
    const events = listEvents(db, { after: last, limit: eventsPerRead, runIds, currentAttemptOnly: true });
    for (const event of events) {
      if (event.seq > upTo) return;
      last = event.seq;
      yield toTracked(event);
    }
    if (events.length < eventsPerRead) return;
  }
}

function hasEnded({ db }: FollowServices, runId: number): boolean {
  const state = getRun(db, runId)?.state;
  return state === undefined || !(activeStates as readonly string[]).includes(state);
}

function toTracked({ seq, runId, attempt, payload }: StoredEvent): TrackedEnvelope<RunEventRow> {
  return tracked(String(seq), { seq, runId, attempt, payload });
}
