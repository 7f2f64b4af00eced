'use client';

import { useMemo } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  type MouseHandlerDataParam,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { type LossRow, lossRows, type ShownCurve } from '#app/_lib/loss-rows.ts';
import { linearAxis, logAxis } from '#app/_lib/value-ticks.ts';
import type { NaiveKind, NetworkKind } from '#forecasting/forecaster-kind.ts';
import { crosshair } from './chart-axes.ts';
import { CurveNames } from './curve-names.tsx';
import { valueAxisProps } from './value-axis-props.ts';

export interface LossChartProps {
  readonly curves: readonly ShownCurve[];
  /** The line to get under; null until it is known. */
  readonly naive: { readonly kind: NaiveKind; readonly error: number; readonly label: string } | null;
  readonly epochs: number;
  readonly scale: 'linear' | 'log';
  readonly height: number;
  /** Names at the lines' ends, where there is room for them. */
  readonly named: boolean;
  readonly onRow?: (row: LossRow | null) => void;
}

/** Errors by epoch, training thin, validation bold, with the naive forecast's error as a line to get under. */
export function LossChart({ curves, naive, epochs, scale, height, named, onRow }: LossChartProps) {
  const rows = useMemo(() => lossRows(curves), [curves]);
  const errors = [
    ...rows.flatMap((row) => [...Object.values(row.train), ...Object.values(row.validation)]),
    ...(naive ? [naive.error] : []),
  ];
  const yAxis = valueAxisProps(scale === 'log' ? logAxis(errors) : linearAxis(errors));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart
        data={rows}
        margin={{ top: 8, right: named ? 52 : 10, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        onMouseMove={(state) => onRow?.(rowAt(rows, state))}
        onMouseLeave={() => onRow?.(null)}
      >
        <CartesianGrid vertical={false} stroke="var(--hc-grid)" />
        <XAxis
          dataKey="epoch"
          type="number"
          domain={[1, Math.max(2, epochs)]}
          ticks={epochTicks(epochs)}
          interval="preserveStartEnd"
          tickLine={false}
          axisLine={{ stroke: 'var(--hc-border-strong)' }}
          tick={{ fill: 'var(--hc-axis)' }}
          height={24}
        />
        <YAxis {...yAxis} scale={scale} />
        <Tooltip {...crosshair} />
        {naive && (
          <ReferenceLine
            y={naive.error}
            stroke={forecasterStyles[naive.kind].color}
            strokeWidth={1.5}
            strokeDasharray={forecasterStyles[naive.kind].dash ?? ''}
            label={{
              value: naive.label,
              position: 'insideBottomRight',
              fontSize: 11,
              fontWeight: 560,
              fill: 'var(--hc-ink-2)',
            }}
          />
        )}
        {curves.map(({ kind }) => trainLine(kind))}
        {curves.map(({ kind }) => validationLine(kind))}
        {curves.map(bestDot)}
        {named && <CurveNames curves={curves} />}
      </LineChart>
    </ResponsiveContainer>
  );
}

function trainLine(kind: NetworkKind) {
  return (
    <Line
      key={`${kind} train`}
      dataKey={(row: LossRow) => row.train[kind] ?? null}
      stroke={forecasterStyles[kind].color}
      strokeOpacity={0.45}
      strokeWidth={1}
      dot={false}
      activeDot={false}
      isAnimationActive={false}
    />
  );
}

function validationLine(kind: NetworkKind) {
  const { color } = forecasterStyles[kind];
  return (
    <Line
      key={kind}
      dataKey={(row: LossRow) => row.validation[kind] ?? null}
      stroke={color}
      strokeWidth={2}
      dot={false}
      activeDot={{ r: 4, fill: color, stroke: 'var(--hc-surface)' }}
      isAnimationActive={false}
    />
  );
}

function bestDot({ kind, curve }: ShownCurve) {
  const best = curve.points.find((point) => point.epoch === curve.bestEpoch);
  if (!best) return null;
  return (
    <ReferenceDot
      key={`${kind} best`}
      x={best.epoch}
      y={best.validationError}
      r={4.5}
      fill={forecasterStyles[kind].color}
      stroke="var(--hc-surface)"
      strokeWidth={1.5}
    />
  );
}

function epochTicks(epochs: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((size) => epochs / size <= 6) ?? 100;
  const ticks = [1];
  for (let tick = step; tick <= epochs; tick += step) if (tick - 1 > step / 2) ticks.push(tick);
  return ticks;
}

function rowAt(rows: readonly LossRow[], state: MouseHandlerDataParam): LossRow | null {
  const index = state.activeTooltipIndex;
  return index === undefined || index === null ? null : (rows[Number(index)] ?? null);
}
