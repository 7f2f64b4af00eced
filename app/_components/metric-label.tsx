'use client';

import { Tooltip } from '@mantine/core';
import styles from './metric-label.module.css';

interface MetricLabelProps {
  readonly label: string;
  /** The unit the metric is in, if it has one: the data's, "%", or none. */
  readonly unit?: string | null | undefined;
  /** What it measures, in a sentence or two; shown on hover and focus. */
  readonly definition: string;
}

/** A metric's name with its unit, and its definition behind it. */
export function MetricLabel({ label, unit, definition }: MetricLabelProps) {
  return (
    <Tooltip label={definition} events={{ hover: true, focus: true, touch: true }} withArrow>
      <button type="button" className={styles.label} aria-description={definition}>
        {label}
        {unit && <span className={styles.unit}>, {unit}</span>}
      </button>
    </Tooltip>
  );
}
