'use client';

import { useState } from 'react';
import { formatCount, formatScore } from '#app/_lib/format-number.ts';
import { weightsOfCell } from '#forecasting/lessons/cell-weights.ts';
import { ChainFigure } from './chain-figure.tsx';
import { FigureSlider } from './figure-slider.tsx';
import { FoundTable } from './found-table.tsx';
import { LessonLayout } from './lesson-layout.tsx';
import type { LessonPart } from './lesson-part.ts';
import { useMeasurement } from './use-measurement.ts';

const nothing = {};

/** Weight sharing: the weights do not grow with the window, and a place in it makes no difference. */
export function SharingLesson(part: LessonPart) {
  const { words } = part;
  const [steps, setSteps] = useState(8);
  const said = words.sharing;
  const measurement = useMeasurement(part, 'sharing', nothing);
  const shared = weightsOfCell('rnn');
  return (
    <LessonLayout
      words={words}
      said={words.lessons['one-set-of-weights']}
      measurement={measurement}
      figure={
        <>
          <ChainFigure words={words} steps={steps} shared={shared} />
          <FigureSlider
            label={said.window}
            said={said.steps(steps)}
            value={steps}
            min={2}
            max={24}
            step={1}
            onChange={setSteps}
          />
        </>
      }
      found={(results) => (
        <FoundTable
          words={words}
          heads={[said.weights, said.samePast, said.first, said.last]}
          main={1}
          rows={results.map(({ cell, weights, samePast, otherPastFirst, otherPastLast }) => ({
            cell,
            values: [
              formatCount(weights),
              formatScore(samePast),
              formatScore(otherPastFirst),
              formatScore(otherPastLast),
            ],
          }))}
        />
      )}
      finding={(results) =>
        said.finding({
          first: formatScore(Math.max(...results.map(({ otherPastFirst }) => otherPastFirst))),
          last: formatScore(Math.max(...results.map(({ otherPastLast }) => otherPastLast))),
          exact: results.every(({ samePast }) => samePast === 0),
        })
      }
    />
  );
}
