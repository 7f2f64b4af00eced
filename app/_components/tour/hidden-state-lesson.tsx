'use client';

import { useState } from 'react';
import { formatPercent } from '#app/_lib/format-number.ts';
import { FigureKey } from './figure-key.tsx';
import { FigureSlider } from './figure-slider.tsx';
import { LessonLayout } from './lesson-layout.tsx';
import type { LessonPart } from './lesson-part.ts';
import styles from './tour-screen.module.css';
import { TwoLines } from './two-lines.tsx';
import { useFigure } from './use-figure.ts';
import { useMeasurement } from './use-measurement.ts';

const rnn = 'var(--hc-rnn)';

/** The hidden state: how much of itself a memory of one number keeps, and how long a pulse lasts in it. */
export function HiddenStateLesson(part: LessonPart) {
  const { words, series } = part;
  const [keep, setKeep] = useState(0.9);
  const said = words.hiddenState;
  const states = useFigure(part, 'memory', { keep });
  const measurement = useMeasurement(part, 'pulse', { keep });
  const share = formatPercent(keep);
  return (
    <LessonLayout
      words={words}
      said={words.lessons['hidden-state']}
      measurement={measurement}
      figure={
        <>
          <TwoLines
            sentence={said.sentence(share)}
            series={series?.values ?? new Float32Array()}
            state={states}
            color={rnn}
          />
          <div className={styles.legend}>
            <FigureKey color="var(--hc-naive)">{said.series}</FigureKey>
            <FigureKey color={rnn}>{said.memory}</FigureKey>
          </div>
          <FigureSlider
            label={said.keep}
            said={share}
            value={keep}
            min={0}
            max={1}
            step={0.05}
            onChange={setKeep}
          />
        </>
      }
      found={({ halfAfter, goneAfter, ruleGoneAfter, left }) => (
        <table className={styles.found}>
          <tbody>
            <Line
              name={said.half}
              value={halfAfter === null ? words.pastWindow(left.length) : said.steps(halfAfter)}
            />
            <Line
              name={said.gone}
              value={goneAfter === null ? words.pastWindow(left.length) : said.steps(goneAfter)}
            />
            <Line name={said.rule} value={ruleGoneAfter === null ? words.never : said.steps(ruleGoneAfter)} />
          </tbody>
        </table>
      )}
      finding={({ goneAfter, ruleGoneAfter, left }) =>
        said.finding({ keep: share, gone: goneAfter, rule: ruleGoneAfter, window: left.length })
      }
    />
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">
        <strong>{value}</strong>
      </td>
    </tr>
  );
}
