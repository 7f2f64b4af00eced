import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { formatSkillWithInterval } from '#app/_lib/format-number.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import styles from './skill-bar.module.css';

interface SkillBarProps {
  readonly kind: ForecasterKind;
  readonly skill: number | null;
  readonly interval: readonly [number, number] | null;
  readonly width?: number;
  /** The axis runs from minus to plus this share; one axis for the whole column. */
  readonly limit?: number;
}

const height = 26;
const middle = height / 2;
const margin = 6;

/**
 * Skill against the best naive with its interval. The naive is the line in the middle; what lies beyond the
 * axis becomes an arrow, and the number stays in the text beside it.
 */
export function SkillBar({ kind, skill, interval, width = 210, limit = 0.3 }: SkillBarProps) {
  const clip = (share: number) => Math.max(-limit, Math.min(limit, share));
  const place = (share: number) => margin + ((clip(share) + limit) / (2 * limit)) * (width - 2 * margin);
  const { color } = forecasterStyles[kind];
  const label =
    skill === null ? 'Skill is not available' : `Skill ${formatSkillWithInterval(skill, interval)}`;
  return (
    <svg
      className={styles.bar}
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <line className={styles.zero} x1={place(0)} x2={place(0)} y1="0" y2={height} />
      {skill !== null && Math.abs(skill) > limit && (
        <Arrow x={place(skill)} direction={skill > 0 ? 1 : -1} color={color} />
      )}
      {skill !== null && Math.abs(skill) <= limit && (
        <>
          {interval && <Whisker from={place(interval[0])} to={place(interval[1])} color={color} />}
          <circle className={styles.dot} cx={place(skill)} cy={middle} r="4.5" fill={color} />
        </>
      )}
    </svg>
  );
}

interface WhiskerProps {
  readonly from: number;
  readonly to: number;
  readonly color: string;
}

function Whisker({ from, to, color }: WhiskerProps) {
  const ends = `M${from} ${middle - 4}v8M${to} ${middle - 4}v8`;
  return <path className={styles.line} stroke={color} d={`M${from} ${middle}H${to}${ends}`} />;
}

interface ArrowProps {
  readonly x: number;
  readonly direction: 1 | -1;
  readonly color: string;
}

function Arrow({ x, direction, color }: ArrowProps) {
  const tip = `M${x - 28 * direction} ${middle}H${x}m${-5 * direction} -4l${5 * direction} 4l${-5 * direction} 4`;
  return <path className={styles.line} stroke={color} d={tip} />;
}
