'use client';

import { useElementSize } from '@mantine/hooks';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { formatScore } from '#app/_lib/format-number.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import type { SeriesDescription, SeriesRow } from '#server/api-types.ts';
import styles from './autocorrelation-card.module.css';

interface AutocorrelationCardProps {
  readonly row: SeriesRow;
  readonly description: SeriesDescription;
}

/** Until the card has been measured. */
const usualWidth = 420;
const height = 150;
const left = 30;
const floor = 18;

/** How much each value says about the one some steps later; the season's lags stand out. */
export function AutocorrelationCard({ row, description }: AutocorrelationCardProps) {
  const { ref, width: measured } = useElementSize();
  const width = measured || usualWidth;
  const { acf, acfBound } = description;
  const { seasonLength, frequency } = row;
  const lowest = Math.min(-acfBound * 1.5, ...acf);
  const place = (value: number) => 6 + ((1 - value) / (1 - lowest)) * (height - floor - 6);
  const gap = (width - left) / Math.max(1, acf.length);
  const isSeason = (lag: number) => seasonLength > 1 && lag % seasonLength === 0;
  const atSeason = seasonLength > 1 ? acf[seasonLength - 1] : undefined;
  return (
    <ChartFrame
      title="Likeness to its past"
      note={`${acf.length} lags`}
      sentence={sentenceOf(row, acf, atSeason)}
      readTable={() => ({
        columns: ['lag', 'autocorrelation'],
        rows: acf.map((value, index) => [index + 1, value]),
      })}
    >
      <div ref={ref}>
        <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} height={height} aria-hidden="true">
          {[1, 0.5, 0].map((tick) => (
            <g key={tick}>
              <line className={styles.grid} x1={left} x2={width} y1={place(tick)} y2={place(tick)} />
              <text className={styles.tick} x={left - 6} y={place(tick) + 4} textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          <rect
            className={styles.noise}
            x={left}
            width={width - left}
            y={place(acfBound)}
            height={Math.max(1, place(-acfBound) - place(acfBound))}
          />
          {acf.map((value, index) => {
            const lag = index + 1;
            const y = Math.min(place(value), place(0));
            return (
              <rect
                key={lag}
                className={isSeason(lag) ? styles.season : styles.bar}
                x={left + index * gap + gap * 0.15}
                width={Math.max(1, gap * 0.7)}
                y={y}
                height={Math.max(1, Math.abs(place(value) - place(0)))}
              />
            );
          })}
          {labelledLags(acf.length, seasonLength).map((lag) => (
            <text
              key={`label-${lag}`}
              className={styles.tick}
              x={left + (lag - 0.5) * gap}
              y={height - 4}
              textAnchor="middle"
            >
              {lag}
            </text>
          ))}
        </svg>
      </div>
      <p className={styles.caption}>
        {seasonLength > 1 && `Dark bars are whole seasons of ${stepsInWords(seasonLength, frequency)}. `}
        Inside the shaded band a bar says nothing.
      </p>
    </ChartFrame>
  );
}

function labelledLags(count: number, seasonLength: number): number[] {
  const every =
    seasonLength > 1 && seasonLength <= count ? seasonLength : Math.max(5, Math.ceil(count / 30) * 5);
  const lags = Array.from({ length: Math.floor(count / every) }, (_, index) => (index + 1) * every);
  return every > 2 ? [1, ...lags] : lags;
}

function sentenceOf(
  { seasonLength, frequency }: SeriesRow,
  acf: readonly number[],
  atSeason: number | undefined,
) {
  const first = `Autocorrelation is ${formatScore(acf[0])} one step back`;
  if (atSeason === undefined) return `${first}.`;
  return `${first} and ${formatScore(atSeason)} one season of ${stepsInWords(seasonLength, frequency)} back.`;
}
