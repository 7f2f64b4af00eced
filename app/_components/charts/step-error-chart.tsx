'use client';

import { useMemo } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  type MouseHandlerDataParam,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { linearAxis } from '#app/_lib/value-ticks.ts';
import { type ForecasterKind, isNetwork } from '#forecasting/forecaster-kind.ts';
import type { SeriesResult } from '#forecasting/run-result.ts';
import { crosshair } from './chart-axes.ts';
import { valueAxisProps } from './value-axis-props.ts';

export interface StepErrorChartProps {
  readonly errorByStep: SeriesResult['errorByStep'];
  readonly kinds: readonly ForecasterKind[];
  readonly height: number;
  readonly onStep?: (step: number | null) => void;
}

interface StepRow {
  readonly step: number;
  readonly errors: Partial<Record<ForecasterKind, number | null>>;
}

/** How the error grows with the distance into the future. */
export function StepErrorChart({ errorByStep, kinds, height, onStep }: StepErrorChartProps) {
  const rows = useMemo(() => stepRows(errorByStep, kinds), [errorByStep, kinds]);
  const errors = rows.flatMap((row) => Object.values(row.errors)).filter((error) => error !== null);
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart
        data={rows}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        onMouseMove={(state) => onStep?.(stepAt(rows, state))}
        onMouseLeave={() => onStep?.(null)}
      >
        <CartesianGrid vertical={false} stroke="var(--hc-grid)" />
        <XAxis
          dataKey="step"
          type="number"
          domain={[1, Math.max(2, rows.length)]}
          ticks={stepTicks(rows.length)}
          interval="preserveStartEnd"
          tickLine={false}
          axisLine={{ stroke: 'var(--hc-border-strong)' }}
          tick={{ fill: 'var(--hc-axis)' }}
          height={24}
        />
        <YAxis {...valueAxisProps(linearAxis([0, ...errors], 3))} />
        <Tooltip {...crosshair} />
        {kinds.map(stepLine)}
      </LineChart>
    </ResponsiveContainer>
  );
}

function stepLine(kind: ForecasterKind) {
  const { color, dash } = forecasterStyles[kind];
  return (
    <Line
      key={kind}
      dataKey={(row: StepRow) => row.errors[kind] ?? null}
      stroke={color}
      strokeWidth={isNetwork(kind) ? 2 : 1.5}
      {...(dash === undefined ? {} : { strokeDasharray: dash })}
      dot={false}
      activeDot={{ r: 3.5, fill: color, stroke: 'var(--hc-surface)' }}
      isAnimationActive={false}
    />
  );
}

function stepRows(errorByStep: SeriesResult['errorByStep'], kinds: readonly ForecasterKind[]): StepRow[] {
  const length = Math.max(0, ...kinds.map((kind) => errorByStep[kind]?.length ?? 0));
  return Array.from({ length }, (_, index) => ({
    step: index + 1,
    errors: Object.fromEntries(kinds.map((kind) => [kind, errorByStep[kind]?.[index] ?? null])),
  }));
}

function stepTicks(steps: number): number[] {
  const distance = [1, 2, 3, 4, 6, 12, 24, 48, 100, 200].find((size) => steps / size <= 5) ?? 200;
  const ticks = [1];
  for (let tick = 1 + distance; tick <= steps; tick += distance) ticks.push(tick);
  return ticks;
}

function stepAt(rows: readonly StepRow[], state: MouseHandlerDataParam): number | null {
  const index = state.activeTooltipIndex;
  return index === undefined || index === null ? null : (rows[Number(index)]?.step ?? null);
}
