import { formatPercent } from '#app/_lib/format-number.ts';

interface SkillAxisProps {
  readonly width: number;
  readonly limit: number;
}

const margin = 6;

/** Of the bars in the leaderboard; the head above them has the same. */
export const barWidth = 186;

/** The ends and the middle of the axis that a column of skill bars shares. */
export function SkillAxis({ width, limit }: SkillAxisProps) {
  return (
    <svg width={width} height="14" viewBox={`0 0 ${width} 14`} aria-hidden="true">
      <g fontSize="11" fill="var(--hc-ink-3)">
        <text x={margin} y="11">
          {formatPercent(-limit)}
        </text>
        <text x={width / 2} y="11" textAnchor="middle">
          0
        </text>
        <text x={width - margin} y="11" textAnchor="end">
          +{formatPercent(limit)}
        </text>
      </g>
    </svg>
  );
}
