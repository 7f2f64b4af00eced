'use client';

import { DefaultZIndexes, usePlotArea, useXAxisScale, ZIndexLayer } from 'recharts';

/** Short strokes standing on the horizontal axis, one at each stamp. */
export function OriginTicks({ stamps }: { readonly stamps: readonly number[] }) {
  const scale = useXAxisScale();
  const area = usePlotArea();
  if (!scale || !area) return null;
  const floor = area.y + area.height;
  const strokes = stamps
    .map((stamp) => scale(stamp))
    .filter((x): x is number => typeof x === 'number' && x >= area.x && x <= area.x + area.width)
    .map((x) => `M${x} ${floor}v-7`);
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.axis}>
      <path d={strokes.join('')} stroke="var(--hc-ink-3)" strokeWidth="1.25" fill="none" />
    </ZIndexLayer>
  );
}
