'use client';

import { SegmentedControl, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { ChartLegend, type LegendItem } from '#app/_components/charts/chart-legend.tsx';
import { lazyChart } from '#app/_components/charts/lazy-chart.tsx';
import type { LossChartProps } from '#app/_components/charts/loss-chart.tsx';
import { forecasterName, forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { type LossRow, lossTable, shownCurves } from '#app/_lib/loss-rows.ts';
import { plainListbox } from '#app/_lib/plain-listbox.ts';
import { phone } from '#app/_lib/screen-widths.ts';
import { type BaselineState, bestBaseline } from '#app/_lib/training-state.ts';
import { formatError } from '#app/_lib/training-words.ts';
import type { NaiveKind, NetworkKind } from '#forecasting/forecaster-kind.ts';
import styles from './loss-card.module.css';
import type { TrainingPart } from './training-view.ts';

const LossChart = lazyChart<LossChartProps>(() =>
  import('#app/_components/charts/loss-chart.tsx').then((module) => module.LossChart),
);

type Scale = 'linear' | 'log';

/** The errors by epoch in the data's units, with the naive forecast's error as the line to get under. */
export function LossCard({ run, training, unit, naming }: TrainingPart) {
  const [scale, setScale] = useState<Scale>('linear');
  const [member, setMember] = useState<number | null>(null);
  const [hidden, setHidden] = useState<readonly NetworkKind[]>([]);
  const [at, setAt] = useState<LossRow | null>(null);
  const isPhone = useMediaQuery(phone) ?? false;
  const all = shownCurves(training, member);
  const curves = all.filter(({ kind }) => !hidden.includes(kind));
  const baseline = bestBaseline(training);
  const naiveName = baseline ? forecasterName(baseline.kind, naming) : '';
  const height = isPhone ? 220 : 262;
  const toggle = (kind: NetworkKind) =>
    setHidden((kinds) => (kinds.includes(kind) ? kinds.filter((other) => other !== kind) : [...kinds, kind]));
  const items = all.map(
    ({ kind }): LegendItem => ({
      key: kind,
      label: forecasterName(kind),
      mark: { kind: 'line', color: forecasterStyles[kind].color },
      value: at?.validation[kind] === undefined ? undefined : formatError(at.validation[kind], unit),
      onPress: () => toggle(kind),
      pressed: !hidden.includes(kind),
    }),
  );
  return (
    <ChartFrame
      title={unit ? `Validation error, ${unit}` : 'Validation error'}
      sentence={sentenceOf(all, baseline, naiveName)}
      readTable={() => lossTable(all)}
      actions={
        <Switches
          scale={scale}
          onScale={setScale}
          seeds={training.plan?.seeds ?? 1}
          member={member}
          onMember={setMember}
        />
      }
      legend={
        <ChartLegend
          at={at ? `Epoch ${at.epoch}` : undefined}
          items={baseline ? [...items, naiveItem(baseline.kind, naiveName)] : items}
        />
      }
      below={
        <p className="dim small">Bold: the same validation rows for all. Thin: training. Dot: best epoch.</p>
      }
    >
      {training.baselines.length === 0 && all.length === 0 ? (
        <div className={styles.waiting} style={{ height }}>
          {run.state === 'queued' || run.state === 'running'
            ? 'The first epoch is on its way.'
            : 'No epoch was trained.'}
        </div>
      ) : (
        <LossChart
          curves={curves}
          naive={baseline && lineToGetUnder(baseline, naiveName, unit)}
          epochs={training.plan?.epochs ?? run.config.epochs}
          scale={scale}
          height={height}
          named={!isPhone}
          onRow={setAt}
        />
      )}
    </ChartFrame>
  );
}

function lineToGetUnder({ kind, validationError: error }: BaselineState, name: string, unit: string | null) {
  return { kind, error, label: `${name} ${formatError(error, unit)}` };
}

function naiveItem(kind: NaiveKind, name: string): LegendItem {
  const { color, dash } = forecasterStyles[kind];
  return {
    key: 'naive',
    label: `${name}, the line to get under`,
    mark: { kind: 'line', color, dash, width: 1.5 },
  };
}

interface SwitchesProps {
  readonly scale: Scale;
  readonly onScale: (scale: Scale) => void;
  readonly seeds: number;
  readonly member: number | null;
  readonly onMember: (member: number | null) => void;
}

function Switches({ scale, onScale, seeds, member, onMember }: SwitchesProps) {
  return (
    <div className={styles.switches}>
      {seeds > 1 && (
        <Select
          {...plainListbox}
          size="xs"
          w={132}
          aria-label="Network"
          allowDeselect={false}
          value={member === null ? 'now' : String(member)}
          onChange={(value) => onMember(value === null || value === 'now' ? null : Number(value))}
          data={[
            { value: 'now', label: 'Latest' },
            ...Array.from({ length: seeds }, (_, index) => ({
              value: String(index),
              label: `Network ${index + 1}`,
            })),
          ]}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label="Scale"
        value={scale}
        onChange={(value) => onScale(value as Scale)}
        data={[
          { value: 'linear', label: 'Linear' },
          { value: 'log', label: 'Log' },
        ]}
      />
    </div>
  );
}

function sentenceOf(
  curves: ReturnType<typeof shownCurves>,
  baseline: BaselineState | null,
  naiveName: string,
): string {
  const best = curves.map(
    ({ kind, curve }) =>
      `${forecasterName(kind)} at best ${formatError(curve.bestError, null)} in epoch ${curve.bestEpoch}`,
  );
  const naive = baseline ? `${naiveName} ${formatError(baseline.validationError, null)}` : 'not known yet';
  return `Validation error by epoch. Naive: ${naive}. ${best.join('; ')}.`;
}
