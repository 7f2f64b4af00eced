'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_lib/trpc.tsx';

const busyIntervalMs = 1_500;
const idleIntervalMs = 8_000;

/** Who works on what. Asked again and again, sooner while a run is under way. */
export function useSystemStatus() {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.system.status.queryOptions(),
    refetchInterval: (query) => (query.state.data?.running.length ? busyIntervalMs : idleIntervalMs),
    staleTime: 1_000,
  });
}
