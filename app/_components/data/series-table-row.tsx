'use client';

import Link from 'next/link';
import type { NamedThing } from '#app/_components/named-thing.ts';
import { Sparkline } from '#app/_components/sparkline.tsx';
import { formatCount, formatValue } from '#app/_lib/format-number.ts';
import { formatStampLong } from '#app/_lib/format-stamp.ts';
import { formatNear } from '#app/_lib/format-time.ts';
import { frequencyInWords } from '#app/_lib/frequency-words.ts';
import type { SeriesRow } from '#server/api-types.ts';
import { SeriesMenu } from './series-menu.tsx';
import { SeriesState } from './series-state.tsx';
import styles from './series-table-row.module.css';

interface SeriesTableRowProps {
  readonly row: SeriesRow;
  readonly onRename: (thing: NamedThing) => void;
  readonly onRemove: (thing: NamedThing) => void;
}

export function SeriesTableRow({ row, onRename, onRemove }: SeriesTableRowProps) {
  return (
    <tr className={styles.row}>
      <td className={styles.name}>
        <Link href={`/series/${row.id}`}>
          <b>{row.name}</b>
        </Link>
        <div className={styles.origin}>
          <span className={styles.file}>{row.fileName ?? 'through the API'}</span>
          <span className={styles.frequency}> · {frequencyInWords(row.frequency)}</span>
        </div>
      </td>
      <td className={styles.spark}>
        {row.sparkline.length > 1 && (
          <Sparkline values={row.sparkline} label={`Latest values of ${row.name}`} />
        )}
      </td>
      <td className={styles.latest}>
        <b className="num">{row.rows === 0 ? 'no rows yet' : formatValue(row.lastValue, row.unit)}</b>
        {row.lastStamp !== null && <div className={styles.stamp}>{formatStampLong(row.lastStamp, row)}</div>}
      </td>
      <td className={styles.rows}>{formatCount(row.rows)}</td>
      <td className={styles.state}>
        <SeriesState row={row} />
      </td>
      <td className={styles.next}>
        {row.nextAt === null ? <span className="dim">none</span> : formatNear(row.nextAt)}
      </td>
      <td className={styles.menu}>
        <SeriesMenu row={row} onRename={onRename} onRemove={onRemove} />
      </td>
    </tr>
  );
}
