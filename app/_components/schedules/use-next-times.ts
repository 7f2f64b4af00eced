'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_lib/trpc.tsx';

const pauseMs = 250;

/** The next instants of an expression as it is being written; idle where there is none. */
export function useNextTimes(cron: string | null, zone: string) {
  const trpc = useTRPC();
  const [asked] = useDebouncedValue(cron, pauseMs);
  return useQuery({
    ...trpc.schedules.nextTimes.queryOptions(asked === null ? skipToken : { cron: asked, zone }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
