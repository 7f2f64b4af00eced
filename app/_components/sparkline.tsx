import styles from './sparkline.module.css';

interface SparklineProps {
  readonly values: readonly number[];
  readonly width?: number;
  readonly height?: number;
  readonly label: string;
  /** Shades the part below the line and marks the last value. */
  readonly filled?: boolean;
}

/** The latest values as a line without axes. It stretches to its box; the stroke does not. */
export function Sparkline({ values, width = 140, height = 30, label, filled = true }: SparklineProps) {
  const points = placePoints(values, width, height);
  const last = points.at(-1);
  const line = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return (
    <svg
      className={styles.sparkline}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
    >
      {filled && last && <path className={styles.fill} d={`${line}L${last[0]} ${height}L1 ${height}Z`} />}
      <path className={styles.line} d={line} />
      {filled && last && <circle className={styles.dot} cx={last[0]} cy={last[1]} r="2" />}
    </svg>
  );
}

function placePoints(values: readonly number[], width: number, height: number): [number, number][] {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0;
  return values.map((value, index) => {
    const share = span > 0 ? (value - low) / span : 0.5;
    return [round(1 + index * step), round(height - 3 - share * (height - 6))];
  });
}

const round = (value: number) => Math.round(value * 10) / 10;
