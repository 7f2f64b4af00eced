'use client';

import { useDocumentVisibility } from '@mantine/hooks';
import { skipToken, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
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
 * connection the server goes on where it was. A browser keeps few lines open to one server: a tab that nobody
 * looks at hangs up, and goes on from where it was when it is looked at again.
 */
export function useRunProgress(runId: number): RunProgressView {
  const trpc = useTRPC();
  const { training, take, seq } = useTrainingState(runId);
  const refresh = useRefreshRuns();
  const isVisible = useDocumentVisibility() === 'visible';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place to go on from is looked up only when the line is opened
  const input = useMemo(() => {
    if (!isVisible) return skipToken;
    return { runIds: [runId], ...(seq.current > 0 && { lastEventId: String(seq.current) }) };
  }, [runId, isVisible]);
  const { status } = useSubscription(
    trpc.runs.progress.subscriptionOptions(input, {
      onData: ({ data }) => {
        take(data);
        if (data.payload.kind === 'state') refresh();
      },
    }),
  );
  const isLive = status === 'pending' || status === 'idle';
  if (isLive) return { training, connection: 'live' };
  return { training, connection: training.seq > 0 ? 'again' : 'connecting' };
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

/** Holds what was told of a run; events that come in a burst are drawn together. */
function useTrainingState(runId: number) {
  const [held, setHeld] = useState({ runId, training: untold });
  const waiting = useRef<RunEventRow[]>([]);
  const frame = useRef(0);
  const seq = useRef(0);
  const take = useCallback(
    (event: RunEventRow) => {
      waiting.current.push(event);
      if (frame.current !== 0) return;
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        const events = waiting.current.filter((told) => told.runId === runId);
        waiting.current = [];
        seq.current = Math.max(seq.current, ...events.map((told) => told.seq));
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
  return { training: held.runId === runId ? held.training : untold, take, seq };
}
