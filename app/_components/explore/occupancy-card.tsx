'use client';

import { useElementSize } from '@mantine/hooks';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import { formatCount } from '#app/_lib/format-number.ts';
import type { SeriesRow } from '#server/api-types.ts';
import styles from './occupancy-card.module.css';

interface OccupancyCardProps {
  readonly row: SeriesRow;
  /** Observations by weekday (0 = Monday) and hour. */
  readonly occupancy: readonly (readonly number[])[];
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const left = 34;
const rowHeight = 16;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** When observations come: by weekday and hour, or by weekday alone where there is one a day. */
export function OccupancyCard({ row, occupancy }: OccupancyCardProps) {
  const used = hours.filter((hour) => occupancy.some((day) => (day[hour] ?? 0) > 0));
  const isDaily = used.length <= 1;
  const most = Math.max(1, ...occupancy.flat());
  const closed = weekdays.filter((_, weekday) => occupancy[weekday]?.every((count) => count === 0));
  const columns = isDaily ? used : hours;
  return (
    <ChartFrame
      title="When values come"
      note={isDaily ? 'by weekday' : 'by weekday and hour'}
      sentence={`Rows of ${row.name} by weekday${isDaily ? '' : ' and hour'}. ${closedWords(closed)}`}
      readTable={() => ({
        columns: ['weekday', ...columns.map((hour) => (isDaily ? 'rows' : `${hour}:00`))],
        rows: weekdays.map((name, weekday) => [
          name,
          ...columns.map((hour) => occupancy[weekday]?.[hour] ?? 0),
        ]),
      })}
    >
      {isDaily ? (
        <WeekdayBars
          counts={weekdays.map((_, weekday) => occupancy[weekday]?.[used[0] ?? 0] ?? 0)}
          most={most}
        />
      ) : (
        <HourGrid occupancy={occupancy} most={most} />
      )}
      <p className={styles.caption}>{closedWords(closed)}</p>
    </ChartFrame>
  );
}

function closedWords(closed: readonly string[]): string {
  return closed.length === 0 ? 'There are rows on every weekday.' : `No rows on ${closed.join(', ')}.`;
}

/** Until the card has been measured. */
const usualWidth = 420;
const countWidth = 60;

function WeekdayBars({ counts, most }: { readonly counts: readonly number[]; readonly most: number }) {
  const { ref, width } = useElementSize();
  const length = Math.max(80, (width || usualWidth) - left - countWidth);
  return (
    <div ref={ref}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${left + length + countWidth} 126`}
        height={126}
        aria-hidden="true"
      >
        {counts.map((count, weekday) => (
          <g key={weekdays[weekday]} transform={`translate(0 ${weekday * 18})`}>
            <text className={styles.tick} x="0" y="11">
              {weekdays[weekday]}
            </text>
            <rect className={styles.ground} x={left} width={length} height="12" rx="3" />
            <rect className={styles.full} x={left} width={(length * count) / most} height="12" rx="3" />
            <text className={styles.tick} x={left + length + 8} y="11">
              {formatCount(count)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

interface HourGridProps {
  readonly occupancy: readonly (readonly number[])[];
  readonly most: number;
}

function HourGrid({ occupancy, most }: HourGridProps) {
  const { ref, width } = useElementSize();
  const cell = ((width || usualWidth) - left) / 24;
  return (
    <div ref={ref}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${left + 24 * cell} ${7 * rowHeight + 16}`}
        height={7 * rowHeight + 16}
        aria-hidden="true"
      >
        {weekdays.map((name, weekday) => (
          <g key={name} transform={`translate(0 ${weekday * rowHeight})`}>
            <text className={styles.tick} x="0" y={rowHeight - 5}>
              {name}
            </text>
            {hours.map((hour) => (
              <rect
                key={hour}
                className={styles.full}
                x={left + hour * cell + 1}
                y="1"
                width={cell - 2}
                height={rowHeight - 2}
                rx="3"
                fillOpacity={0.07 + (0.85 * (occupancy[weekday]?.[hour] ?? 0)) / most}
              />
            ))}
          </g>
        ))}
        {[0, 6, 12, 18].map((hour) => (
          <text key={hour} className={styles.tick} x={left + hour * cell + 1} y={7 * rowHeight + 13}>
            {`${hour}:00`}
          </text>
        ))}
      </svg>
    </div>
  );
}
