'use client';

import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import styles from './plot.module.css';

/** Where a value stands in the picture, in pixels. */
export interface Place {
  x(value: number): number;
  y(value: number): number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

interface PlotProps {
  /** What the figure shows, in a sentence: for those who do not see it. */
  readonly sentence: string;
  readonly height?: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Equal factors are equally far apart; the axis must be above 0. */
  readonly logY?: boolean;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Room at the left for the ticks, in pixels. */
  readonly room?: number;
  /** Told where on the horizontal axis a pointer is. */
  readonly onPoint?: (x: number) => void;
  /** Draws at true size: nothing is ever squeezed. */
  readonly children: (place: Place) => ReactNode;
}

const margin = { right: 14, top: 12, bottom: 24 };

/** A figure with two axes, drawn in the width it finds. */
export function Plot(props: PlotProps) {
  const { sentence, height = 220, xTicks, yTicks, onPoint, children } = props;
  const { ref, width } = useElementSize();
  const point = ({ clientX, currentTarget }: React.PointerEvent) => {
    const { left, right } = placeIn(props, width, height);
    const share = (clientX - currentTarget.getBoundingClientRect().left - left) / Math.max(1, right - left);
    onPoint?.(props.x[0] + Math.min(1, Math.max(0, share)) * (props.x[1] - props.x[0]));
  };
  return (
    <div
      ref={ref}
      className={styles.plot}
      style={{ height }}
      {...(onPoint && { onPointerMove: point, onPointerDown: point })}
    >
      {width > 0 && (
        <svg
          role="img"
          aria-label={sentence}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
        >
          <Axes place={placeIn(props, width, height)} xTicks={xTicks} yTicks={yTicks} />
          {children(placeIn(props, width, height))}
        </svg>
      )}
    </div>
  );
}

function placeIn({ x, y, logY = false, room = 46 }: PlotProps, width: number, height: number): Place {
  const left = room;
  const right = width - margin.right;
  const top = margin.top;
  const bottom = height - margin.bottom;
  const scale = logY ? Math.log : (value: number) => value;
  const [low, high] = [scale(y[0]), scale(y[1])];
  return {
    left,
    right,
    top,
    bottom,
    x: (value) => left + ((value - x[0]) / (x[1] - x[0])) * (right - left),
    y: (value) => {
      const held = Math.min(y[1], Math.max(y[0], value));
      return bottom - ((scale(held) - low) / (high - low)) * (bottom - top);
    },
  };
}

function Axes({
  place,
  xTicks,
  yTicks,
}: {
  readonly place: Place;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}) {
  return (
    <g>
      {yTicks.map(({ value, label }) => (
        <g key={value}>
          <line
            className={styles.grid}
            x1={place.left}
            x2={place.right}
            y1={place.y(value)}
            y2={place.y(value)}
          />
          <text className={styles.tick} x={place.left - 7} y={place.y(value) + 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {fittingTicks(place, xTicks).map(({ value, label }) => (
        <text
          key={value}
          className={styles.tick}
          x={place.x(value)}
          y={place.bottom + 17}
          textAnchor={value === xTicks.at(-1)?.value ? 'end' : 'middle'}
        >
          {label}
        </text>
      ))}
    </g>
  );
}

/** About the width of a letter of a tick, and the least room between two. */
const letter = 6;
const gap = 8;

/** The ticks that stand free of the last one, whose unit makes it long. */
function fittingTicks(place: Place, ticks: readonly Tick[]): readonly Tick[] {
  const last = ticks.at(-1);
  if (!last) return ticks;
  const end = place.x(last.value) - last.label.length * letter - gap;
  return ticks.filter(
    (tick) => tick === last || place.x(tick.value) + (tick.label.length * letter) / 2 <= end,
  );
}

/** A line through points; gaps where a value is not a number. */
export function linePath(place: Place, points: readonly (readonly [number, number])[]): string {
  let open = false;
  return points
    .map(([x, y]) => {
      if (!Number.isFinite(y)) {
        open = false;
        return '';
      }
      const command = open ? 'L' : 'M';
      open = true;
      return `${command}${place.x(x).toFixed(1)} ${place.y(y).toFixed(1)}`;
    })
    .join('');
}
