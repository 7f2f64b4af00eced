'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { NoRun } from '#app/_components/no-run.tsx';
import { UnfinishedRun } from '#app/_components/runs/unfinished-run.tsx';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { useRun, useSeries } from '#app/_lib/use-run.ts';
import type { RunRow } from '#server/api-types.ts';
import { ForecastPage } from './forecast-page.tsx';
import { ForecastSkeleton } from './forecast-skeleton.tsx';

interface ForecastScreenProps {
  readonly runId: number;
  /** Of several series the one that is shown. */
  readonly seriesId: number | undefined;
}

/** What a run says about the time after the last observation. */
export function ForecastScreen({ runId, seriesId }: ForecastScreenProps) {
  const run = useRun(runId);
  if (run.isError) return <NoRun runId={runId} error={run.error} onRetry={() => run.refetch()} />;
  if (!run.data) return <ForecastSkeleton />;
  if (run.data.state !== 'succeeded') return <UnfinishedRun run={run.data} place="Forecast" />;
  const shown = run.data.seriesIds.includes(seriesId ?? 0) ? seriesId : run.data.seriesIds[0];
  return <IssuedForecast run={run.data} seriesId={shown ?? 0} />;
}

/** A forecast of newer rows rests on the test of the run that trained its networks. */
function IssuedForecast({ run, seriesId }: { readonly run: RunRow; readonly seriesId: number }) {
  const trpc = useTRPC();
  const testedBy = run.modelRunId ?? run.id;
  const series = useSeries(seriesId);
  const view = useQuery({
    ...trpc.runs.forecast.queryOptions({ id: run.id, seriesId }),
    placeholderData: (before) => before,
  });
  const result = useQuery(
    trpc.runs.result.queryOptions({ id: testedBy }, { staleTime: Infinity, retry: false }),
  );
  const seriesResult = useQuery(
    trpc.runs.seriesResult.queryOptions(seriesId ? { id: testedBy, seriesId } : skipToken, {
      staleTime: Infinity,
      retry: false,
    }),
  );
  const failed = [series, view].find((query) => query.isError);
  if (failed?.isError) {
    return (
      <ErrorNote
        error={failed.error}
        title="The forecast could not be loaded."
        onRetry={() => failed.refetch()}
      />
    );
  }
  if (view.data === null) return <UnfinishedRun run={run} place="Forecast" />;
  if (!series.data || !view.data || seriesResult.isPending || result.isPending) return <ForecastSkeleton />;
  return (
    <ForecastPage
      key={view.data.forecast.id}
      run={run}
      series={series.data}
      view={view.data}
      result={result.data ?? null}
      seriesResult={seriesResult.data ?? null}
    />
  );
}
