'use client';

import { useElementSize } from '@mantine/hooks';
import { formatCount } from '#app/_lib/format-number.ts';
import type { TourWords } from '#app/_lib/tour/tour-words.ts';
import styles from './chain-figure.module.css';

interface ChainFigureProps {
  readonly words: TourWords;
  readonly steps: number;
  /** Weights of the cell. */
  readonly shared: number;
}

const height = 168;
const barTop = 118;

/** The cell at every step, the one set of weights above it, and two bars that count them. */
export function ChainFigure({ words, steps, shared }: ChainFigureProps) {
  const { ref, width } = useElementSize();
  const said = words.sharing;
  const own = shared * steps;
  const cell = Math.min(46, (width - 8) / steps - 6);
  const pitch = (width - 8 - cell) / Math.max(1, steps - 1);
  const lit = { x: width / 2 - 60, width: 120 };
  return (
    <div ref={ref} className={styles.figure} style={{ height }}>
      {width > 0 && (
        <svg
          role="img"
          aria-label={said.sentence(steps, formatCount(shared), formatCount(own))}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
        >
          <rect className={styles.weights} x={lit.x} y="2" width={lit.width} height="26" rx="6" />
          <text className={styles.name} x={width / 2} y="19" textAnchor="middle">
            W, U, b: {formatCount(shared)}
          </text>
          {Array.from({ length: steps }, (_, step) => {
            const x =
              4 + Math.min(pitch, cell + 40) * step + centred(width, steps, Math.min(pitch, cell + 40), cell);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              <g key={step}>
                <path
                  className={styles.thread}
                  d={`M${width / 2} 28C${width / 2} 46 ${x + cell / 2} 40 ${x + cell / 2} 62`}
                />
                <rect className={styles.cell} x={x} y="62" width={cell} height={Math.min(cell, 34)} rx="4" />
                {step > 0 && (
                  <path
                    className={styles.arrow}
                    d={`M${x - Math.min(pitch, cell + 40) + cell + 1} ${62 + Math.min(cell, 34) / 2}H${x - 1}`}
                  />
                )}
              </g>
            );
          })}
          <Bar
            y={barTop}
            width={width}
            share={shared / (shared * 24)}
            label={`${said.shared}: ${formatCount(shared)}`}
            lit
          />
          <Bar
            y={barTop + 26}
            width={width}
            share={own / (shared * 24)}
            label={`${said.own}: ${formatCount(own)}`}
          />
        </svg>
      )}
    </div>
  );
}

/** How far the chain stands from the left to be in the middle. */
function centred(width: number, steps: number, pitch: number, cell: number): number {
  return Math.max(0, (width - 8 - (pitch * (steps - 1) + cell)) / 2);
}

interface BarProps {
  readonly y: number;
  readonly width: number;
  readonly share: number;
  readonly label: string;
  readonly lit?: boolean;
}

function Bar({ y, width, share, label, lit = false }: BarProps) {
  return (
    <g>
      <text className={styles.label} x="4" y={y + 8}>
        {label}
      </text>
      <rect className={styles.track} x="4" y={y + 12} width={width - 8} height="6" rx="3" />
      <rect
        className={lit ? styles.bar : styles.ownBar}
        x="4"
        y={y + 12}
        width={(width - 8) * share}
        height="6"
        rx="3"
      />
    </g>
  );
}
