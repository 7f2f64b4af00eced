'use client';

import { useElementSize } from '@mantine/hooks';
import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { withoutUnitOf } from '#app/_lib/frequency-words.ts';
import { type GradientLine, gradientLines, type ShownGradient } from '#app/_lib/gradient-rows.ts';
import { sharesAbove } from '#app/_lib/shares-above.ts';
import styles from './gradient-chart.module.css';
import { NetworkShapeMark } from './network-shape-mark.tsx';

interface GradientChartProps {
  readonly title: string;
  readonly shown: readonly ShownGradient[];
  /** Observations that the data need. */
  readonly need: number;
  readonly words: (observations: number) => string;
  /** The lag that is read off, in observations. */
  readonly lag: number;
  readonly onLag: (lag: number) => void;
}

/** Until it has been measured. */
const usualWidth = 218;
const height = 250;
const box = { left: 44, right: 10, top: 26, bottom: 22 };
const least = 1e-5;
const shares = [
  [1, '100 %'],
  [0.1, '10 %'],
  [0.01, '1 %'],
  [0.001, '0.1 %'],
  [0.0001, '0.01 %'],
] as const;

/** Shares of the gradient by lag on a logarithmic axis up to the largest, 100 % at least; what falls below the axis ends at it. */
export function GradientChart({ title, shown, need, words, lag, onLag }: GradientChartProps) {
  const { ref, width: measured } = useElementSize();
  const width = measured || usualWidth;
  const lines = gradientLines(shown);
  const most = furthestLag(lines);
  const plotWidth = Math.max(1, width - box.left - box.right);
  const x = (at: number) => box.left + (at / most) * plotWidth;
  const top = Math.max(1, ...lines.flatMap(({ points }) => points.map(([, share]) => share)));
  const y = (share: number) =>
    box.top + (Math.log(share / top) / Math.log(least / top)) * (height - box.top - box.bottom);
  const middle = Math.round(most / 2);
  const scales = { x, y };
  const isLate = need > most / 2;
  const pointAt = ({ clientX, currentTarget }: React.PointerEvent) => {
    const at = ((clientX - currentTarget.getBoundingClientRect().left - box.left) / plotWidth) * most;
    onLag(Math.round(Math.max(0, Math.min(most, at))));
  };
  return (
    <div ref={ref} className={styles.chart} onPointerMove={pointAt} onPointerDown={pointAt}>
      <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        <text className={styles.title} x={box.left} y="10">
          {title}
        </text>
        {shares.map(([share, label]) => (
          <g key={label}>
            <line
              className={share === 0.01 ? styles.limit : styles.grid}
              x1={box.left}
              x2={width - box.right}
              y1={y(share)}
              y2={y(share)}
            />
            <text className={styles.tick} x={box.left - 6} y={y(share) + 4} textAnchor="end">
              {label}
            </text>
          </g>
        ))}
        <line className={styles.read} x1={x(lag)} x2={x(lag)} y1={box.top} y2={height - box.bottom} />
        {need <= most && (
          <>
            <line className={styles.need} x1={x(need)} x2={x(need)} y1={box.top} y2={height - box.bottom} />
            <text
              className={styles.label}
              x={x(need) + (isLate ? -4 : 4)}
              y={height - box.bottom - 6}
              textAnchor={isLate ? 'end' : 'start'}
            >
              need {words(need)}
            </text>
          </>
        )}
        <text className={styles.tick} x={x(0)} y={height - 6} textAnchor="start">
          0
        </text>
        <text className={styles.tick} x={x(middle)} y={height - 6} textAnchor="middle">
          {withoutUnitOf(words(middle), words(most))}
        </text>
        <text className={styles.tick} x={x(most)} y={height - 6} textAnchor="end">
          {words(most)}
        </text>
        {lines.map((line) => (
          <ShareLine key={`${line.kind} ${line.state}`} line={line} scales={scales} />
        ))}
        {shown
          .filter(({ wholeWindow }) => !wholeWindow)
          .map(({ kind, reach }) => (
            <NetworkShapeMark key={kind} kind={kind} x={x(Math.min(most, reach))} y={y(0.01)} />
          ))}
      </svg>
    </div>
  );
}

/** Observations back to which the lines go. */
export function furthestLag(lines: readonly GradientLine[]): number {
  return Math.max(1, ...lines.flatMap(({ points }) => points.map(([lag]) => lag)));
}

interface ShareLineProps {
  readonly line: GradientLine;
  readonly scales: { x: (lag: number) => number; y: (share: number) => number };
}

function ShareLine({ line, scales: { x, y } }: ShareLineProps) {
  const { color } = forecasterStyles[line.kind];
  const places = sharesAbove(least, line.points).map(([lag, share]) => [x(lag), y(share)] as const);
  const d = places.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('');
  const isCell = line.state === 'cell';
  const every = Math.max(1, Math.round(places.length / 8));
  return (
    <>
      <path className={styles.line} stroke={color} strokeWidth={isCell ? 1.5 : 2} d={d} />
      {isCell &&
        places
          .filter((_, i) => i % every === 0)
          .map(([px, py]) => (
            <circle key={px} className={styles.bead} stroke={color} cx={px} cy={py} r="3" />
          ))}
    </>
  );
}
