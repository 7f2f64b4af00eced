'use client';

import { linePath, Plot } from '#app/_components/learn/plot.tsx';

interface AnswersFigureProps {
  readonly sentence: string;
  readonly actual: readonly number[];
  /** By cell; the first belongs to the second value. */
  readonly answers: Readonly<Record<string, readonly number[]>> | null;
  /** The value that is answered: nothing behind it has been read. */
  readonly at: number;
}

/** The series up to the value before the cursor, and what each cell and the naive say comes next. */
export function AnswersFigure({ sentence, actual, answers, at }: AnswersFigureProps) {
  const high = Math.max(1, ...actual) + 0.2;
  const low = Math.min(-1, ...actual) - 0.2;
  const points = (from: number, to: number) =>
    actual.slice(from, to).map((value, i) => [from + i, value] as const);
  return (
    <Plot
      sentence={sentence}
      height={230}
      x={[0, Math.max(1, actual.length - 1)]}
      y={[low, high]}
      xTicks={[1, 12, 24, 36, 48]
        .filter((v) => v < actual.length)
        .map((value) => ({ value, label: String(value) }))}
      yTicks={[-2, -1, 0, 1, 2]
        .filter((value) => value > low && value < high)
        .map((value) => ({ value, label: String(value).replace('-', '−') }))}
      room={30}
    >
      {(place) => (
        <g fill="none" strokeLinejoin="round">
          <path
            d={linePath(place, points(at - 1, actual.length))}
            stroke="var(--hc-history)"
            strokeWidth="1.5"
            strokeDasharray="5 4"
            opacity="0.35"
          />
          <path d={linePath(place, points(0, at))} stroke="var(--hc-history)" strokeWidth="1.75" />
          <line
            x1={place.x(at)}
            x2={place.x(at)}
            y1={place.top}
            y2={place.bottom}
            stroke="var(--hc-accent)"
            strokeWidth="1.5"
          />
          {actual.length > at && (
            <line
              x1={place.x(at - 1)}
              x2={place.x(at) + 6}
              y1={place.y(actual[at - 1]!)}
              y2={place.y(actual[at - 1]!)}
              stroke="var(--hc-naive)"
              strokeWidth="2"
              strokeDasharray="2 3"
            />
          )}
          {answers && <AnswerMarks x={place.x(at)} y={(cell) => place.y(answers[cell]![at - 1]!)} />}
        </g>
      )}
    </Plot>
  );
}

/** Square, circle, triangle, a little apart, so that equal answers can be told. */
function AnswerMarks({ x, y }: { readonly x: number; readonly y: (cell: string) => number }) {
  return (
    <>
      <rect x={x - 13} y={y('rnn') - 4} width="8" height="8" rx="1" fill="var(--hc-rnn)" />
      <circle cx={x} cy={y('lstm')} r="4.5" fill="var(--hc-lstm)" />
      <path d={`M${x + 9} ${y('gru') - 5}l5 9h-10z`} fill="var(--hc-gru)" />
    </>
  );
}
