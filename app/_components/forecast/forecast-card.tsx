'use client';

import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { ChartLegend } from '#app/_components/charts/chart-legend.tsx';
import { lazyChart } from '#app/_components/charts/lazy-chart.tsx';
import type { OriginChartProps } from '#app/_components/charts/origin-chart.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatValue } from '#app/_lib/format-number.ts';
import { formatStamp, formatStampLong } from '#app/_lib/format-stamp.ts';
import type { HistoryRange } from '#app/_lib/history-ranges.ts';
import { isoStamp } from '#app/_lib/iso-stamp.ts';
import { type OriginRow, originTable } from '#app/_lib/origin-rows.ts';
import { phone } from '#app/_lib/screen-widths.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import { forecastLegend } from './forecast-legend.ts';
import { type ForecastPart, namingOf } from './forecast-part.ts';
import { useForecastChart } from './use-forecast-chart.ts';

const OriginChart = lazyChart<OriginChartProps>(() =>
  import('#app/_components/charts/origin-chart.tsx').then((module) => module.OriginChart),
);

/** History, now, and what comes: dashed, with its bands, the naive in grey beside it. */
export function ForecastCard(part: ForecastPart) {
  const { view } = part;
  const { originStamp, recommended } = view.forecast;
  const chart = useForecastChart(part);
  const [at, setAt] = useState<OriginRow | null>(null);
  const { rows, shown } = chart;
  const height = useMediaQuery(phone) ? 226 : 280;
  const nameOf = (kind: ForecasterKind) => forecasterName(kind, namingOf(part));
  const readOut = at ?? rows.find((row) => row.stamp > originStamp);
  return (
    <ChartFrame
      title="Forecast"
      note={view.unit ?? undefined}
      sentence={sentenceOf(part)}
      readTable={() => originTable(rows, { timeOf: (stamp) => isoStamp(stamp, view), nameOf })}
      actions={
        <>
          {chart.zoom && <ResetZoom onReset={() => chart.setZoom(null)} />}
          <RangeSwitch ranges={chart.ranges} value={chart.rangeKey} onChange={chart.chooseRange} />
        </>
      }
      legend={
        <ChartLegend
          at={formatStampLong(readOut?.stamp, view)}
          items={forecastLegend({ part, row: readOut, shown, onToggle: chart.toggle })}
        />
      }
    >
      {chart.isLoaded ? (
        <OriginChart
          rows={rows}
          axis={view}
          range={chart.range}
          height={height}
          origin={{ stamp: originStamp, label: originLabel(part) }}
          kinds={chart.kinds}
          {...(shown.includes(recommended) ? { banded: recommended } : {})}
          onPoint={setAt}
          onZoom={chart.setZoom}
        />
      ) : (
        <Skeleton height={height} />
      )}
    </ChartFrame>
  );
}

/** "Now" is where the rows end; a forecast that rows have come after is one as of then. */
function originLabel({ view }: ForecastPart): string {
  const at = formatStamp(view.forecast.originStamp, view);
  return view.newRows > 0 ? `as of ${at}` : `now, ${at}`;
}

function sentenceOf(part: ForecastPart): string {
  const { view } = part;
  const { recommended, stamps, forecasts } = view.forecast;
  const value = forecasts[recommended]?.values.at(-1);
  const last = formatStamp(stamps.at(-1), view);
  return `${view.seriesName}: observed until ${formatStamp(view.forecast.originStamp, view)}, forecast to ${formatValue(value, view.unit)} at ${last} by ${forecasterName(recommended, namingOf(part))}.`;
}

function ResetZoom({ onReset }: { readonly onReset: () => void }) {
  return (
    <Button variant="default" size="compact-sm" onClick={onReset}>
      Reset zoom
    </Button>
  );
}

interface RangeSwitchProps {
  readonly ranges: readonly HistoryRange[];
  readonly value: string;
  readonly onChange: (key: string) => void;
}

function RangeSwitch({ ranges, value, onChange }: RangeSwitchProps) {
  if (ranges.length < 2) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label="History shown"
      value={value}
      onChange={onChange}
      data={ranges.map(({ key, label }) => ({ value: key, label }))}
    />
  );
}
