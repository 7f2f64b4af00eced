'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { EmptyState } from '#app/_components/empty-state.tsx';
import { NoSeries } from '#app/_components/no-series.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { useTRPC } from '#app/_lib/trpc.tsx';

interface LatestSeriesProps {
  /** Where to go with the latest series: its page, or a part of it such as `/run`. */
  readonly suffix?: '' | '/run';
}

/** Goes on to the series added last; without any, to the way of adding one. */
export function LatestSeries({ suffix = '' }: LatestSeriesProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const list = useQuery(trpc.series.list.queryOptions({ limit: 1, sort: 'createdAt' }));
  const latest = list.data?.items[0];
  useEffect(() => {
    if (latest) router.replace(`/series/${latest.id}${suffix}`);
  }, [latest, router, suffix]);
  if (list.isError) return <NoSeries error={list.error} onRetry={() => list.refetch()} />;
  if (list.data && !latest) {
    return (
      <>
        <PageHead title={suffix === '/run' ? 'New run' : 'Explore'} />
        <EmptyState
          title="No series yet"
          icon={<IconSearch size={20} stroke={1.75} />}
          action={
            <Button component={Link} href="/data">
              Add a series
            </Button>
          }
        >
          Drop a CSV or take a sample: its line, its gaps and its season stand here at once.
        </EmptyState>
      </>
    );
  }
  return <Skeleton height={420} radius="lg" />;
}
