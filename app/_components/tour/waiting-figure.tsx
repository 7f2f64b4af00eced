'use client';

import { linePath, Plot } from '#app/_components/learn/plot.tsx';
import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { formatPercent } from '#app/_lib/format-number.ts';
import type { TourWords } from '#app/_lib/tour/tour-words.ts';
import type { WaitingCurve } from '#forecasting/lessons/learning-to-wait.ts';

interface WaitingFigureProps {
  readonly words: TourWords;
  readonly curves: readonly WaitingCurve[];
}

const guessing = 0.25;

/** Share of right answers while the cells learn; guessing in dashed grey. */
export function WaitingFigure({ words, curves }: WaitingFigureProps) {
  const said = words.gates;
  const last = curves[0]?.curve.at(-1)?.[0] ?? 1;
  const ends = curves.map(({ contender, curve }) => {
    const name = contender.remembers ? 'lstm-memory' : contender.cell;
    return `${words.cells[name]} ${formatPercent(curve.at(-1)![1])}`;
  });
  return (
    <div>
      <h3>{said.curves}</h3>
      <Plot
        sentence={`${said.curvesNote}. ${ends.join(', ')}.`}
        height={150}
        x={[0, last]}
        y={[0, 1]}
        xTicks={[0, last / 2, last].map((value) => ({ value, label: String(value) }))}
        yTicks={[0, 0.5, 1].map((value) => ({ value, label: formatPercent(value) }))}
      >
        {(place) => (
          <g fill="none" strokeLinejoin="round">
            <line
              x1={place.left}
              x2={place.right}
              y1={place.y(guessing)}
              y2={place.y(guessing)}
              stroke="var(--hc-naive)"
              strokeDasharray="4 3"
            />
            {curves.map(({ contender, curve }) => {
              const { color } = forecasterStyles[contender.cell];
              return (
                <g key={`${contender.cell} ${contender.remembers}`}>
                  <path d={linePath(place, curve)} stroke={color} strokeWidth="2" />
                  {contender.remembers &&
                    curve
                      .filter(([update]) => update % 100 === 0)
                      .map(([update, share]) => (
                        <circle
                          key={update}
                          cx={place.x(update)}
                          cy={place.y(share)}
                          r="3"
                          fill="var(--hc-surface)"
                          stroke={color}
                          strokeWidth="1.75"
                        />
                      ))}
                </g>
              );
            })}
          </g>
        )}
      </Plot>
      <p className="dim small">{said.curvesNote}</p>
    </div>
  );
}
