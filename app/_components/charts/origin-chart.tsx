'use client';

import { useMemo, useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  type MouseHandlerDataParam,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  type XAxisProps,
  YAxis,
} from 'recharts';
import { forecasterStyles, futureDash } from '#app/_lib/forecaster-names.ts';
import type { StampAxis } from '#app/_lib/format-stamp.ts';
import { type OriginRow, valuesOf } from '#app/_lib/origin-rows.ts';
import { linearAxis } from '#app/_lib/value-ticks.ts';
import { type ForecasterKind, isNetwork } from '#forecasting/forecaster-kind.ts';
import { crosshair, type StampRange, useStampAxis } from './chart-axes.ts';
import { OriginLabel } from './origin-label.tsx';
import { useDragZoom } from './use-drag-zoom.ts';
import { valueAxisProps } from './value-axis-props.ts';

export interface OriginChartProps {
  readonly rows: readonly OriginRow[];
  readonly axis: StampAxis;
  readonly range: StampRange;
  readonly height: number;
  /** Where the forecasts set out, and what the line there is called. */
  readonly origin: { readonly stamp: number; readonly label: string };
  /** Drawn from the first to the last; the last lies on top. */
  readonly kinds: readonly ForecasterKind[];
  /** Whose colour the bands have. */
  readonly banded?: ForecasterKind;
  readonly onPoint?: (row: OriginRow | null) => void;
  readonly onZoom?: (range: StampRange) => void;
  /** Overrides of the horizontal axis. */
  readonly xAxis?: XAxisProps;
  readonly syncId?: string;
}

const margin = { top: 20, right: 10, bottom: 0, left: 0 };

/** History, a line where the forecasts set out, and from there on dashed what was said, with its bands. */
export function OriginChart(props: OriginChartProps) {
  const { rows, axis, range, height, origin, kinds, banded, onPoint } = props;
  const [width, setWidth] = useState(800);
  const stampAxis = useStampAxis(range, axis, width);
  const yAxis = useMemo(() => {
    const seen = rows.filter(({ stamp }) => stamp >= range[0] && stamp <= range[1]);
    return valueAxisProps(linearAxis(valuesOf(seen, kinds)));
  }, [rows, range, kinds]);
  const drag = useDragZoom(props.onZoom);
  const started = rows.find(({ stamp }) => stamp === origin.stamp)?.observed;
  return (
    <ResponsiveContainer width="100%" height={height} onResize={setWidth}>
      <ComposedChart
        data={[...rows]}
        margin={margin}
        accessibilityLayer={false}
        {...(props.syncId === undefined ? {} : { syncId: props.syncId, syncMethod: 'value' as const })}
        onMouseDown={drag.start}
        onMouseMove={(state) => {
          drag.move(state);
          onPoint?.(rowAt(rows, state));
        }}
        onMouseUp={drag.end}
        onMouseLeave={() => {
          drag.cancel();
          onPoint?.(null);
        }}
      >
        <ReferenceArea
          x1={Math.max(origin.stamp, range[0])}
          x2={range[1]}
          fill="var(--hc-accent)"
          fillOpacity={0.045}
        />
        <CartesianGrid vertical={false} stroke="var(--hc-grid)" />
        <XAxis {...stampAxis} {...props.xAxis} />
        <YAxis {...yAxis} />
        <Tooltip {...crosshair} />
        {banded && bands(banded, levelsOf(rows))}
        {kinds.map(forecastLine)}
        {observedLine}
        <ReferenceLine x={origin.stamp} stroke="var(--hc-accent)" strokeWidth={1.75} />
        {typeof started === 'number' && (
          <ReferenceDot
            x={origin.stamp}
            y={started}
            r={4}
            fill="var(--hc-history)"
            stroke="var(--hc-surface)"
            strokeWidth={1.5}
          />
        )}
        <OriginLabel stamp={origin.stamp} label={origin.label} />
        {drag.range && (
          <ReferenceArea x1={drag.range[0]} x2={drag.range[1]} fill="var(--hc-accent)" fillOpacity={0.16} />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

const observedLine = (
  <Line
    key="observed"
    dataKey="observed"
    stroke="var(--hc-history)"
    strokeWidth={1.75}
    dot={false}
    activeDot={{ r: 3.5, fill: 'var(--hc-history)', stroke: 'var(--hc-surface)' }}
    isAnimationActive={false}
  />
);

function forecastLine(kind: ForecasterKind) {
  const { color, dash } = forecasterStyles[kind];
  return (
    <Line
      key={kind}
      dataKey={(row: OriginRow) => row.said[kind] ?? null}
      name={kind}
      stroke={color}
      strokeWidth={isNetwork(kind) ? 2 : 1.5}
      strokeDasharray={isNetwork(kind) ? futureDash : (dash ?? futureDash)}
      dot={false}
      activeDot={{ r: isNetwork(kind) ? 4.5 : 3.5, fill: color, stroke: 'var(--hc-surface)' }}
      isAnimationActive={false}
    />
  );
}

/** The widest band first, so that the narrower ones lie on it. */
function levelsOf(rows: readonly OriginRow[]): string[] {
  const levels = new Set(rows.flatMap((row) => Object.keys(row.bands ?? {})));
  return [...levels].sort((a, b) => Number(b) - Number(a));
}

function bands(kind: ForecasterKind, levels: readonly string[]) {
  return levels.map((level) => (
    <Area
      key={level}
      dataKey={(row: OriginRow) => (row.bands?.[level] ?? null) as unknown as number}
      name={`band ${level}`}
      fill={forecasterStyles[kind].color}
      fillOpacity={Number(level) > 90 ? 'var(--hc-band-95)' : 'var(--hc-band-80)'}
      stroke="none"
      activeDot={false}
      isAnimationActive={false}
    />
  ));
}

function rowAt(rows: readonly OriginRow[], state: MouseHandlerDataParam): OriginRow | null {
  const index = state.activeTooltipIndex;
  return index === undefined || index === null ? null : (rows[Number(index)] ?? null);
}
