'use client';

import { NativeSelect } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { countOf, formatCount } from '#app/_lib/format-number.ts';
import type { DayKind, DayMap, YearOfDays } from '#forecasting/series/day-map.ts';
import styles from './gap-map.module.css';

interface GapMapProps {
  readonly map: DayMap;
  /** Whether the axis has trading days only, so that days without a row are no gaps. */
  readonly isMarket: boolean;
  /** Which series it is of, where there are several. */
  readonly note?: string | undefined;
}

/** Which days have rows, week by week, and which of the empty ones the series itself explains. */
export function GapMap({ map, isMarket, note }: GapMapProps) {
  const [chosen, setChosen] = useState<number>();
  const shown = map.years.find(({ year }) => year === chosen) ?? telling(map);
  if (!shown) return null;
  const kinds = legend.filter(({ kind }) => shown.days.includes(kind));
  return (
    <Card
      title="Days with and without rows"
      note={note}
      actions={
        <NativeSelect
          aria-label="Year"
          size="xs"
          data={map.years.map(({ year }) => String(year)).reverse()}
          value={String(shown.year)}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        />
      }
    >
      <p className="soft">{sentenceOf(map, isMarket)}</p>
      <YearGrid year={shown} />
      <ul className={styles.legend}>
        {kinds.map(({ kind, words }) => (
          <li key={kind}>
            <svg width="12" height="12" aria-hidden="true">
              <rect className={styles[kind]} x="1" y="1" width="10" height="10" rx="2.5" />
            </svg>
            {words}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const legend: readonly { readonly kind: DayKind; readonly words: string }[] = [
  { kind: 'row', words: 'has rows' },
  { kind: 'part', words: 'has fewer rows than most days' },
  { kind: 'weekend', words: 'empty, as this weekday always is' },
  { kind: 'holiday', words: 'empty, as on this date in other years' },
  { kind: 'hole', words: 'empty, and nothing explains it' },
];

/** The latest year with a hole, else the latest. */
const telling = ({ years }: DayMap) => years.findLast(({ days }) => days.includes('hole')) ?? years.at(-1);

const namedHoles = 3;

/** Of a day in the map that has a row, or that lies outside the series. */
const isFilled = (kind: DayKind) => kind === 'row' || kind === 'part' || kind === 'none';

function sentenceOf({ years, holes, holeCount }: DayMap, isMarket: boolean): string {
  if (years.every(({ days }) => days.every(isFilled))) return 'Every day has a row.';
  if (holeCount === 0) return 'Every day has a row, or is empty for a reason that the series itself shows.';
  const named = holes.slice(-namedHoles).map(dayInWords).join(', ');
  const rest = holeCount > namedHoles ? `, the latest ${namedHoles} being ${named}` : `: ${named}`;
  const meaning = isMarket
    ? 'They are taken for days on which the market was closed.'
    : 'They are kept as missing: forecasters see that a value is not there.';
  return `${countOf(holeCount, 'day')} without a row and without a reason${rest}. ${meaning}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const dayInWords = (stamp: number) => dayFormat.format(stamp);

const left = 32;
const top = 18;
const dayMs = 86_400_000;
const usualWidth = 1100;
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** On a phone half a year, so that a day stays a thing to see. */
const narrow = 560;

function YearGrid({ year }: { readonly year: YearOfDays }) {
  const { ref, width: measured } = useElementSize();
  const width = measured || usualWidth;
  const firstWeekday = (new Date(Date.UTC(year.year, 0, 1)).getUTCDay() + 6) % 7;
  const weekOf = (at: number) => Math.floor((firstWeekday + at) / 7);
  const { from, to } = width < narrow ? halfAround(year) : { from: 0, to: year.days.length };
  const weeks = weekOf(to - 1) - weekOf(from) + 1;
  const cell = Math.min(17, (width - left) / weeks);
  const size = Math.max(2, cell - 3);
  const place = (at: number) => ({
    x: left + (weekOf(at) - weekOf(from)) * cell,
    y: top + ((firstWeekday + at) % 7) * cell,
  });
  const months = monthNames.flatMap((name, month) => {
    const at = (Date.UTC(year.year, month, 1) - Date.UTC(year.year, 0, 1)) / dayMs;
    return at >= from && at < to ? [{ name, x: place(at).x }] : [];
  });
  return (
    <div ref={ref} className={styles.grid}>
      <svg width={width} height={top + 7 * cell} role="img" aria-label={describeYear(year)}>
        {months.map(({ name, x }) => (
          <text key={name} className={styles.tick} x={x} y={11}>
            {name}
          </text>
        ))}
        {['Mon', 'Wed', 'Fri', 'Sun'].map((name, i) => (
          <text key={name} className={styles.tick} x={0} y={top + (2 * i + 0.75) * cell}>
            {name}
          </text>
        ))}
        {year.days.slice(from, to).map((kind, i) => {
          if (kind === 'none') return null;
          const stamp = Date.UTC(year.year, 0, 1 + from + i);
          return (
            <rect
              key={stamp}
              className={styles[kind]}
              {...place(from + i)}
              width={size}
              height={size}
              rx={2.5}
            >
              <title>{`${dayInWords(stamp)}: ${legend.find((one) => one.kind === kind)?.words}`}</title>
            </rect>
          );
        })}
      </svg>
    </div>
  );
}

/** The half of the year in which the latest hole lies, else the one in which the rows end. */
function halfAround({ days }: YearOfDays): { from: number; to: number } {
  const hole = days.lastIndexOf('hole');
  const at = hole >= 0 ? hole : days.findLastIndex((kind) => kind !== 'none');
  return at < 183 ? { from: 0, to: 184 } : { from: 181, to: days.length };
}

function describeYear({ year, days }: YearOfDays): string {
  const count = (kind: DayKind) => formatCount(days.filter((one) => one === kind).length);
  return `${year}: ${count('row')} days with rows, ${count('weekend')} closed weekdays, ${count('holiday')} holidays, ${count('hole')} days without a reason`;
}
