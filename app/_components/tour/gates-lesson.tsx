'use client';

import { useState } from 'react';
import { formatCount, formatPercent } from '#app/_lib/format-number.ts';
import type { CellName } from '#app/_lib/tour/tour-words.ts';
import type { WaitingCurve } from '#forecasting/lessons/learning-to-wait.ts';
import { FigureKey } from './figure-key.tsx';
import { FigureSlider } from './figure-slider.tsx';
import { FoundTable } from './found-table.tsx';
import { LessonLayout } from './lesson-layout.tsx';
import type { LessonPart } from './lesson-part.ts';
import styles from './tour-screen.module.css';
import { TwoLines } from './two-lines.tsx';
import { useFigure } from './use-figure.ts';
import { useMeasurement } from './use-measurement.ts';
import { WaitingFigure } from './waiting-figure.tsx';

const nothing = {};
/** Right in nine of ten cases. */
const learned = 0.9;

function nameOf({ contender }: WaitingCurve): CellName {
  return contender.cell === 'lstm' && contender.remembers ? 'lstm-memory' : contender.cell;
}

/** Gates: held by hand a cell state is a running mean; where they start decides what is learned. */
export function GatesLesson(part: LessonPart) {
  const { words, series } = part;
  const said = words.gates;
  const [keep, setKeep] = useState(0.9);
  const states = useFigure(part, 'held', { keep });
  const measurement = useMeasurement(part, 'waiting', nothing);
  const share = formatPercent(keep);
  return (
    <LessonLayout
      words={words}
      said={words.lessons.gates}
      measurement={measurement}
      figure={
        <>
          <TwoLines
            sentence={said.sentence(share)}
            series={series?.values ?? new Float32Array()}
            state={states}
            color="var(--hc-lstm)"
          />
          <div className={styles.legend}>
            <FigureKey color="var(--hc-naive)">{words.hiddenState.series}</FigureKey>
            <FigureKey color="var(--hc-lstm)">{said.state}</FigureKey>
          </div>
          <FigureSlider
            label={said.keep}
            said={share}
            value={keep}
            min={0}
            max={0.99}
            step={0.01}
            onChange={setKeep}
          />
          <p className={styles.reading}>
            {said.reading(share, words.sharing.steps(Math.max(1, Math.round(1 / (1 - keep)))))}
          </p>
        </>
      }
      found={(curves) => (
        <>
          <WaitingFigure words={words} curves={curves} />
          <FoundTable
            words={words}
            heads={[said.weights, said.right, said.learnedAt]}
            main={1}
            rows={curves.map((curve) => ({
              cell: nameOf(curve),
              values: [
                formatCount(curve.weights),
                formatPercent(endOf(curve)),
                curve.learnedAt === null ? words.never : said.updates(curve.learnedAt),
              ],
            }))}
          />
        </>
      )}
      finding={([rnn, lstm, , opened]) =>
        said.finding({
          rnn: formatPercent(endOf(rnn!)),
          lstm: formatPercent(endOf(lstm!)),
          opened: formatPercent(endOf(opened!)),
          defaultFails: endOf(lstm!) < learned,
        })
      }
    />
  );
}

function endOf({ curve }: WaitingCurve): number {
  return curve.at(-1)![1];
}
