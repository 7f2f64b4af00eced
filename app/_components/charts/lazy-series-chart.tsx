'use client';

import dynamic from 'next/dynamic';
import { ChartSpace } from './chart-space.tsx';
import type { SeriesChartProps } from './series-chart.tsx';

const Chart = dynamic(() => import('./series-chart.tsx').then((module) => module.SeriesChart), {
  ssr: false,
  loading: () => null,
});

/** The series chart; the chart library comes when the first chart is shown, into a space of the final height. */
export function LazySeriesChart(props: SeriesChartProps) {
  return (
    <ChartSpace height={props.height}>
      <Chart {...props} />
    </ChartSpace>
  );
}
