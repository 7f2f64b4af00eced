'use client';

import { usePlotArea, useXAxisScale } from 'recharts';

const widthOfLetter = 6.2;

/** The name of the origin's line, above the plot, on the side where there is room. */
export function OriginLabel({ stamp, label }: { readonly stamp: number; readonly label: string }) {
  const scale = useXAxisScale();
  const area = usePlotArea();
  if (!scale || !area) return null;
  const x = Number(scale(stamp));
  if (!(x >= area.x && x <= area.x + area.width)) return null;
  const fitsLeft = x - area.x > label.length * widthOfLetter;
  return (
    <text
      x={x + (fitsLeft ? -6 : 6)}
      y={area.y - 7}
      textAnchor={fitsLeft ? 'end' : 'start'}
      fontSize="11"
      fontWeight="640"
      fill="var(--hc-accent)"
    >
      {label}
    </text>
  );
}
