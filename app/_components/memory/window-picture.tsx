'use client';

import { useElementSize } from '@mantine/hooks';
import { formatStamp } from '#app/_lib/format-stamp.ts';
import { type StateRows, stateRows } from '#app/_lib/window-words.ts';
import type { SeriesRow } from '#server/api-types.ts';
import type { WindowView } from '#server/inspection/inspection.ts';
import { StateMap } from './state-map.tsx';
import styles from './window-picture.module.css';

interface WindowPictureProps {
  readonly view: WindowView;
  readonly series: SeriesRow;
  /** 0-based: later steps are pale. */
  readonly step: number;
  /** The row that the sentence speaks of. */
  readonly row: number;
}

/** Until it has been measured. */
const usualWidth = 640;
const left = 104;
const usualLine = 44;
const weightsHeight = 12;
const gap = 7;
const head = 16;
const gateRow = 3.4;
const stateRow = 5.6;
/** Rows may grow to so many times their usual height, to fill what the picture is given. */
const mostStretch = 4;

/** Input, weights, gates, states and output over the steps of one window, the present step marked. */
export function WindowPicture({ view, series, step, row }: WindowPictureProps) {
  const { ref, width: measured, height: given } = useElementSize();
  const width = Math.max(measured || usualWidth, 2 * left);
  const states = stateRows(view);
  const usual = layOut(states, 1);
  const { lineHeight, weightsTop, blocks, outputTop, bottom } = layOut(states, stretchTo(given, usual));
  const column = (width - left) / view.steps;
  const centre = (at: number) => left + (at + 0.5) * column;
  const isLate = centre(step) > width - 150;
  const scale = valueScale([...view.input, ...view.output, ...view.came.filter((value) => value !== null)]);
  const when = formatStamp(view.stamps[(step + 1) * view.segment - 1], series);
  const drawn = { view, step, left, column, scale, lineHeight };
  const marked = blocks.find(({ key }) => key === (view.cell ? 'cell' : 'hidden'))!;
  return (
    <div ref={ref} className={styles.picture} style={{ minHeight: usual.bottom + below }}>
      <svg
        aria-hidden="true"
        width={width}
        height={bottom + below}
        viewBox={`0 0 ${width} ${bottom + below}`}
      >
        <RowName top={head} height={lineHeight} title="Input" note={series.unit ?? ''} />
        <InputLine {...drawn} top={head} />
        <RowName top={weightsTop} height={weightsHeight} title="Same weights" note="" />
        <WeightGlyphs {...drawn} top={weightsTop} />
        {blocks.map(({ key, top, height, size, ...block }) => (
          <g key={key}>
            <RowName top={top} height={height} title={block.title} note={block.note} />
            <rect className={styles.plate} x={left} y={top} width={width - left} height={height} />
            <StateMap
              rows={block.rows}
              signed={block.signed}
              color={`var(--hc-${view.kind})`}
              box={{ x: left, y: top, column, row: size }}
              until={step}
            />
          </g>
        ))}
        <rect
          className={styles.pick}
          x={left + step * column - 1}
          y={marked.top + row * marked.size - 1}
          width={column + 1}
          height={marked.size + 1.5}
        />
        <RowName top={outputTop} height={lineHeight} title="Output" note="grey: what came" />
        <OutputLines {...drawn} top={outputTop} />
        <line className={styles.now} x1={centre(step)} x2={centre(step)} y1={head - 3} y2={bottom} />
        <text
          className={styles.nowText}
          x={centre(step) + (isLate ? -6 : 6)}
          y="10"
          textAnchor={isLate ? 'end' : 'start'}
        >
          step {step + 1}, {when}
        </text>
      </svg>
    </div>
  );
}

/** Room for the dot of the last output. */
const below = 4;

interface PlacedRows extends StateRows {
  readonly top: number;
  readonly height: number;
  /** Height of one unit's row. */
  readonly size: number;
}

interface Layout {
  readonly lineHeight: number;
  readonly weightsTop: number;
  readonly blocks: readonly PlacedRows[];
  readonly outputTop: number;
  readonly bottom: number;
}

