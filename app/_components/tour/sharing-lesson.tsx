'use client';

import { useState } from 'react';
import { formatCount, formatScore } from '#app/_lib/format-number.ts';
import { weightsOfCell } from '#forecasting/lessons/cell-weights.ts';
import { CellMark } from './cell-mark.tsx';
import { ChainFigure } from './chain-figure.tsx';
import { FigureSlider } from './figure-slider.tsx';
import { LessonLayout } from './lesson-layout.tsx';
import type { LessonPart } from './lesson-part.ts';
import styles from './tour-screen.module.css';
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
        <table className={styles.found}>
          <thead>
            <tr>
              <th />
              <th scope="col">{said.weights}</th>
              <th scope="col">{said.samePast}</th>
              <th scope="col">{said.first}</th>
              <th scope="col">{said.last}</th>
            </tr>
          </thead>
          <tbody>
            {results.map(({ cell, weights, samePast, otherPastFirst, otherPastLast }) => (
              <tr key={cell}>
                <th scope="row">
                  <CellMark cell={cell} words={words} />
                </th>
                <td className="num">{formatCount(weights)}</td>
                <td className="num">
                  <strong>{formatScore(samePast)}</strong>
                </td>
                <td className="num">{formatScore(otherPastFirst)}</td>
                <td className="num">{formatScore(otherPastLast)}</td>
              </tr>
            ))}
          </tbody>
        </table>
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
