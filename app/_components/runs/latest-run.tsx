'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { EmptyState } from '#app/_components/empty-state.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { isActive } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';

interface LatestRunProps {
  readonly place: 'Compare' | 'Forecast';
  readonly skeleton: ReactNode;
  readonly children: (runId: number) => ReactNode;
}

const mostSearched = 100;

/** The latest finished run that has what the place shows; what to do where there is none. */
export function LatestRun({ place, skeleton, children }: LatestRunProps) {
  const trpc = useTRPC();
  const runs = useQuery(trpc.runs.list.queryOptions({ limit: mostSearched }));
  if (runs.isPending) return skeleton;
  if (runs.isError) {
    return (
      <ErrorNote error={runs.error} title="The runs could not be loaded." onRetry={() => runs.refetch()} />
    );
  }
  const finished = runs.data.items.find(
    (run) => run.state === 'succeeded' && (place === 'Forecast' || run.kind === 'train'),
  );
  if (finished) return children(finished.id);
  return <NothingYet place={place} activeId={runs.data.items.find(isActive)?.id} />;
}

interface NothingYetProps {
  readonly place: LatestRunProps['place'];
  readonly activeId: number | undefined;
}

const words = {
  Compare: {
    title: 'No run to compare yet',
    text: 'A run gives one row per forecaster. The naive ones take a second, so the line to beat is there at once.',
  },
  Forecast: {
    title: 'No forecast yet',
    text: 'A run ends in a forecast by the forecaster that did best in its test, with bands and the naive beside it.',
  },
} as const;

function NothingYet({ place, activeId }: NothingYetProps) {
  usePageFrame({ crumbs: [{ label: place }] });
  return (
    <>
      <PageHead title={place} />
      <EmptyState
        title={words[place].title}
        action={
          activeId === undefined ? (
            <Button component={Link} href="/data">
              New run
            </Button>
          ) : (
            <Button component={Link} href={`/runs/${activeId}`}>
              Watch the run under way
            </Button>
          )
        }
      >
        {words[place].text}
      </EmptyState>
    </>
  );
}
