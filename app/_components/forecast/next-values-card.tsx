'use client';

import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { type NextValue, nextValues, thinned } from '#app/_lib/forecast-table.ts';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { alignedFormat } from '#app/_lib/format-aligned.ts';
import { formatCount } from '#app/_lib/format-number.ts';
import { formatStampShort } from '#app/_lib/format-stamp-short.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { isNaive } from '#forecasting/forecaster-kind.ts';
import { type ForecastPart, naiveBeside, namingOf } from './forecast-part.ts';
import styles from './next-values-card.module.css';

const mostAtFirst = 8;
/** So few rows are shown at once. */
const fewRows = 12;

/** The forecast as numbers, some of them or all. */
export function NextValuesCard(part: ForecastPart) {
  const { view } = part;
  const [isWhole, setWhole] = useState(false);
  const naive = naiveBeside(part);
  const all = nextValues(view, naive);
  const { rows, every } =
    isWhole || all.length <= fewRows ? { rows: all, every: 1 } : thinned(all, mostAtFirst);
  const levels = Object.keys(all[0]?.bands ?? {});
  const naming = namingOf(part);
  const format = alignedFormat(all.flatMap((row) => [row.value, ...Object.values(row.bands).flat()]));
  const note = [view.unit, every > 1 ? `every ${stepsInWords(every, view.frequency)}` : null];
  return (
    <Card
      title="Next values"
      note={note.filter(Boolean).join(', ')}
      flush
      actions={
        all.length > fewRows && (
          <button type="button" className="textLink small" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Fewer' : `All ${formatCount(all.length)}`}
          </button>
        )
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Next values" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col" title={forecasterName(view.forecast.recommended, naming)}>
                {isNaive(view.forecast.recommended) ? 'Forecast' : forecasterName(view.forecast.recommended)}
              </th>
              {levels.map((level, index) => (
                <th key={level} scope="col" className={index > 0 ? styles.widest : undefined}>
                  {level} %
                </th>
              ))}
              <th scope="col" title={forecasterName(naive, naming)}>
                Naive
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.step} row={row} levels={levels} part={part} format={format} />
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

interface LineProps {
  readonly row: NextValue;
  readonly levels: readonly string[];
  readonly part: ForecastPart;
  readonly format: (value: number | null) => string;
}

function Line({ row, levels, part: { view }, format }: LineProps) {
  return (
    <tr>
      <td>{formatStampShort(row.stamp, view)}</td>
      <td className={styles.value}>{format(row.value)}</td>
      {levels.map((level, index) => {
        const ends = row.bands[level];
        return (
          <td key={level} className={index > 0 ? styles.widest : undefined}>
            {ends ? `${format(ends[0])} … ${format(ends[1])}` : <span className="dim">n/a</span>}
          </td>
        );
      })}
      <td className={styles.naive}>{format(row.naive)}</td>
    </tr>
  );
}
