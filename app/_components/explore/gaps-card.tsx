import { Card } from '#app/_components/card.tsx';
import { countOf, formatCount } from '#app/_lib/format-number.ts';
import { formatStamp } from '#app/_lib/format-stamp.ts';
import type { SeriesDescription, SeriesRow } from '#server/api-types.ts';
import styles from './gaps-card.module.css';

interface GapsCardProps {
  readonly row: SeriesRow;
  readonly description: SeriesDescription;
}

const shown = 6;

/** Where values are missing, the longest stretches first. */
export function GapsCard({ row, description }: GapsCardProps) {
  const { gaps, missing } = description;
  if (gaps.length === 0) {
    return (
      <Card title="Gaps">
        <p className="soft">Every step from the first to the last row has a value.</p>
      </Card>
    );
  }
  return (
    <Card title="Gaps" note={`${countOf(missing, 'value')} missing; the longest first`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Values</th>
          </tr>
        </thead>
        <tbody>
          {gaps.slice(0, shown).map((gap) => (
            <tr key={gap.fromStamp}>
              <td>{formatStamp(gap.fromStamp, row)}</td>
              <td>{formatStamp(gap.toStamp, row)}</td>
              <td>{formatCount(gap.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {gaps.length > shown && (
        <p className={styles.rest}>and {countOf(gaps.length - shown, 'shorter gap')}</p>
      )}
    </Card>
  );
}
