'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { ChartSpace } from '#app/_components/charts/chart-space.tsx';
import { LazySeriesChart } from '#app/_components/charts/lazy-series-chart.tsx';
import { countOf, formatCount } from '#app/_lib/format-number.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { PreflightAnswer, SeriesRow } from '#server/api-types.ts';
import { layOutSplit, type Split } from './lay-out-split.ts';
import type { RunPlan } from './run-plan.ts';

interface SplitCardProps {
  readonly row: SeriesRow;
  readonly plan: RunPlan;
  readonly preflight: PreflightAnswer | undefined;
}

const height = 212;

/** The real series with the part that trains and the part that judges. */
export function SplitCard({ row, plan, preflight }: SplitCardProps) {
  const trpc = useTRPC();
  const split = preflight && layOutSplit(row, preflight);
  const points = useQuery({
    ...trpc.series.points.queryOptions(
      { id: row.id, maxPoints: 800, ...(split && { from: split.from }) },
      { staleTime: 60_000 },
    ),
    enabled: split !== undefined,
    placeholderData: (before) => before,
  });
  return (
    <ChartFrame
      title={`What each part of ${row.name} is used for`}
      note={noteOf(row, split)}
      sentence={split ? sentenceOf(row, plan, split) : 'The series is being split.'}
    >
      {split && points.data ? (
        <LazySeriesChart
          stamps={points.data.stamps}
          values={points.data.values}
          axis={row}
          range={[split.from, split.to]}
          height={height}
          zones={[
            {
              from: split.from,
              to: split.trainTo,
              fill: 'var(--hc-zone-train)',
              label: `Networks learn from ${stepsInWords(split.trainRows, row.frequency)}`,
              shortLabel: 'Train',
            },
            {
              from: split.trainTo,
              to: split.testFrom,
              fill: 'var(--hc-hover)',
              label: stopLabel(split),
              shortLabel: 'Stop',
            },
            {
              from: split.testFrom,
              to: split.to,
              fill: 'var(--hc-zone-test)',
              label: `${countOf(split.origins.length, 'origin')} × ${stepsInWords(plan.horizon, row.frequency)}`,
              shortLabel: countOf(split.origins.length, 'origin'),
            },
          ]}
          origins={split.origins}
        />
      ) : (
        <ChartSpace height={height} />
      )}
      <p className="dim small">
        Ticks are test origins. At each, every forecaster sees only what lies to its left, and is scored on
        what follows.
      </p>
    </ChartFrame>
  );
}

/** Where the training part lies before what is shown, this zone speaks for it too. */
function stopLabel({ trainTo, trainRows, from }: Split): string {
  const decides = 'Decides when they stop';
  return trainTo > from
    ? decides
    : `${decides}; networks learn from ${countOf(trainRows, 'row')} before this`;
}

function noteOf(row: SeriesRow, split: Split | undefined): string {
  const part =
    split?.isWhole === false ? `the last ${formatCount(split.shownRows)} rows shown` : 'all rows shown';
  return [row.unit, part].filter(Boolean).join(', ');
}

function sentenceOf(row: SeriesRow, plan: RunPlan, { trainRows, origins }: Split): string {
  return `${row.name}: ${countOf(trainRows, 'row')} train, then ${countOf(origins.length, 'origin')} of ${plan.horizon} steps each judge.`;
}
