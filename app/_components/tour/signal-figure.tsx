'use client';

import { useElementSize } from '@mantine/hooks';
import { shareWords } from '#app/_lib/share-words.ts';
import styles from './signal-figure.module.css';

interface SignalFigureProps {
  readonly sentence: string;
  /** What is left of the signal by lag. */
  readonly shares: readonly number[] | null;
  readonly steps: number;
  readonly lag: number;
}

const height = 150;
const top = 26;
const sheet = 74;

/** Each step a sheet, the last one at the right: the paler, the less of the signal has come so far back. */
export function SignalFigure({ sentence, shares, steps, lag }: SignalFigureProps) {
  const { ref, width } = useElementSize();
  const pitch = width / steps;
  const x = (back: number) => (steps - 1 - back) * pitch;
  return (
    <div ref={ref} className={styles.figure} style={{ height }}>
      {width > 0 && (
        <svg
          role="img"
          aria-label={sentence}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
        >
          {Array.from({ length: steps }, (_, back) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a lag is its place
            <g key={back}>
              <rect
                className={styles.sheet}
                x={x(back) + 1}
                y={top}
                width={Math.max(2, pitch - 3)}
                height={sheet}
                rx="3"
              />
              <rect
                className={styles.signal}
                x={x(back) + 1}
                y={top}
                width={Math.max(2, pitch - 3)}
                height={sheet}
                rx="3"
                fillOpacity={Math.min(1, shares?.[back] ?? 0)}
              />
            </g>
          ))}
          <rect
            className={styles.chosen}
            x={x(lag)}
            y={top - 3}
            width={Math.max(4, pitch - 1)}
            height={sheet + 6}
            rx="4"
          />
          {shares && (
            <text
              className={styles.share}
              x={Math.min(width - 24, Math.max(24, x(lag) + pitch / 2))}
              y={top - 10}
              textAnchor="middle"
            >
              {shareWords(shares[lag]!)}
            </text>
          )}
          <path
            className={styles.way}
            d={`M${width - pitch / 2} ${top + sheet + 16}H${x(lag) + pitch / 2}m6 -4l-6 4l6 4`}
          />
          {[0, 6, 12, 18].map((back) => (
            <text
              key={back}
              className={styles.tick}
              x={x(back) + pitch / 2}
              y={height - 8}
              textAnchor="middle"
            >
              {back === 0 ? '0' : `−${back}`}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
