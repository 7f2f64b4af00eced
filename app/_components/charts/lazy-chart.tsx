'use client';

import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import { ChartSpace } from './chart-space.tsx';

/**
 * A chart whose library comes when the first chart is shown, into a space of the final height. Call it at the top
 * of a module: `const LossChart = lazyChart(() => import('./loss-chart.tsx').then((module) => module.LossChart))`.
 */
export function lazyChart<Props extends { readonly height: number }>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Chart = dynamic<Props>(load, { ssr: false, loading: () => null });
  return function LazyChart(props: Props) {
    return (
      <ChartSpace height={props.height}>
        <Chart {...props} />
      </ChartSpace>
    );
  };
}