function layOut(states: readonly StateRows[], stretch: number): Layout {
  const lineHeight = usualLine * stretch;
  const weightsTop = head + lineHeight + 4;
  let top = weightsTop + weightsHeight + gap;
  const blocks = states.map((block) => {
    const row = block.signed ? stateRow : gateRow;
    const height = stretch * Math.max(26, row * block.rows.length);
    const placed = { ...block, top, height, size: height / block.rows.length };
    top += height + gap;
    return placed;
  });
  return { lineHeight, weightsTop, blocks, outputTop: top, bottom: top + lineHeight };
}

/** How much taller than usual rows are drawn so that the picture is as tall as it may be. */
function stretchTo(given: number, { lineHeight, blocks, bottom }: Layout): number {
  const growing = 2 * lineHeight + blocks.reduce((sum, { height }) => sum + height, 0);
  const spare = given - below - bottom;
  return spare > 1 ? Math.min(mostStretch, 1 + spare / growing) : 1;
}

interface RowNameProps {
  readonly top: number;
  readonly height: number;
  readonly title: string;
  readonly note: string;
}

function RowName({ top, height, title, note }: RowNameProps) {
  const middle = top + height / 2;
  return (
    <>
      <text className={styles.name} x="0" y={middle + (note ? -2 : 4)}>
        {title}
      </text>
      {note && (
        <text className={styles.note} x="0" y={middle + 11}>
          {note}
        </text>
      )}
    </>
  );
}

interface Drawn {
  readonly view: WindowView;
  readonly step: number;
  readonly left: number;
  readonly column: number;
  /** Share of the row's height, 0 at its bottom. */
  readonly scale: (value: number) => number;
  /** Of the input's and of the output's row. */
  readonly lineHeight: number;
  readonly top: number;
}

function valueScale(values: readonly number[]): (value: number) => number {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return (value) => (high > low ? (value - low) / (high - low) : 0.5);
}

function path(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

const heightOf =
  ({ scale, top, lineHeight }: Pick<Drawn, 'scale' | 'top' | 'lineHeight'>) =>
  (value: number) =>
    top + lineHeight - 4 - scale(value) * (lineHeight - 8);

function InputLine({ view, step, left: x0, column, ...line }: Drawn) {
  const y = heightOf(line);
  const points = view.input.map((value, i) => [x0 + ((i + 0.5) / view.segment) * column, y(value)] as const);
  const seen = (step + 1) * view.segment;
  return (
    <>
      <path className={styles.later} d={path(points.slice(seen - 1))} />
      <path className={styles.history} d={path(points.slice(0, seen))} />
    </>
  );
}

/** The dots of one small matrix, drawn alike at every step. */
const matrix = [1, 0.35, 0.8, 0.5, 1, 0.3, 0.75, 0.45, 0.95];

function WeightGlyphs({ view, step, left: x0, column, top }: Drawn) {
  const dot = Math.min(8, Math.max(2, column - 3)) / 3;
  const offset = (column - 3 * dot) / 2;
  return (
    <>
      {Array.from({ length: view.steps }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <g key={at} opacity={at > step ? 0.22 : 1}>
          {matrix.map((size, k) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
              key={k}
              className={styles.weight}
              opacity={size}
              x={x0 + at * column + offset + (k % 3) * dot}
              y={top + Math.floor(k / 3) * (weightsHeight / 3)}
              width={dot * 0.86}
              height={weightsHeight / 3 - 0.5}
            />
          ))}
        </g>
      ))}
    </>
  );
}

function OutputLines({ view, step, left: x0, column, ...line }: Drawn) {
  const y = heightOf(line);
  const x = (at: number) => x0 + (at + 0.5) * column;
  const came = view.came.flatMap((value, at) => (value === null ? [] : [[x(at), y(value)] as const]));
  const said = view.output.slice(0, step + 1).map((value, at) => [x(at), y(value)] as const);
  return (
    <>
      <path className={styles.came} d={path(came)} />
      <path className={styles.said} stroke={`var(--hc-${view.kind})`} d={path(said)} />
      <circle cx={x(step)} cy={y(view.output[step]!)} r="4" fill={`var(--hc-${view.kind})`} />
    </>
  );
}
