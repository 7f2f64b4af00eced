'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunEventRow } from '#server/api-types.ts';
import { type TrainingState, takeEvents, untold } from './training-state.ts';
import { useTRPC } from './trpc.tsx';

/** How the page hears of the run: 'live' is in step, 'again' has lost the line and is calling again. */
export type ProgressConnection = 'connecting' | 'live' | 'again';

interface RunProgressView {
  readonly training: TrainingState;
  readonly connection: ProgressConnection;
}

/**
 * Follows a run from its first event on. After a reload everything is told again and taken in once; after a lost
 * connection the server goes on where it was. Events that come in a burst are drawn together.
 */
export function useRunProgress(runId: number): RunProgressView {
  const trpc = useTRPC();
  const { training, take } = useTrainingState(runId);
  const refresh = useRefreshRuns();
  const subscription = useSubscription(
    trpc.runs.progress.subscriptionOptions(
      { runIds: [runId] },
      {
        onData: ({ data }) => {
          take(data);
          if (data.payload.kind === 'state') refresh();
        },
      },
    ),
  );
  const connection =
    subscription.status === 'pending' || subscription.status === 'idle' ? 'live' : 'connecting';
  return { training, connection: training.seq > 0 && connection === 'connecting' ? 'again' : connection };
}

/** The state of the run's row, its lists and the chip in the top bar change together. */
function useRefreshRuns() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(() => {
    void queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.system.pathKey() });
  }, [queryClient, trpc]);
}

function useTrainingState(runId: number) {
  const [held, setHeld] = useState({ runId, training: untold });
  const waiting = useRef<RunEventRow[]>([]);
  const frame = useRef(0);
  const take = useCallback(
    (event: RunEventRow) => {
      waiting.current.push(event);
      if (frame.current !== 0) return;
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        const events = waiting.current.filter((told) => told.runId === runId);
        waiting.current = [];
        setHeld((before) => ({
          runId,
          training: takeEvents(before.runId === runId ? before.training : untold, events),
        }));
      });
    },
    [runId],
  );
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      waiting.current = [];
    },
    [],
  );
  return { training: held.runId === runId ? held.training : untold, take };
}
