import styles from './progress-bar.module.css';

interface ProgressBarProps {
  /** 0–1. */
  readonly share: number;
  readonly label: string;
  readonly color?: string;
  readonly large?: boolean;
}

/** How much is done. It moves only when something is. */
export function ProgressBar({ share, label, color = 'var(--hc-ink)', large = false }: ProgressBarProps) {
  const percent = Math.max(0, Math.min(100, share * 100));
  return (
    <div
      className={`${styles.bar} ${large ? styles.large : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      style={{ color }}
    >
      <div className={styles.done} style={{ width: `${percent}%` }} />
    </div>
  );
}
