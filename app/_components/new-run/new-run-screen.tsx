'use client';

import { Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NoSeries } from '#app/_components/no-series.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SeriesRow } from '#server/api-types.ts';
import { ForecastersCard } from './forecasters-card.tsx';
import styles from './new-run-screen.module.css';
import { PreflightCard } from './preflight-card.tsx';
import { PresetSwitch } from './preset-switch.tsx';
import { QuestionsCard } from './questions-card.tsx';
import { configOf, initialPlan, planOf, type RunPlan } from './run-plan.ts';
import { SplitCard } from './split-card.tsx';
import { ValuesCard } from './values-card.tsx';

const lead = 'Four questions. Everything else has a default that you can open.';

interface NewRunScreenProps {
  readonly id: number;
  /** A run whose settings are to be changed. */
  readonly from?: number | undefined;
}

/** The way to a run: four questions, the forecasters, what each part of the series is for, what it will take. */
export function NewRunScreen({ id, from }: NewRunScreenProps) {
  const trpc = useTRPC();
  const series = useQuery(trpc.series.get.queryOptions({ id }));
  const before = useQuery(
    trpc.runs.get.queryOptions({ id: from ?? 0 }, { enabled: from !== undefined, retry: false }),
  );
  if (series.isError) return <NoSeries error={series.error} onRetry={() => series.refetch()} />;
  if (!series.data || before.isLoading) return <NewRunSkeleton />;
  // A run that is gone leaves the usual settings.
  const plan = before.data ? planOf(before.data, series.data) : initialPlan(series.data);
  return <NewRunForm row={series.data} initial={plan} />;
}

interface NewRunFormProps {
  readonly row: SeriesRow;
  readonly initial: RunPlan;
}

function NewRunForm({ row, initial }: NewRunFormProps) {
  const trpc = useTRPC();
  const [plan, setPlan] = useState<RunPlan>(initial);
  const change = (part: Partial<RunPlan>) => setPlan((before) => ({ ...before, ...part }));
  const [settled] = useDebouncedValue(plan, 250);
  const preflight = useQuery(
    trpc.runs.preflight.queryOptions(
      { seriesIds: [...settled.seriesIds], config: configOf(settled) },
      { placeholderData: keepPreviousData },
    ),
  );
  usePageFrame({
    crumbs: [
      { label: 'Data', href: '/data' },
      { label: row.name, href: `/series/${row.id}` },
      { label: 'New run' },
    ],
    code: codeOf(plan),
  });
  return (
    <>
      <PageHead title="New run" lead={lead} actions={<PresetSwitch plan={plan} onChange={change} />} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <QuestionsCard row={row} plan={plan} onChange={change} preflight={preflight.data} />
          <ForecastersCard row={row} plan={plan} onChange={change} preflight={preflight.data} />
          <ValuesCard
            row={row}
            plan={plan}
            onChange={change}
            incomplete={preflight.data?.incomplete ?? null}
          />
          <SplitCard row={row} plan={plan} preflight={preflight.data} />
        </div>
        <aside className={styles.aside}>
          <PreflightCard row={row} plan={plan} onChange={change} preflight={preflight} />
        </aside>
      </div>
    </>
  );
}

function NewRunSkeleton() {
  return (
    <>
      <PageHead title="New run" lead={lead} />
      <div className={styles.columns} aria-busy="true">
        <div className={styles.main}>
          <Skeleton height={180} radius="lg" />
          <Skeleton height={214} radius="lg" />
          <Skeleton height={282} radius="lg" />
        </div>
        <Skeleton height={520} radius="lg" />
      </div>
    </>
  );
}

function codeOf(plan: RunPlan): string {
  const { horizon, forecasters } = plan;
  const networks = forecasters.map((kind) => `'${kind}'`).join(', ');
  return `const run = await hindcast.runs.create.mutate({
  seriesIds: [${plan.seriesIds.join(', ')}],
  config: { horizon: ${horizon}, forecasters: [${networks}], folds: ${plan.folds}, seeds: ${plan.seeds}, seed: ${plan.seed} },
});
console.log(run.id, run.state);`;
}
