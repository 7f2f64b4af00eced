'use client';

import { usePlotArea, useXAxisScale } from 'recharts';
import type { ChartZone } from './series-chart.tsx';

const widthOfLetter = 6.2;

/** The names of the zones at the top of the chart; a name that has no room is left out. */
export function ZoneLabels({ zones }: { readonly zones: readonly ChartZone[] }) {
  const scale = useXAxisScale();
  const area = usePlotArea();
  if (!scale || !area) return null;
  const place = (stamp: number) => Math.min(area.x + area.width, Math.max(area.x, Number(scale(stamp))));
  return (
    <g fontSize="11" fontWeight="560" fill="var(--hc-ink-2)">
      {zones.map((zone) => {
        const x = place(zone.from);
        const room = place(zone.to) - x;
        const label = [zone.label, zone.shortLabel].find(
          (text) => text && text.length * widthOfLetter < room,
        );
        return (
          label && (
            <text key={zone.from} x={x + 6} y={area.y - 8}>
              {label}
            </text>
          )
        );
      })}
    </g>
  );
}
