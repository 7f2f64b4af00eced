'use client';

import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import {
  ChartLegend,
  forecasterMark,
  type LegendItem,
  observedMark,
} from '#app/_components/charts/chart-legend.tsx';
import { lazyChart } from '#app/_components/charts/lazy-chart.tsx';
import type { OriginChartProps } from '#app/_components/charts/origin-chart.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatValue } from '#app/_lib/format-number.ts';
import { type OriginRow, originTable } from '#app/_lib/origin-rows.ts';
import { sampleRows } from '#app/_lib/sample-rows.ts';
import { phone } from '#app/_lib/screen-widths.ts';
import { bestBaseline, type TrainingSample } from '#app/_lib/training-state.ts';
import { type ForecasterKind, type NetworkKind, networkKinds } from '#forecasting/forecaster-kind.ts';
import type { Frequency } from '#forecasting/series/frequency.ts';
import styles from './loss-card.module.css';
import type { TrainingPart } from './training-view.ts';

const OriginChart = lazyChart<OriginChartProps>(() =>
  import('#app/_components/charts/origin-chart.tsx').then((module) => module.OriginChart),
);

const indexAxis = { axisKind: 'index', frequency: 'index' } as const;

interface SampleCardProps extends TrainingPart {
  readonly frequency: Frequency | undefined;
}

/** One validation window: what came, and what the network says about it after its latest epoch. */
export function SampleCard(props: SampleCardProps) {
  const { training } = props;
  const [chosen, setChosen] = useState<NetworkKind | null>(null);
  const sampled = networkKinds.filter((kind) => training.forecasters[kind]?.sample);
  const kind = chosen ?? training.latest ?? sampled[0];
  const sample = kind && training.forecasters[kind]?.sample;
  const choice = sampled.length > 1 && (
    <SegmentedControl
      size="xs"
      aria-label="Network shown"
      value={kind ?? ''}
      onChange={(value) => setChosen(value as NetworkKind)}
      data={sampled.map((name) => ({ value: name, label: forecasterName(name) }))}
    />
  );
  return sample ? <SampleWindow {...props} sample={sample} choice={choice} /> : <NoSample />;
}

function useHeight(): number {
  return useMediaQuery(phone) ? 200 : 262;
}

function NoSample() {
  const height = useHeight();
  return (
    <ChartFrame
      title="One validation window"
      sentence="No validation window has been shown yet."
      legend={<ChartLegend items={[]} />}
    >
      <div className={styles.waiting} style={{ height }}>
        Here it shows what a network says about days it does not learn from.
      </div>
    </ChartFrame>
  );
}

interface SampleWindowProps extends SampleCardProps {
  readonly sample: TrainingSample;
  readonly choice: ReactNode;
}

function SampleWindow({ training, naming, frequency, sample, choice }: SampleWindowProps) {
  const [at, setAt] = useState<OriginRow | null>(null);
  const height = useHeight();
  const kind = sample.forecaster;
  const naive = bestBaseline(training)?.kind ?? 'naive';
  const rows = useMemo(() => sampleRows(sample, naive), [sample, naive]);
  const range = useMemo(() => [rows[0]?.stamp ?? 0, rows.at(-1)?.stamp ?? 1] as const, [rows]);
  const nameOf = (name: ForecasterKind) => forecasterName(name, naming);
  const observed = { key: 'observed', label: 'Observed', mark: observedMark };
  return (
    <ChartFrame
      title={`${nameOf(kind)} on one validation window`}
      note={`after epoch ${sample.epoch}`}
      sentence={`One validation window: what was observed, and what ${nameOf(kind)} and “${nameOf(naive)}” say.`}
      readTable={() => originTable(rows, { timeOf: (stamp) => stamp, nameOf })}
      legend={
        <div className={styles.legend}>
          <ChartLegend
            at={at ? stepLabel(at.stamp, frequency) : undefined}
            items={[
              { ...observed, value: at ? formatValue(at.observed) : undefined },
              keyOf(kind, nameOf(kind), at),
              keyOf(naive, nameOf(naive), at),
            ]}
          />
          {choice}
        </div>
      }
    >
      <OriginChart
        rows={rows}
        axis={indexAxis}
        range={range}
        height={height}
        origin={{ stamp: 0, label: 'origin' }}
        kinds={[naive, kind]}
        onPoint={setAt}
        xAxis={{ tickFormatter: (step: number) => stepLabel(step, frequency) }}
      />
    </ChartFrame>
  );
}

function keyOf(kind: ForecasterKind, label: string, at: OriginRow | null): LegendItem {
  const value = at?.said[kind];
  return { key: kind, label, mark: forecasterMark(kind), value: at ? formatValue(value) : undefined };
}

const shortUnits: Readonly<Record<string, string>> = {
  minute: 'min',
  hourly: 'h',
  daily: 'd',
  'business-daily': 'd',
  weekly: 'w',
  monthly: 'mo',
  yearly: 'y',
};

function stepLabel(step: number, frequency: Frequency | undefined): string {
  if (step === 0) return 'origin';
  const unit = frequency ? shortUnits[frequency] : undefined;
  return `${step < 0 ? '−' : '+'}${Math.abs(step)}${unit ? ` ${unit}` : ''}`;
}
