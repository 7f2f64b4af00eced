'use client';

import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { EmptyState } from '#app/_components/empty-state.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { NoRun } from '#app/_components/no-run.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { UnfinishedRun } from '#app/_components/runs/unfinished-run.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { readProblem } from '#app/_lib/read-problem.ts';
import { runLabel, seriesWords } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { useRun, useSeries } from '#app/_lib/use-run.ts';
import type { RunRow } from '#server/api-types.ts';
import { MemoryPage } from './memory-page.tsx';
import { RunTabs } from './run-tabs.tsx';

interface MemoryScreenProps {
  readonly runId: number;
  /** Of several series the one that the networks are watched on. */
  readonly seriesId: number | undefined;
}

/** How a run's networks remember. */
export function MemoryScreen({ runId, seriesId }: MemoryScreenProps) {
  const run = useRun(runId);
  if (run.isError) return <NoRun runId={runId} error={run.error} onRetry={() => run.refetch()} />;
  if (!run.data) return <MemorySkeleton title="Memory X-ray" />;
  if (run.data.state !== 'succeeded') return <UnfinishedRun run={run.data} place="Memory X-ray" />;
  const shown = run.data.seriesIds.includes(seriesId ?? 0) ? seriesId : run.data.seriesIds[0];
  return <FinishedRun key={shown} run={run.data} seriesId={shown ?? 0} />;
}

function FinishedRun({ run, seriesId }: { readonly run: RunRow; readonly seriesId: number }) {
  const trpc = useTRPC();
  const once = { staleTime: Infinity, retry: false };
  const trainedBy = run.modelRunId ?? run.id;
  const series = useSeries(seriesId);
  const [member, setMember] = useState(0);
  const memory = useQuery({
    ...trpc.runs.memory.queryOptions({ id: run.id, seriesId, member }, once),
    placeholderData: keepPreviousData,
  });
  const result = useQuery(trpc.runs.seriesResult.queryOptions({ id: trainedBy, seriesId }, once));
  usePageFrame({
    crumbs: [
      { label: seriesWords(run.seriesNames), href: `/series/${seriesId}` },
      { label: runLabel(run), href: `/runs/${run.id}` },
      { label: 'Memory X-ray' },
    ],
  });
  if (memory.isError) {
    return (
      <Framed run={run} seriesId={seriesId}>
        <Unseen run={run} problem={memory.error} onRetry={() => memory.refetch()} />
      </Framed>
    );
  }
  if (!memory.data || !series.data || result.isPending) {
    return <MemorySkeleton title={`Memory X-ray: ${seriesWords(run.seriesNames)}`} />;
  }
  return (
    <MemoryPage
      run={run}
      series={series.data}
      memory={memory.data}
      seriesResult={result.data ?? null}
      onMember={setMember}
    />
  );
}

function Framed({
  run,
  seriesId,
  children,
}: {
  readonly run: RunRow;
  readonly seriesId: number;
  readonly children: ReactNode;
}) {
  return (
    <>
      <PageHead title={`Memory X-ray: ${seriesWords(run.seriesNames)}`} lead={runLabel(run)} />
      <RunTabs run={run} seriesId={seriesId} />
      {children}
    </>
  );
}

interface UnseenProps {
  readonly run: RunRow;
  readonly problem: unknown;
  readonly onRetry: () => void;
}

/** A run without a network has nothing to look into; anything else is an error. */
function Unseen({ run, problem, onRetry }: UnseenProps) {
  const { code, message } = readProblem(problem);
  if (code !== 'no-model' && code !== 'model-damaged' && code !== 'model-mismatch') {
    return <ErrorNote error={problem} title="The networks could not be looked into." onRetry={onRetry} />;
  }
  return (
    <EmptyState
      title="There is no network to look into"
      action={
        <Button component={Link} href={`/series/${run.seriesIds[0]}/run`}>
          New run on this series
        </Button>
      }
    >
      {code === 'model-mismatch'
        ? 'The networks of this run were saved by another version of Hindcast. Train again to see inside.'
        : message}
    </EmptyState>
  );
}

function MemorySkeleton({ title }: { readonly title: string }) {
  return (
    <>
      <PageHead title={title} lead="Following the gradient back through time." />
      <Skeleton height={190} radius="lg" aria-busy="true" />
      <Skeleton height={520} radius="lg" />
    </>
  );
}
