'use client';

import { RunTabs } from '#app/_components/memory/run-tabs.tsx';
import { NoRun } from '#app/_components/no-run.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { progressCode } from '#app/_lib/page-code.ts';
import { useRunProgress } from '#app/_lib/run-progress.ts';
import { isActive, runLabel, runTopic, seriesWords } from '#app/_lib/run-words.ts';
import type { TrainingState } from '#app/_lib/training-state.ts';
import { errorUnit } from '#app/_lib/training-words.ts';
import { useRun, useSeries } from '#app/_lib/use-run.ts';
import type { RunRow, SeriesRow } from '#server/api-types.ts';
import { ForecasterCards } from './forecaster-cards.tsx';
import { LossCard } from './loss-card.tsx';
import { ProgressCard } from './progress-card.tsx';
import { RunActions } from './run-actions.tsx';
import { RunNotes } from './run-notes.tsx';
import { RunOutcome } from './run-outcome.tsx';
import { SampleCard } from './sample-card.tsx';
import styles from './training-screen.module.css';
import { TrainingSkeleton } from './training-skeleton.tsx';

/** A run while it works, and what it told once it is over. */
export function TrainingScreen({ runId }: { readonly runId: number }) {
  const run = useRun(runId);
  const series = useSeries(run.data?.seriesIds[0]);
  if (run.isError) return <NoRun runId={runId} error={run.error} onRetry={() => run.refetch()} />;
  if (!run.data) return <TrainingSkeleton />;
  return <TrainingView key={runId} run={run.data} series={series.data} />;
}

interface TrainingViewProps {
  readonly run: RunRow;
  readonly series: SeriesRow | undefined;
}

function TrainingView({ run, series }: TrainingViewProps) {
  const { training, connection } = useRunProgress(run);
  const seriesId = run.seriesIds[0];
  usePageFrame({
    crumbs: [
      { label: seriesWords(run.seriesNames), ...(seriesId ? { href: `/series/${seriesId}` } : {}) },
      { label: runLabel(run) },
    ],
    code: progressCode(run.id),
  });
  const unit = errorUnit(training, series?.unit);
  const naming = {
    frequency: series?.frequency,
    seasonLength: run.config.seasonLength ?? series?.seasonLength,
  };
  const view = { run, training, unit, naming };
  return (
    <>
      <PageHead
        title={`${isActive(run) ? 'Training: ' : ''}${runTopic(run, series)}`}
        lead={leadOf(run)}
        actions={<RunActions run={run} />}
      />
      <RunTabs run={run} seriesId={seriesId} />
      <RunOutcome run={run} />
      <ProgressCard run={run} training={training} connection={connection} />
      {run.kind === 'train' && (isActive(run) || hasBegun(training)) && (
        <>
          <div className={styles.charts}>
            <LossCard {...view} />
            <SampleCard {...view} frequency={series?.frequency} />
          </div>
          <ForecasterCards {...view} />
        </>
      )}
      <RunNotes run={run} training={training} />
    </>
  );
}

/** Of a run that ended before anything was fitted there is nothing to draw. */
function hasBegun({ baselines, forecasters }: TrainingState): boolean {
  return baselines.length > 0 || Object.keys(forecasters).length > 0;
}

function leadOf(run: RunRow): string {
  if (run.request === 'cancel' && isActive(run)) return 'It stops as soon as it can; nothing of it is kept.';
  if (run.request === 'stop' && isActive(run)) {
    return 'It stops training, tests the best weights so far and makes the forecast.';
  }
  if (isActive(run))
    return 'You can close this page. The run goes on, and starts again by itself if it is cut off.';
  if (run.state === 'succeeded') return 'How it was trained. What came out stands under Compare.';
  return run.share === 0 ? 'It ended before anything was trained.' : 'How far it came.';
}
