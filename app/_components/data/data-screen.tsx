'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { DropZone } from './drop-zone.tsx';
import { needsAttention } from './needs-attention.ts';
import { Samples } from './samples.tsx';
import { SeriesFilters } from './series-filters.tsx';
import { SeriesTable, SeriesTableSkeleton, type SortKey } from './series-table.tsx';

const code = `const { items, total } = await hindcast.series.list.query({ sort: 'createdAt' });
for (const series of items) console.log(series.name, series.rows, series.lastRun?.verdict?.sentence);`;

/** All series on this machine, a place to add one, and samples to try. */
export function DataScreen() {
  usePageFrame({ crumbs: [{ label: 'Data' }], code });
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<SortKey>('createdAt');
  const [onlyNeedy, setOnlyNeedy] = useState(false);
  const trpc = useTRPC();
  const [sought] = useDebouncedValue(search.trim(), 200);
  const list = useInfiniteQuery(
    trpc.series.list.infiniteQueryOptions(
      { sort, ...(sought === '' ? {} : { search: sought }) },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages[0]?.total;
  const isFirstLaunch = total === 0 && sought === '' && search === '';
  const needy = rows.filter(needsAttention);
  return (
    <>
      {isFirstLaunch ? (
        <PageHead
          title="Start with a CSV, or with a sample"
          lead="First forecast in under a minute. Nothing leaves this machine."
        />
      ) : (
        <PageHead
          title="Data"
          lead={total === undefined ? '' : `${seriesCount(total, sought)} Nothing leaves it.`}
          actions={
            <SeriesFilters
              search={search}
              onSearch={setSearch}
              counts={list.data && { all: total ?? 0, needy: needy.length }}
              onlyNeedy={onlyNeedy}
              onOnlyNeedy={setOnlyNeedy}
            />
          }
        />
      )}
      <DropZone large={isFirstLaunch} />
      {list.isPending && <SeriesTableSkeleton />}
      {list.isError && (
        <ErrorNote
          title="The series could not be loaded."
          error={list.error}
          onRetry={() => list.refetch()}
        />
      )}
      {list.data && !isFirstLaunch && (
        <SeriesTable
          rows={onlyNeedy ? needy : rows}
          sort={sort}
          onSort={setSort}
          {...(list.hasNextPage && { onMore: () => list.fetchNextPage() })}
          isLoadingMore={list.isFetchingNextPage}
        />
      )}
      {!list.isPending && <Samples isFirstLaunch={isFirstLaunch} />}
    </>
  );
}

function seriesCount(total: number, sought: string): string {
  const noun = countOf(total, 'series', 'series');
  return sought === '' ? `${noun} on this machine.` : `${noun} on this machine with “${sought}” in the name.`;
}
