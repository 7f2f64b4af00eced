import type { AlertPreview } from '#server/api-types.ts';
import styles from './alerts-card.module.css';

const width = 180;
const height = 18;
const ticks = 90;

/** When an alert would have fired, on a strip of the past. */
export function PastStrip({ preview }: { readonly preview: AlertPreview }) {
  const { from, to, stamps, fired } = preview;
  if (from === null || to === null || to <= from) return null;
  const hits = new Set(
    stamps.map((stamp) => Math.min(ticks - 1, Math.floor(((stamp - from) / (to - from)) * ticks))),
  );
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${fired} times in what was looked at`}
    >
      {Array.from({ length: ticks }, (_, tick) => {
        const isHit = hits.has(tick);
        const x = (tick + 0.5) * (width / ticks);
        return (
          <line
            key={x}
            x1={x}
            x2={x}
            y1={isHit ? 1 : 7}
            y2={isHit ? 17 : 11}
            className={isHit ? styles.hit : styles.none}
          />
        );
      })}
    </svg>
  );
}
