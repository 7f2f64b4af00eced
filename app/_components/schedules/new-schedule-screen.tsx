'use client';

import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Card } from '#app/_components/card.tsx';
import { EmptyState } from '#app/_components/empty-state.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { NoRun } from '#app/_components/no-run.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { usualHorizon } from '#app/_lib/horizon-choices.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { useRun } from '#app/_lib/use-run.ts';
import type { SeriesRow } from '#server/api-types.ts';
import { NewScheduleForm } from './new-schedule-form.tsx';
import { newDraft } from './schedule-draft.ts';

interface NewScheduleScreenProps {
  /** A run that is to be repeated. */
  readonly runId: number | undefined;
  readonly seriesId: number | undefined;
}

/** Writes a schedule: from a run with its settings, or from a series with the usual ones. */
export function NewScheduleScreen({ runId, seriesId }: NewScheduleScreenProps) {
  usePageFrame({ crumbs: [{ label: 'Schedules', href: '/schedules' }, { label: 'New' }] });
  const trpc = useTRPC();
  const series = useQuery(trpc.series.list.queryOptions({ limit: 200 }));
  if (series.isError) {
    return (
      <>
        <PageHead title="New schedule" />
        <ErrorNote
          error={series.error}
          title="The series could not be loaded."
          onRetry={() => series.refetch()}
        />
      </>
    );
  }
  if (!series.data) return <NewScheduleSkeleton />;
  if (series.data.items.length === 0) {
    return (
      <>
        <PageHead title="New schedule" />
        <EmptyState
          title="No series yet"
          action={
            <Button component={Link} href="/data">
              Add a series
            </Button>
          }
        >
          A schedule trains again and again on a series. Drop a CSV or take a sample first.
        </EmptyState>
      </>
    );
  }
  return runId === undefined ? (
    <FromSeries all={series.data.items} seriesId={seriesId} />
  ) : (
    <FromRun all={series.data.items} runId={runId} />
  );
}

function FromRun({ all, runId }: { readonly all: readonly SeriesRow[]; readonly runId: number }) {
  const run = useRun(runId);
  if (run.isError) return <NoRun runId={runId} error={run.error} onRetry={() => run.refetch()} />;
  if (!run.data) return <NewScheduleSkeleton />;
  return <NewScheduleForm all={all} start={newDraft(run.data.seriesIds, run.data.config)} />;
}

interface FromSeriesProps {
  readonly all: readonly SeriesRow[];
  readonly seriesId: number | undefined;
}

function FromSeries({ all, seriesId }: FromSeriesProps) {
  const first = all.find(({ id }) => id === seriesId) ?? all[0]!;
  return (
    <NewScheduleForm
      all={all}
      start={newDraft([first.id], { horizon: usualHorizon(first.frequency, first.rows) })}
    />
  );
}

function NewScheduleSkeleton() {
  return (
    <>
      <PageHead title="New schedule" lead={<Skeleton height={16} width={420} maw="90%" />} />
      <Card label="Loading">
        <Skeleton height={170} />
      </Card>
    </>
  );
}
