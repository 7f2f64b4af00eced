import { forecasterName, forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { notAvailable } from '#app/_lib/format-number.ts';
import type { GradientReading } from '#app/_lib/gradient-rows.ts';
import { shareWords } from '#app/_lib/share-words.ts';
import styles from './gradient-legend.module.css';

interface GradientLegendProps {
  /** What the first picture shows: "Before training". */
  readonly title: string;
  /** How far back the readings are: "24 hours". */
  readonly place: string;
  readonly readings: readonly GradientReading[];
}

/** The lines of the gradient charts with what they say at the chosen lag: an LSTM has two, its cell state with beads. */
export function GradientLegend({ title, place, readings }: GradientLegendProps) {
  const isTold = readings.some(({ before }) => before !== null);
  return (
    <table className={styles.legend}>
      <thead>
        <tr>
          <th scope="col">Left {place} back</th>
          {isTold && <th scope="col">{title}</th>}
          <th scope="col">After training</th>
        </tr>
      </thead>
      <tbody>
        {readings.map(({ kind, state, before, after }) => (
          <tr key={`${kind} ${state}`}>
            <th scope="row">
              <Key color={forecasterStyles[kind].color} beads={state === 'cell'}>
                {kind === 'lstm' ? `LSTM, ${state} state` : forecasterName(kind)}
              </Key>
            </th>
            {isTold && <td className="num">{readingWords(before)}</td>}
            <td className="num">{readingWords(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function readingWords(share: number | null): string {
  return share === null ? notAvailable : shareWords(share);
}

function Key({
  color,
  beads,
  children,
}: {
  readonly color: string;
  readonly beads: boolean;
  readonly children: string;
}) {
  return (
    <span className={styles.key}>
      <svg width="20" height="10" aria-hidden="true">
        <path d="M1 5H19" stroke={color} strokeWidth={beads ? 1.5 : 2} />
        {beads && <circle cx="10" cy="5" r="2.8" fill="var(--hc-surface)" stroke={color} strokeWidth="1.5" />}
      </svg>
      {children}
    </span>
  );
}
