'use client';

import { useQuery } from '@tanstack/react-query';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { NoRun } from '#app/_components/no-run.tsx';
import { UnfinishedRun } from '#app/_components/runs/unfinished-run.tsx';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { useRun, useSeries } from '#app/_lib/use-run.ts';
import type { RunRow } from '#server/api-types.ts';
import { CompareSkeleton } from './compare-skeleton.tsx';
import { CompareView } from './compare-view.tsx';

interface CompareScreenProps {
  readonly runId: number;
  /** Of several series the one whose charts are shown. */
  readonly seriesId: number | undefined;
}

/** What a finished run found out. */
export function CompareScreen({ runId, seriesId }: CompareScreenProps) {
  const run = useRun(runId);
  if (run.isError) return <NoRun runId={runId} error={run.error} onRetry={() => run.refetch()} />;
  if (!run.data) return <CompareSkeleton />;
  if (run.data.state !== 'succeeded' || run.data.kind !== 'train') {
    return <UnfinishedRun run={run.data} place="Compare" />;
  }
  const shown = run.data.seriesIds.includes(seriesId ?? 0) ? seriesId : run.data.seriesIds[0];
  return <FinishedRun run={run.data} seriesId={shown ?? 0} />;
}

function FinishedRun({ run, seriesId }: { readonly run: RunRow; readonly seriesId: number }) {
  const trpc = useTRPC();
  const series = useSeries(seriesId);
  const result = useQuery(trpc.runs.result.queryOptions({ id: run.id }, { staleTime: Infinity }));
  const seriesResult = useQuery({
    ...trpc.runs.seriesResult.queryOptions({ id: run.id, seriesId }, { staleTime: Infinity }),
    placeholderData: (before) => before,
  });
  const failed = [series, result, seriesResult].find((query) => query.isError);
  if (failed?.isError) {
    return (
      <ErrorNote
        error={failed.error}
        title="The result could not be loaded."
        onRetry={() => failed.refetch()}
      />
    );
  }
  if (!series.data || !result.data || !seriesResult.data) {
    const isGone = result.data === null || seriesResult.data === null;
    return isGone ? <UnfinishedRun run={run} place="Compare" /> : <CompareSkeleton />;
  }
  return <CompareView run={run} series={series.data} result={result.data} seriesResult={seriesResult.data} />;
}
