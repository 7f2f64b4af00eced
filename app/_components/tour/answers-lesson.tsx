'use client';

import { useState } from 'react';
import { SkillBar } from '#app/_components/skill-bar.tsx';
import { formatScore, formatSkillWithInterval, formatValue } from '#app/_lib/format-number.ts';
import type { AnsweringStudy } from '#forecasting/lessons/answers-every-step.ts';
import { AnswersFigure } from './answers-figure.tsx';
import { CellMark } from './cell-mark.tsx';
import { FigureKey } from './figure-key.tsx';
import { FigureSlider } from './figure-slider.tsx';
import { LessonLayout } from './lesson-layout.tsx';
import type { LessonPart, TourSeries } from './lesson-part.ts';
import styles from './tour-screen.module.css';
import { useMeasurement } from './use-measurement.ts';

const nothing = {};
const cells = ['rnn', 'lstm', 'gru'] as const;

/** Outputs: an answer at every step, each beside "same as now". */
export function AnswersLesson(part: LessonPart) {
  const { words, series } = part;
  const said = words.answers;
  const [cursor, setCursor] = useState(24);
  const measurement = useMeasurement(part, 'answers', nothing);
  const { result } = measurement;
  const count = result?.shown.actual.length ?? 49;
  const at = Math.min(cursor, count - 1);
  return (
    <LessonLayout
      words={words}
      said={words.lessons.answers}
      measurement={measurement}
      figure={
        <>
          <AnswersFigure
            sentence={said.sentence(count - 1)}
            actual={result?.shown.actual ?? latest(series, count)}
            answers={result?.shown.answers ?? null}
            at={at}
          />
          <div className={styles.legend}>
            <FigureKey color="var(--hc-history)">{said.actual}</FigureKey>
            <FigureKey color="var(--hc-naive)" dash="2 3">
              {said.naive}
            </FigureKey>
            {cells.map((cell) => (
              <span key={cell} className={styles.key}>
                <CellMark cell={cell} words={words} />
              </span>
            ))}
          </div>
          <FigureSlider
            label={said.cursor}
            said={String(at)}
            value={at}
            min={1}
            max={count - 1}
            step={1}
            onChange={setCursor}
          />
          <p className={styles.reading}>{result && series ? readingOf(part, result, at) : said.wait}</p>
        </>
      }
      found={(study) => <AnswersTable part={part} study={study} />}
      finding={({ results, judged }) =>
        said.finding({
          winners: results.filter(({ outcome }) => outcome === 'beats').map(({ cell }) => words.cells[cell]),
          losers: results.filter(({ outcome }) => outcome === 'loses').map(({ cell }) => words.cells[cell]),
          judged,
        })
      }
    />
  );
}

/** Until the cells have learned, the series alone. */
function latest(series: TourSeries | null, count: number): readonly number[] {
  return series ? [...series.values.slice(-count)] : [];
}

function readingOf({ words, series }: LessonPart, { shown }: AnsweringStudy, at: number): string {
  const { mean, deviation, unit } = series!;
  const inUnits = (value: number) => formatValue(value * deviation + mean, unit);
  const answers = cells
    .map((cell) => `${words.cells[cell]} ${inUnits(shown.answers[cell]![at - 1]!)}`)
    .join(', ');
  return words.answers.reading({ step: at, actual: inUnits(shown.actual[at]!), answers });
}

function AnswersTable({ part, study }: { readonly part: LessonPart; readonly study: AnsweringStudy }) {
  const { words, series } = part;
  const said = words.answers;
  const inUnits = (error: number) => formatScore(error * (series?.deviation ?? 1));
  return (
    <table className={styles.found}>
      <thead>
        <tr>
          <th />
          <th scope="col">{said.error(series?.unit ?? '')}</th>
          <th scope="col">{said.skill}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{said.naive}</th>
          <td className="num">{inUnits(study.naiveError)}</td>
          <td>0</td>
        </tr>
        {study.results.map(({ cell, error, estimate }) => (
          <tr key={cell}>
            <th scope="row">
              <CellMark cell={cell} words={words} />
            </th>
            <td className="num">{inUnits(error)}</td>
            <td>
              <SkillBar
                kind={cell as 'rnn'}
                skill={estimate.skill}
                interval={estimate.interval}
                width={104}
                limit={0.3}
              />
              <span className={styles.interval}>
                {formatSkillWithInterval(estimate.skill, estimate.interval)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
