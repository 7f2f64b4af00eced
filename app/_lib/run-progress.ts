'use client';

import { skipToken } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useState, useSyncExternalStore } from 'react';
import type { RunRow } from '#server/api-types.ts';
import { type ProgressConnection, useLiveTraining, useProgressConnection } from './live-runs.tsx';
import { RunEventStore } from './run-event-store.ts';
import { isActive } from './run-words.ts';
import { type TrainingState, untold } from './training-state.ts';
import { useTRPC } from './trpc.tsx';

interface RunProgressView {
  readonly training: TrainingState;
  readonly connection: ProgressConnection;
}

/**
 * What a run has told from its first event on: a run that works or waits on the line that the whole page shares, one
 * that had ended before on a line of its own, which ends with its last event.
 */
export function useRunProgress(run: RunRow): RunProgressView {
  const live = useLiveTraining(run.id);
  const connection = useProgressConnection();
  const isPast = live === undefined && !isActive(run);
  const past = usePastTraining(isPast ? run.id : undefined);
  return isPast ? { training: past ?? untold, connection: 'live' } : { training: live ?? untold, connection };
}

function usePastTraining(runId: number | undefined): TrainingState | undefined {
  const trpc = useTRPC();
  const [store] = useState(() => new RunEventStore((task) => requestAnimationFrame(task)));
  const input = runId === undefined ? skipToken : { runIds: [runId] };
  useSubscription(trpc.runs.progress.subscriptionOptions(input, { onData: ({ data }) => store.take(data) }));
  const read = () => (runId === undefined ? undefined : store.trainingOf(runId));
  return useSyncExternalStore(store.subscribe, read, () => undefined);
}
