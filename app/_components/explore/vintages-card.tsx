'use client';

import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { countOf, formatValue } from '#app/_lib/format-number.ts';
import { formatStamp } from '#app/_lib/format-stamp.ts';
import { formatAgo } from '#app/_lib/format-time.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SeriesRow, VintageRow } from '#server/api-types.ts';
import styles from './vintages-card.module.css';

/** How often the past of the series was revised, and what stood there before; nothing where it never was. */
export function VintagesCard({ row }: { readonly row: SeriesRow }) {
  const trpc = useTRPC();
  const vintages = useQuery(trpc.series.vintages.queryOptions({ id: row.id }));
  if (!vintages.data || vintages.data.length === 0) return null;
  return (
    <Card title="Revisions" note="What stood there before is kept">
      <ul className={styles.list}>
        {vintages.data.map((vintage) => (
          <Vintage key={vintage.id} row={row} vintage={vintage} />
        ))}
      </ul>
    </Card>
  );
}

interface VintageProps {
  readonly row: SeriesRow;
  readonly vintage: VintageRow;
}

function Vintage({ row, vintage }: VintageProps) {
  const [isOpen, setOpen] = useState(false);
  const { changed, inserted, firstStamp, lastStamp, source, createdAt } = vintage;
  const what = [
    changed > 0 ? `${countOf(changed, 'value')} changed` : '',
    inserted > 0 ? `${countOf(inserted, 'row')} put in` : '',
  ].filter((part) => part !== '');
  const span =
    firstStamp === lastStamp
      ? formatStamp(firstStamp, row)
      : `${formatStamp(firstStamp, row)} to ${formatStamp(lastStamp, row)}`;
  return (
    <li>
      <div className={styles.head}>
        <div>
          <b>{what.join(', ')}</b>
          <p className={styles.when}>
            {span} · {formatAgo(createdAt)}
            {source && ` · ${source}`}
          </p>
        </div>
        <Button variant="default" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide' : 'Show'}
        </Button>
      </div>
      {isOpen && <VintageTable row={row} vintage={vintage} />}
    </li>
  );
}

function VintageTable({ row, vintage }: VintageProps) {
  const trpc = useTRPC();
  const held = useQuery(trpc.series.vintage.queryOptions({ id: row.id, vintageId: vintage.id }));
  if (!held.data) return <Skeleton height={80} />;
  const { values, total } = held.data;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ stamp, existed, before, now }) => (
            <tr key={stamp}>
              <td>{formatStamp(stamp, row)}</td>
              <td>{existed ? shown(before, row) : 'no row'}</td>
              <td>{shown(now, row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > values.length && (
        <p className={styles.when}>and {countOf(total - values.length, 'further row')}</p>
      )}
    </div>
  );
}

const shown = (value: number | null, { unit }: SeriesRow) =>
  value === null ? 'missing' : formatValue(value, unit);
