'use client';

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { EmptyState } from '#app/_components/empty-state.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { useSystemStatus } from '#app/_components/shell/use-system-status.ts';
import { countOf, formatCount } from '#app/_lib/format-number.ts';
import { runsCode } from '#app/_lib/page-code.ts';
import { isActive } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { RunQueue } from './run-queue.tsx';
import { RunsTable, RunsTableSkeleton } from './runs-table.tsx';

const busyIntervalMs = 4_000;

/** What is at work, what waits, and every run there has been. */
export function RunsScreen() {
  usePageFrame({ crumbs: [{ label: 'Train' }], code: runsCode() });
  const trpc = useTRPC();
  const runs = useInfiniteQuery({
    ...trpc.runs.list.infiniteQueryOptions({ limit: 50 }, { getNextPageParam: (page) => page.nextCursor }),
    refetchInterval: (query) => (query.state.data?.pages[0]?.items.some(isActive) ? busyIntervalMs : false),
  });
  const status = useSystemStatus().data;
  const underWay = status ? status.busy + status.queued : 0;
  const rows = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const total = runs.data?.pages[0]?.total ?? 0;
  return (
    <>
      <PageHead
        title="Runs"
        lead={
          runs.data && total > 0
            ? `${countOf(total, 'run')}, ${underWay > 0 ? formatCount(underWay) : 'none'} under way.`
            : ''
        }
        actions={
          <Button component={Link} href="/series">
            New run
          </Button>
        }
      />
      {status && underWay > 0 && <RunQueue runs={status.running} waiting={status.queued} />}
      {runs.isPending && <RunsTableSkeleton />}
      {runs.isError && (
        <ErrorNote error={runs.error} title="The runs could not be loaded." onRetry={() => runs.refetch()} />
      )}
      {runs.data && total === 0 && <NoRuns />}
      {total > 0 && (
        <RunsTable
          rows={rows}
          {...(runs.hasNextPage ? { onMore: () => void runs.fetchNextPage() } : {})}
          isLoadingMore={runs.isFetchingNextPage}
        />
      )}
    </>
  );
}

function NoRuns() {
  return (
    <EmptyState
      title="No run yet"
      action={
        <Button component={Link} href="/data">
          Choose a series
        </Button>
      }
    >
      A run trains RNN, LSTM and GRU beside the naive forecasters, tests them all on the past and ends in one
      sentence about which to use. It works in the background.
    </EmptyState>
  );
}
