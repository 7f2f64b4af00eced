'use client';

import { useState } from 'react';
import { Note } from '#app/_components/note.tsx';
import { formatCount, formatPercent } from '#app/_lib/format-number.ts';
import { shareWords } from '#app/_lib/share-words.ts';
import type { CellName, Finding } from '#app/_lib/tour/tour-words.ts';
import { type Fading, goneAt, keptPerStep, mostLag } from '#forecasting/lessons/fading-curve.ts';
import { FadingFigure } from './fading-figure.tsx';
import { FadingLegend } from './fading-legend.tsx';
import { FigureSlider } from './figure-slider.tsx';
import { FoundTable } from './found-table.tsx';
import { LessonLayout } from './lesson-layout.tsx';
import type { LessonPart } from './lesson-part.ts';
import styles from './tour-screen.module.css';
import { useFigure } from './use-figure.ts';
import { useMeasurement } from './use-measurement.ts';

const order: readonly CellName[] = ['rnn', 'lstm', 'gru', 'lstm-memory'];
/** An LSTM that lasts no longer than this many times the simple RNN fades as it does. */
const alike = 2;

function cellsWith(memorySteps: number) {
  return {
    cells: [
      { cell: 'rnn' as const },
      { cell: 'lstm' as const },
      { cell: 'gru' as const },
      { cell: 'lstm' as const, memorySteps },
    ],
  };
}

/** The vanishing gradient: what is left of it by lag, and what a forget bias of log T changes. */
export function FadingLesson(part: LessonPart) {
  const { words } = part;
  const said = words.fading;
  // The slider moves in tenths of a power of ten: T from 1 to 1,000.
  const [power, setPower] = useState(20);
  const T = Math.round(10 ** (power / 10));
  const fadings = useFigure(part, 'fading', cellsWith(T));
  const measurement = useMeasurement(part, 'fading', cellsWith(T));
  const steps = formatCount(T);
  const gate = T / (T + 1);
  const last = (fadings?.[3]?.cell?.length ?? mostLag + 1) - 1;
  const [chosenLag, setLag] = useState(mostLag);
  const lag = Math.min(chosenLag, last);
  const left = fadings?.[3]?.cell?.[lag];
  const gone = (fading: Fading | undefined) => (fading ? goneWords(part, fading) : '…');
  return (
    <LessonLayout
      words={words}
      said={words.lessons.fading}
      measurement={measurement}
      figure={
        <>
          <FadingFigure
            words={words}
            sentence={said.sentence({
              rnn: gone(fadings?.[0]),
              lstm: gone(fadings?.[1]),
              gru: gone(fadings?.[2]),
              memory: gone(fadings?.[3]),
            })}
            fadings={fadings}
            gate={gate}
            lag={lag}
            onLag={setLag}
          />
          <FadingLegend words={words} steps={steps} />
          <FigureSlider
            label={said.memory}
            said={T === 1 ? said.defaults : said.memoryIs(steps, Math.log(T).toFixed(1))}
            value={power}
            min={0}
            max={30}
            step={1}
            onChange={setPower}
          />
          <FigureSlider
            label={words.backwards.lag}
            said={sharesAt(part, fadings, lag)}
            value={lag}
            min={0}
            max={last}
            step={1}
            onChange={setLag}
          />
          <p className={styles.reading}>
            {left !== undefined &&
              said.reading({
                gate: formatPercent(gate, gate > 0.99 ? 1 : 0),
                lag,
                left: shareWords(left),
                rule: shareWords(gate ** lag),
                steps,
              })}
          </p>
        </>
      }
      found={(results) => <FadingTable part={part} results={results} />}
      finding={(results) => findingOf(part, results)}
      remark={<Note>{said.start}</Note>}
    />
  );
}

function FadingTable({ part, results }: { readonly part: LessonPart; readonly results: readonly Fading[] }) {
  const { words } = part;
  return (
    <FoundTable
      words={words}
      heads={[words.fading.keeps, words.fading.gone]}
      main={1}
      rows={results.map((fading, i) => ({
        cell: order[i]!,
        values: [formatPercent(keptPerStep(fading.cell ?? fading.hidden)), goneWords(part, fading)],
      }))}
    />
  );
}

function findingOf(part: LessonPart, results: readonly Fading[]): Finding {
  const [rnn, lstm, , opened] = results.map((fading) => goneAt(fading.cell ?? fading.hidden));
  return part.words.fading.finding({
    lstm: goneWords(part, results[1]!),
    rnn: goneWords(part, results[0]!),
    memory: part.words.until(opened ?? null, results[3]!.hidden.length - 1),
    fades: lstm != null && (rnn == null || lstm <= alike * rnn),
  });
}

/** What every line says at a lag: "20: RNN 0.2 %, LSTM 1.4 %, …". */
function sharesAt({ words }: LessonPart, fadings: readonly Fading[] | null, lag: number): string {
  const said = (fadings ?? []).map(
    (fading, i) => `${words.cells[order[i]!]} ${shareWords((fading.cell ?? fading.hidden)[lag]!)}`,
  );
  return [String(lag), ...(said.length > 0 ? [said.join(', ')] : [])].join(': ');
}

/** The lag at which 1 % is left: of the cell state where there is one. */
function goneWords({ words }: LessonPart, fading: Fading): string {
  const curve = fading.cell ?? fading.hidden;
  const found = goneAt(curve);
  return found === null ? words.pastWindow(curve.length - 1) : formatCount(found);
}
