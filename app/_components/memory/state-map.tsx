import { memo, useMemo } from 'react';
import styles from './state-map.module.css';

interface StateMapProps {
  /** [units][steps], within −1 … 1. */
  readonly rows: readonly (readonly number[])[];
  /** Below zero in grey; without it all values are 0 … 1. */
  readonly signed: boolean;
  readonly color: string;
  readonly box: { readonly x: number; readonly y: number; readonly column: number; readonly row: number };
  /** The last step that has been: later ones are pale. */
  readonly until: number;
}

const levels = 10;

/** Unit by step as a map: the colour is the sign, the opacity the size. Ten levels, one path each. */
export const StateMap = memo(function StateMap({ rows, signed, color, box, until }: StateMapProps) {
  const { x, y, column, row } = box;
  const paths = useMemo(
    () => mapPaths(rows, { x, y, column, row, until, signed }),
    [rows, x, y, column, row, until, signed],
  );
  return (
    <>
      {paths.map(({ key, below, opacity, d }) => (
        <path
          key={key}
          className={below ? styles.below : undefined}
          fill={below ? undefined : color}
          fillOpacity={opacity}
          d={d}
        />
      ))}
    </>
  );
});

interface MapBox {
  readonly x: number;
  readonly y: number;
  readonly column: number;
  readonly row: number;
  readonly until: number;
  readonly signed: boolean;
}

function mapPaths(rows: StateMapProps['rows'], { x, y, column, row, until, signed }: MapBox) {
  const found = new Map<string, string>();
  const round = (value: number) => Math.round(value * 10) / 10;
  rows.forEach((values, unit) => {
    values.forEach((value, step) => {
      const level = Math.round(Math.min(1, Math.abs(value)) * levels);
      if (level === 0) return;
      const key = `${step > until ? 'later' : 'seen'} ${signed && value < 0 ? 'below' : 'above'} ${level}`;
      const cell = `M${round(x + step * column)} ${round(y + unit * row)}h${round(column - 0.6)}v${round(row - 0.5)}h${-round(column - 0.6)}z`;
      found.set(key, (found.get(key) ?? '') + cell);
    });
  });
  return [...found].map(([key, d]) => {
    const [time, sign, level] = key.split(' ');
    const opacity = (Number(level) / levels) * (time === 'later' ? 0.2 : 1);
    return { key, below: sign === 'below', opacity, d };
  });
}
