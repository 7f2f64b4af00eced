'use client';

import { linePath, type Place, Plot } from '#app/_components/learn/plot.tsx';
import { sharesAbove } from '#app/_lib/shares-above.ts';
import type { TourWords } from '#app/_lib/tour/tour-words.ts';
import type { Fading } from '#forecasting/lessons/fading-curve.ts';

interface FadingFigureProps {
  readonly words: TourWords;
  readonly sentence: string;
  /** RNN, LSTM, GRU at common defaults, LSTM with open gates. */
  readonly fadings: readonly Fading[] | null;
  /** Where the forget gate starts: what the rule says is kept each step. */
  readonly gate: number;
  /** Steps back that are read off. */
  readonly lag: number;
  readonly onLag: (lag: number) => void;
}

const least = 1e-4;
const yTicks = [
  { value: 1, label: '100 %' },
  { value: 0.1, label: '10 %' },
  { value: 0.01, label: '1 %' },
  { value: 0.001, label: '0.1 %' },
  { value: least, label: '0.01 %' },
];

/** What is left of the gradient by lag on a log axis; the cell state with open gates has beads. */
export function FadingFigure({ words, sentence, fadings, gate, lag, onLag }: FadingFigureProps) {
  const lags = (fadings?.[0]?.hidden.length ?? 101) - 1;
  const ticks = [0, 20, 40, 60, 80, 100].filter((value) => value <= lags);
  return (
    <Plot
      sentence={sentence}
      onPoint={(x) => onLag(Math.round(x))}
      height={270}
      x={[0, lags]}
      y={[least, 1.6]}
      logY
      xTicks={ticks.map((value) => ({
        value,
        label: value === ticks.at(-1) ? `${value} ${words.fading.lag}` : String(value),
      }))}
      yTicks={yTicks}
      room={52}
    >
      {(place) => (
        <g fill="none" strokeLinejoin="round">
          <line
            x1={place.left}
            x2={place.right}
            y1={place.y(0.01)}
            y2={place.y(0.01)}
            stroke="var(--hc-ink-3)"
            strokeDasharray="2 3"
          />
          <path
            d={linePath(place, visible(Array.from({ length: lags + 1 }, (_, lag) => gate ** lag)))}
            stroke="var(--hc-classic)"
            strokeWidth="1.5"
            strokeDasharray="2 3"
          />
          <line
            x1={place.x(lag)}
            x2={place.x(lag)}
            y1={place.top}
            y2={place.bottom}
            stroke="var(--hc-accent)"
            strokeWidth="1.5"
          />
          {fadings && <FadingLines place={place} fadings={fadings} />}
        </g>
      )}
    </Plot>
  );
}

function FadingLines({ place, fadings }: { readonly place: Place; readonly fadings: readonly Fading[] }) {
  const [rnn, lstm, gru, opened] = fadings;
  const kept = opened?.cell ?? [];
  return (
    <>
      <path d={linePath(place, visible(rnn!.hidden))} stroke="var(--hc-rnn)" strokeWidth="2" />
      <path
        d={linePath(place, visible(lstm!.cell ?? lstm!.hidden))}
        stroke="var(--hc-lstm)"
        strokeWidth="2"
      />
      <path d={linePath(place, visible(gru!.hidden))} stroke="var(--hc-gru)" strokeWidth="2" />
      <path d={linePath(place, visible(kept))} stroke="var(--hc-lstm)" strokeWidth="2" />
      {visible(kept)
        .filter(([lag]) => lag > 0 && lag % 10 === 0)
        .map(([lag, share]) => (
          <circle
            key={lag}
            cx={place.x(lag)}
            cy={place.y(share)}
            r="3.2"
            fill="var(--hc-surface)"
            stroke="var(--hc-lstm)"
            strokeWidth="1.75"
          />
        ))}
    </>
  );
}

/** What falls below the axis is not drawn along its edge. */
function visible(curve: readonly number[]): readonly (readonly [number, number])[] {
  return sharesAbove(
    least,
    curve.map((share, lag) => [lag, share] as const),
  );
}
