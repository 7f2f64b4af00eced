'use client';

import { type ReactNode, useMemo, useState } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  Line,
  type MouseHandlerDataParam,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { StampAxis } from '#app/_lib/format-stamp.ts';
import { linearAxis } from '#app/_lib/value-ticks.ts';
import { chartMargin, crosshair, type StampRange, useStampAxis, valueAxis } from './chart-axes.ts';
import { OriginTicks } from './origin-ticks.tsx';
import { useDragZoom } from './use-drag-zoom.ts';
import { ZoneLabels } from './zone-labels.tsx';

/** A part of the axis with its own ground: training, test, future. */
export interface ChartZone {
  readonly from: number;
  readonly to: number;
  readonly fill: string;
  readonly label?: string;
  /** Stands in where the label has no room. */
  readonly shortLabel?: string;
}

export interface ChartPoint {
  readonly stamp: number;
  readonly value: number | null;
}

export interface SeriesChartProps {
  readonly stamps: readonly number[];
  /** At most 1,500; null breaks the line. */
  readonly values: readonly (number | null)[];
  readonly axis: StampAxis;
  /** The visible part. */
  readonly range: StampRange;
  readonly height: number;
  readonly zones?: readonly ChartZone[];
  /** Short strokes on the horizontal axis, such as test origins. */
  readonly origins?: readonly number[];
  /** Called with the part that was dragged over. */
  readonly onZoom?: (range: StampRange) => void;
  /** Called with the point at the crosshair, null when it leaves. */
  readonly onPoint?: (point: ChartPoint | null) => void;
  /** Charts with the same id share their crosshair. */
  readonly syncId?: string;
  /** Further lines, areas and references of Recharts. */
  readonly children?: ReactNode;
}

const noZones: readonly ChartZone[] = [];

/** One series as a line over time, with a crosshair, zones, and zooming by dragging. */
export function SeriesChart(props: SeriesChartProps) {
  const { stamps, values, range, height, zones = noZones, onPoint, syncId } = props;
  const data = useMemo(
    () => stamps.map((stamp, index): ChartPoint => ({ stamp, value: values[index] ?? null })),
    [stamps, values],
  );
  const [width, setWidth] = useState(800);
  const xAxis = useStampAxis(range, props.axis, width);
  const yAxis = useMemo(() => {
    const shown = data.filter(({ stamp }) => stamp >= range[0] && stamp <= range[1]);
    const { domain, ticks } = linearAxis(shown.flatMap(({ value }) => value ?? []));
    return { ...valueAxis, domain: [...domain], ticks: [...ticks] };
  }, [data, range]);
  const drag = useDragZoom(props.onZoom);
  const isLabelled = zones.some((zone) => zone.label);
  return (
    <ResponsiveContainer width="100%" height={height} onResize={setWidth}>
      <ComposedChart
        data={data}
        margin={isLabelled ? { ...chartMargin, top: 24 } : chartMargin}
        accessibilityLayer={false}
        {...(syncId === undefined ? {} : { syncId, syncMethod: 'value' as const })}
        onMouseDown={drag.start}
        onMouseMove={(state) => {
          drag.move(state);
          onPoint?.(pointAt(data, state));
        }}
        onMouseUp={drag.end}
        onMouseLeave={() => {
          drag.cancel();
          onPoint?.(null);
        }}
      >
        {zones.map((zone) => drawZone(zone, range))}
        <CartesianGrid vertical={false} stroke="var(--hc-grid)" />
        <XAxis {...xAxis} />
        <YAxis {...yAxis} />
        <Tooltip {...crosshair} />
        <Line
          dataKey="value"
          stroke="var(--hc-history)"
          strokeWidth={1.4}
          dot={false}
          activeDot={{ r: 3.5, fill: 'var(--hc-history)', stroke: 'var(--hc-surface)' }}
          isAnimationActive={false}
        />
        {props.children}
        {props.origins && <OriginTicks stamps={props.origins} />}
        {isLabelled && <ZoneLabels zones={zones} />}
        {drag.range &&
          drawZone({ from: drag.range[0], to: drag.range[1], fill: 'var(--hc-accent)' }, range, 0.16)}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function drawZone(zone: ChartZone, [from, to]: StampRange, opacity = 1) {
  if (zone.to <= from || zone.from >= to) return null;
  return (
    <ReferenceArea
      key={`${zone.from}-${zone.fill}`}
      x1={Math.max(zone.from, from)}
      x2={Math.min(zone.to, to)}
      fill={zone.fill}
      fillOpacity={opacity}
    />
  );
}

function pointAt(data: readonly ChartPoint[], state: MouseHandlerDataParam): ChartPoint | null {
  const index = state.activeTooltipIndex;
  return index === undefined ? null : (data[Number(index)] ?? null);
}
