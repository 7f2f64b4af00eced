'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_lib/trpc.tsx';

/** Who works on what. The shell keeps it fresh: by the events of the runs, and by a look now and then. */
export function useSystemStatus() {
  const trpc = useTRPC();
  return useQuery({ ...trpc.system.status.queryOptions(), staleTime: 1_000 });
}
