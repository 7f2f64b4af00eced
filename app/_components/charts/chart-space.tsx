import type { ReactNode } from 'react';

/** Holds a chart's final height while the chart is still on its way. */
export function ChartSpace({ height, children }: { readonly height: number; readonly children?: ReactNode }) {
  return <div style={{ minHeight: height }}>{children}</div>;
}
