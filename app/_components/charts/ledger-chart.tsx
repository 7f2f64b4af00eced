'use client';

import { useMemo, useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { forecasterStyles, futureDash } from '#app/_lib/forecaster-names.ts';
import type { StampAxis } from '#app/_lib/format-stamp.ts';
import type { LedgerRow } from '#app/_lib/ledger-rows.ts';
import { linearAxis } from '#app/_lib/value-ticks.ts';
import type { IssuedRow } from '#server/api-types.ts';
import { crosshair, useStampAxis } from './chart-axes.ts';
import { OriginLabel } from './origin-label.tsx';
import { RewrittenMarks, type RewrittenMarksProps } from './rewritten-marks.tsx';
import { valueAxisProps } from './value-axis-props.ts';

export interface LedgerChartProps {
  readonly rows: readonly LedgerRow[];
  readonly axis: StampAxis;
  readonly issued: readonly IssuedRow[];
  readonly chosen: IssuedRow;
  readonly label: string;
  readonly height: number;
  readonly rewritten: RewrittenMarksProps;
}

/** Old forecasts over what came: one of them dashed, the others pale behind it. */
export function LedgerChart(props: LedgerChartProps) {
  const { rows, axis, issued, chosen, label, height, rewritten } = props;
  const [width, setWidth] = useState(400);
  const range = useMemo(() => [rows[0]?.stamp ?? 0, rows.at(-1)?.stamp ?? 1] as const, [rows]);
  const stampAxis = useStampAxis(range, axis, width);
  const yAxis = useMemo(() => {
    const values = rows.flatMap((row) => [
      row.observed,
      ...Object.values(row.said),
      ...Object.values(row.bands ?? {}).flat(),
    ]);
    const shown = values.filter((value) => value !== null);
    return valueAxisProps(linearAxis([...shown, ...rewritten.before.map(({ value }) => value)], 3));
  }, [rows, rewritten]);
  return (
    <ResponsiveContainer width="100%" height={height} onResize={setWidth}>
      <ComposedChart
        data={[...rows]}
        margin={{ top: 18, right: 6, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--hc-grid)" />
        <XAxis {...stampAxis} />
        <YAxis {...yAxis} />
        <Tooltip {...crosshair} />
        {bandsOf(rows, chosen)}
        {issued.filter((row) => row !== chosen).map((row) => saidLine(row, false))}
        <Line
          dataKey="observed"
          stroke="var(--hc-history)"
          strokeWidth={1.4}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        {saidLine(chosen, true)}
        <ReferenceLine x={chosen.originStamp} stroke="var(--hc-accent)" strokeWidth={1.75} />
        <OriginLabel stamp={chosen.originStamp} label={label} />
        <RewrittenMarks {...rewritten} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** The widest band first, so that the narrower ones lie on it. */
function bandsOf(rows: readonly LedgerRow[], { recommended }: IssuedRow) {
  const levels = [...new Set(rows.flatMap((row) => Object.keys(row.bands ?? {})))];
  return levels
    .sort((a, b) => Number(b) - Number(a))
    .map((level) => (
      <Area
        key={`band ${level}`}
        dataKey={(row: LedgerRow) => (row.bands?.[level] ?? null) as unknown as number}
        fill={forecasterStyles[recommended].color}
        fillOpacity={Number(level) > 90 ? 'var(--hc-band-95)' : 'var(--hc-band-80)'}
        stroke="none"
        connectNulls
        activeDot={false}
        isAnimationActive={false}
      />
    ));
}

function saidLine({ id, recommended }: IssuedRow, isChosen: boolean) {
  const { color } = forecasterStyles[recommended];
  return (
    <Line
      key={id}
      dataKey={(row: LedgerRow) => row.said[id] ?? null}
      stroke={color}
      strokeWidth={isChosen ? 2 : 1.3}
      strokeOpacity={isChosen ? 1 : 0.3}
      {...(isChosen ? { strokeDasharray: futureDash } : {})}
      connectNulls
      dot={false}
      activeDot={false}
      isAnimationActive={false}
    />
  );
}
