'use client';

import { useDocumentVisibility } from '@mantine/hooks';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { RunRow } from '#server/api-types.ts';
import { RunEventStore } from './run-event-store.ts';
import type { TrainingState } from './training-state.ts';
import { useTRPC } from './trpc.tsx';

/** How the page hears of its runs: 'live' is in step, 'again' has lost the line and is calling again. */
export type ProgressConnection = 'connecting' | 'live' | 'again';

interface LiveRuns {
  readonly store: RunEventStore;
  readonly connection: ProgressConnection;
}

const LiveRunsContext = createContext<LiveRuns | null>(null);

/** Events tell what changes; this is for what no event tells: a worker that comes or goes. */
const lookIntervalMs = 8_000;
/** While runs work and their events do not come through. */
const closeLookIntervalMs = 1_500;
const refreshMs = 500;
/** A browser calls again by itself after a broken line, but not after a refusal, as of a proxy whose server restarts. */
const callAgainMs = 3_000;

/**
 * Gives the pages below it the one line on which the server tells what its runs do. It is open while a run works or
 * waits and somebody looks: a browser keeps few lines open to one server, so a tab that nobody looks at hangs up,
 * and goes on from where it was.
 */
export function LiveRunsProvider({ children }: { readonly children: ReactNode }) {
  const [store] = useState(() => new RunEventStore((task) => requestAnimationFrame(task)));
  const connection = useConnection(store);
  const value = useMemo(() => ({ store, connection }), [store, connection]);
  return <LiveRunsContext value={value}>{children}</LiveRunsContext>;
}

function useConnection(store: RunEventStore): ProgressConnection {
  const trpc = useTRPC();
  const refresh = useRefreshRuns();
  const isVisible = useDocumentVisibility() === 'visible';
  const [connection, setConnection] = useState<ProgressConnection>('connecting');
  const status = useQuery({
    ...trpc.system.status.queryOptions(),
    refetchInterval: ({ state }) =>
      state.data?.running.length && connection !== 'live' ? closeLookIntervalMs : lookIntervalMs,
    staleTime: 1_000,
  });
  const isWanted = isVisible && (status.data?.running.length ?? 0) > 0;
  const input = useMemo(() => {
    if (!isWanted) return skipToken;
    return store.seq > 0 ? { lastEventId: String(store.seq) } : {};
  }, [isWanted, store]);
  const line = useSubscription(
    trpc.runs.progress.subscriptionOptions(input, {
      onData: ({ data }) => {
        store.take(data);
        if (data.payload.kind === 'state') refresh();
      },
      onError: refresh,
    }),
  );
  const { status: lineStatus, reset } = line;
  const isLive = lineStatus === 'pending';
  useEffect(() => {
    // Whoever hung up by himself has lost nothing.
    const lost = (before: ProgressConnection) =>
      isWanted && before !== 'connecting' ? 'again' : 'connecting';
    setConnection((before) => (isLive ? 'live' : lost(before)));
  }, [isLive, isWanted]);
  useEffect(() => {
    if (lineStatus !== 'error') return;
    const timer = window.setTimeout(reset, callAgainMs);
    return () => window.clearTimeout(timer);
  }, [lineStatus, reset]);
  return connection;
}

/** The rows of the runs, their lists and the chip in the top bar change together; many changes at once are one. */
function useRefreshRuns(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useCallback(() => {
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      void queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() });
      void queryClient.invalidateQueries({ queryKey: trpc.system.pathKey() });
    }, refreshMs);
  }, [queryClient, trpc]);
}

/** What a run has told on the page's line; undefined where it has told nothing. */
export function useLiveTraining(runId: number | undefined): TrainingState | undefined {
  const { store } = useLiveRuns();
  const read = () => (runId === undefined ? undefined : store.trainingOf(runId));
  return useSyncExternalStore(store.subscribe, read, () => undefined);
}

/** A run's row with what the run has told since the row was read. */
export function useLiveRow<Row extends RunRow | undefined>(row: Row): Row {
  const training = useLiveTraining(row?.id);
  if (row?.state !== 'running' || training?.attempt !== row.attempt) return row;
  const { share, etaSeconds } = training;
  return { ...row, share: Math.max(row.share, share), etaSeconds: etaSeconds ?? row.etaSeconds };
}

export function useProgressConnection(): ProgressConnection {
  return useLiveRuns().connection;
}

function useLiveRuns(): LiveRuns {
  const live = useContext(LiveRunsContext);
  if (live === null) throw new Error('LiveRunsProvider is missing above');
  return live;
}
