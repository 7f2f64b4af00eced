import type { ReactNode } from 'react';
import styles from './tour-screen.module.css';

interface FigureKeyProps {
  readonly color: string;
  readonly dash?: string;
  readonly bead?: boolean;
  readonly children: ReactNode;
}

/** What a line of a figure stands for. */
export function FigureKey({ color, dash, bead = false, children }: FigureKeyProps) {
  return (
    <span className={styles.key}>
      <svg width="22" height="10" viewBox="0 0 22 10" aria-hidden="true">
        <path d="M0 5H22" stroke={color} strokeWidth="2" strokeDasharray={dash ?? 'none'} />
        {bead && <circle cx="11" cy="5" r="3" fill="var(--hc-surface)" stroke={color} strokeWidth="1.75" />}
      </svg>
      {children}
    </span>
  );
}
