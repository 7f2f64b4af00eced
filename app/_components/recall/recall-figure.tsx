'use client';

import { linePath, type Place, Plot } from '#app/_components/learn/plot.tsx';
import type { BoxLabWords } from '#app/_lib/box/box-lab-words.ts';
import { type ContenderKey, type RecallPoint, recallLines } from '#app/_lib/box/recall-rows.ts';
import { recallSentence } from '#app/_lib/box/recall-words.ts';
import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import type { RecallPlan, RecallResult } from '#forecasting/memory-tasks/recall-study.ts';
import styles from './recall-card.module.css';

interface RecallFigureProps {
  readonly said: BoxLabWords;
  readonly results: readonly RecallResult[];
  readonly plan: RecallPlan;
  readonly guessing: number;
  readonly score: 'share' | 'error';
}

const keys: readonly ContenderKey[] = ['rnn', 'gru', 'lstm', 'lstm-memory'];
/** Lines that lie on each other stand a little apart. */
const apart: Readonly<Record<ContenderKey, number>> = { rnn: -5, gru: 5, lstm: 0, 'lstm-memory': 0 };

function colorOf(key: ContenderKey): string {
  return forecasterStyles[key === 'lstm-memory' ? 'lstm' : key].color;
}

/** Score by T: a line a contender, bars from the worst to the best seed, guessing in dashed grey. */
export function RecallFigure({ said, results, plan, guessing, score }: RecallFigureProps) {
  const lines = recallLines(results);
  const { waits } = plan;
  // T's stand equally far apart: short ones tell as much as long ones.
  const placeOf = (wait: number) => waits.indexOf(wait);
  const top = score === 'share' ? 1 : guessing * 1.25;
  const yTicks =
    score === 'share'
      ? [0, 0.5, 1].map((value) => ({ value, label: `${value * 100} %` }))
      : [0, 0.05, 0.1, 0.15, 0.2].map((value) => ({ value, label: value.toFixed(2) }));
  return (
    <Plot
      sentence={recallSentence(lines, { plan, guessing, score }, said)}
      height={196}
      x={[-0.2, waits.length - 0.8]}
      y={[0, top]}
      xTicks={waits.map((wait, i) => ({
        value: i,
        label: i === waits.length - 1 ? `T = ${wait}` : String(wait),
      }))}
      yTicks={yTicks}
    >
      {(place) => (
        <>
          <line
            className={styles.guessing}
            x1={place.left}
            x2={place.right}
            y1={place.y(guessing)}
            y2={place.y(guessing)}
          />
          <text
            className={styles.label}
            x={place.left + 6}
            y={place.y(guessing) + (score === 'share' ? 15 : -6)}
          >
            {said.recall.guessing[score]}
          </text>
          {keys.map((key) => (
            <ContenderLine
              key={key}
              name={key}
              points={lines.get(key) ?? []}
              place={{ ...place, x: (wait) => place.x(placeOf(wait)) + apart[key] }}
            />
          ))}
        </>
      )}
    </Plot>
  );
}

interface ContenderLineProps {
  readonly name: ContenderKey;
  readonly points: readonly RecallPoint[];
  readonly place: Place;
}

function ContenderLine({ name, points, place }: ContenderLineProps) {
  const color = colorOf(name);
  return (
    <g>
      <path
        className={styles.line}
        stroke={color}
        d={linePath(
          place,
          points.map(({ wait, mean }) => [wait, mean]),
        )}
      />
      {points.map(({ wait, mean, least, most }) => (
        <g key={wait}>
          <line
            className={styles.bar}
            stroke={color}
            x1={place.x(wait)}
            x2={place.x(wait)}
            y1={place.y(least)}
            y2={place.y(most)}
          />
          <ContenderDot name={name} x={place.x(wait)} y={place.y(mean)} />
        </g>
      ))}
    </g>
  );
}

function ContenderDot({
  name,
  x,
  y,
}: {
  readonly name: ContenderKey;
  readonly x: number;
  readonly y: number;
}) {
  const color = colorOf(name);
  if (name === 'rnn') return <rect x={x - 4} y={y - 4} width="8" height="8" rx="1" fill={color} />;
  if (name === 'gru') return <path d={`M${x} ${y - 5}l5 9h-10z`} fill={color} />;
  if (name === 'lstm') return <circle cx={x} cy={y} r="4" fill={color} />;
  return <circle className={styles.bead} cx={x} cy={y} r="3.6" stroke={color} />;
}

/** The keys of the figure. */
export function RecallLegend({ said }: { readonly said: BoxLabWords }) {
  return (
    <div className={styles.legend}>
      {(['rnn', 'lstm', 'gru', 'lstm-memory'] as const).map((key) => (
        <span key={key} className={styles.key}>
          <svg width="22" height="10" viewBox="0 0 22 10" aria-hidden="true">
            <path className={styles.line} stroke={colorOf(key)} d="M0 5H22" />
            <ContenderDot name={key} x={11} y={5} />
          </svg>
          {said.recall.legend[key]}
        </span>
      ))}
    </div>
  );
}
