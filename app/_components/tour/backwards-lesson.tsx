'use client';

import { useState } from 'react';
import { formatCount, formatPercent } from '#app/_lib/format-number.ts';
import { shareWords } from '#app/_lib/share-words.ts';
import { FigureSlider } from './figure-slider.tsx';
import { FoundTable } from './found-table.tsx';
import { LessonLayout } from './lesson-layout.tsx';
import type { LessonPart } from './lesson-part.ts';
import { SignalFigure } from './signal-figure.tsx';
import styles from './tour-screen.module.css';
import { useFigure } from './use-figure.ts';
import { useMeasurement } from './use-measurement.ts';

const nothing = {};
/** Steps that are shown. */
const shownSteps = 24;
const simple = { cells: [{ cell: 'rnn' as const }] };
/** 32-bit numbers and a finite nudge leave gaps below this. */
const roundingGap = 0.01;

/** Backpropagation through time: one sweep back gives what trying every weight gives. */
export function BackwardsLesson(part: LessonPart) {
  const { words } = part;
  const said = words.backwards;
  const [lag, setLag] = useState(4);
  const fading = useFigure(part, 'fading', simple);
  const measurement = useMeasurement(part, 'backwards', nothing);
  const shares = fading?.[0]?.hidden.slice(0, shownSteps) ?? null;
  const left = shares ? shareWords(shares[lag]!) : '';
  return (
    <LessonLayout
      words={words}
      said={words.lessons.backwards}
      measurement={measurement}
      figure={
        <>
          <SignalFigure sentence={said.sentence(lag, left)} shares={shares} steps={shownSteps} lag={lag} />
          <FigureSlider
            label={said.lag}
            said={String(lag)}
            value={lag}
            min={0}
            max={shownSteps - 1}
            step={1}
            onChange={setLag}
          />
          <p className={styles.reading}>{shares && said.reading(lag, left)}</p>
        </>
      }
      found={(results) => (
        <FoundTable
          words={words}
          heads={[said.weights, said.gap, said.sweep, said.trying]}
          main={3}
          rows={results.map(({ cell, weights, largestGap, backMs, tryingMs }) => ({
            cell,
            values: [
              formatCount(weights),
              formatPercent(largestGap, 2),
              milliseconds(backMs),
              said.times(formatCount(tryingMs / backMs)),
            ],
          }))}
        />
      )}
      finding={(results) => {
        const last = results.reduce((most, one) => (one.weights > most.weights ? one : most));
        const gap = Math.max(...results.map(({ largestGap }) => largestGap));
        return said.finding({
          gap: formatPercent(gap, 2),
          factor: formatCount(last.tryingMs / last.backMs),
          weights: formatCount(last.weights),
          exact: gap < roundingGap,
        });
      }}
    />
  );
}

function milliseconds(ms: number): string {
  return `${ms < 1 ? ms.toFixed(2) : ms.toFixed(1)} ms`;
}
