'use client';

import { Slider } from '@mantine/core';
import styles from './origin-strip.module.css';

interface OriginStripProps {
  /** By how much the network was ahead of the naive at each origin; null where that is not known. */
  readonly gains: readonly (number | null)[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly network: string | null;
  readonly labelOf: (index: number) => string;
}

/** The origins as marks of a slider: up where the network was ahead of the naive, down where it was behind. */
export function OriginStrip({ gains, chosen, onChoose, network, labelOf }: OriginStripProps) {
  const count = gains.length;
  const ahead = gains.filter((gain) => gain !== null && gain > 0).length;
  const summary = network
    ? `bars: ${network} ahead (up) or behind (down) the naive; ahead at ${ahead} of ${count}`
    : labelOf(chosen);
  return (
    <div className={styles.strip}>
      <div className={styles.words}>
        <b>
          Origin {chosen + 1} of {count}
        </b>
        <span className="dim">{summary}</span>
      </div>
      {network && <GainBars gains={gains} chosen={chosen} />}
      <div style={{ paddingInline: `calc(${50 / count}%)` }}>
        <Slider
          className={styles.slider ?? ''}
          min={1}
          max={Math.max(2, count)}
          step={1}
          disabled={count < 2}
          value={chosen + 1}
          onChange={(origin) => onChoose(origin - 1)}
          label={(origin) => labelOf(origin - 1)}
          thumbLabel="Origin"
          thumbValueText={`${chosen + 1} of ${count}, ${labelOf(chosen)}`}
          size={4}
          thumbSize={16}
        />
      </div>
    </div>
  );
}

const height = 36;
const middle = height / 2;
const widthOfBar = 10;

function GainBars({ gains, chosen }: Pick<OriginStripProps, 'gains' | 'chosen'>) {
  const largest = Math.max(...gains.map((gain) => Math.abs(gain ?? 0))) || 1;
  const width = gains.length * widthOfBar;
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <line
        className={styles.base}
        x1="0"
        x2={width}
        y1={middle}
        y2={middle}
        vectorEffect="non-scaling-stroke"
      />
      {gains.map((gain, index) => {
        const size = Math.max(1.5, (Math.abs(gain ?? 0) / largest) * 16);
        const isAhead = (gain ?? 0) > 0;
        const tone = index === chosen ? styles.chosen : isAhead ? styles.ahead : styles.behind;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an origin is its place
            key={index}
            className={tone}
            x={index * widthOfBar + 2}
            width={widthOfBar - 4}
            y={isAhead ? middle - size : middle}
            height={size}
          />
        );
      })}
    </svg>
  );
}
