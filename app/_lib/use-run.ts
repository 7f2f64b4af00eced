'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { isActive } from './run-words.ts';
import { useTRPC } from './trpc.tsx';

const busyIntervalMs = 3_000;

/** A run's row; asked again while it works, for the case that its events do not come through. */
export function useRun(runId: number) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.runs.get.queryOptions({ id: runId }),
    refetchInterval: (query) => (query.state.data && isActive(query.state.data) ? busyIntervalMs : false),
  });
}

/** The series that a page speaks of; idle while it is not known which. */
export function useSeries(seriesId: number | undefined) {
  const trpc = useTRPC();
  return useQuery(trpc.series.get.queryOptions(seriesId === undefined ? skipToken : { id: seriesId }));
}
